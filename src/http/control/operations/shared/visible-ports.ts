import type { Caller } from '../../../../auth/caller.ts'
import type { SshPorts } from '../../options.ts'

/** The ports that the caller may see: those of its account, or all for the operator. */
export const visiblePorts = (ssh: SshPorts | undefined, caller: Caller | undefined) =>
  (ssh?.ports() ?? []).filter(({ account }) => caller === undefined || caller.account === account)
