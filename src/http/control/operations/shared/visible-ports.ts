import { covers, type Scope } from '../../../../store/scope.ts'
import type { SshPorts } from '../../options.ts'

/** The ports that the caller may see: those of its account, or all for the operator. */
export const visiblePorts = (ssh: SshPorts | undefined, scope: Scope) =>
  (ssh?.ports() ?? []).filter(({ account }) => covers(scope, account))
