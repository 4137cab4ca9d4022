import { isRefusal, type Refusal } from '../api.ts'
import { type attach, type detach, type Instance, type RegionId, setPower } from '../calls.ts'
import type { TokenFor } from '../client-tokens.ts'
import { words } from '../words.ts'

/** Only some of the servers were changed. */
export class PartlyDone extends Error {}

/** Whether the error says for certain what was done. */
export const isAnswered = (error: unknown): boolean => isRefusal(error) || error instanceof PartlyDone

export interface Change {
  readonly regionId: RegionId
  readonly keyPairName: string
  readonly servers: readonly Instance[]
  /** Restarts the changed servers that are running. */
  readonly wantsRestart: boolean
  /** Called with the unchanged servers if only some were changed. */
  onRest?(instanceIds: ReadonlySet<string>): void
}

interface Steps {
  readonly tokenFor: TokenFor
  report(progress: string): void
}

/** AttachKeyPair and DetachKeyPair take at most this many servers. */
const callLimit = 50

/**
 * Attaches or detaches in as many calls as necessary. Throws PartlyDone with a reason for each server that was refused.
 * After a call without a reply you can repeat them all: those that were done return their first replies.
 */
export async function changeKeys(change: typeof attach | typeof detach, asked: Change, steps: Steps): Promise<void> {
  const { regionId, keyPairName, servers, onRest } = asked
  const changed: Instance[] = []
  const failed: string[] = []
  const changing = await inGroups(servers, async (group) => {
    if (servers.length > callLimit) steps.report(words.doneFor(changed.length, servers.length))
    const call = { RegionId: regionId, KeyPairName: keyPairName, instanceIds: group.map(idOf) }
    const rows = new Map(
      (await change(call, steps.tokenFor(`change ${JSON.stringify(call)}`))).map((row) => [row.InstanceId, row])
    )
    for (const server of group) {
      const row = rows.get(server.InstanceId)
      if (row?.Success === 'true') changed.push(server)
      else failed.push(`${server.InstanceName}: ${row?.Message}`)
    }
  })
  if (changing && changed.length + failed.length === 0) throw changing
  const running = asked.wantsRestart ? changed.filter(({ Status }) => Status === 'Running') : []
  const restarting = await inGroups(running, async (group) => {
    steps.report(words.restarting)
    const instanceIds = group.map(idOf)
    await setPower(regionId, 'reboot', instanceIds, steps.tokenFor(`reboot ${instanceIds}`))
  })
  if (failed.length === 0 && !changing && !restarting) return
  const done = new Set(changed)
  onRest?.(new Set(servers.filter((server) => !done.has(server)).map(idOf)))
  const reasons = [
    words.doneFor(changed.length, servers.length),
    ...failed.slice(0, shownFailures),
    ...(failed.length > shownFailures ? [words.more(failed.length - shownFailures)] : []),
    ...(changing ? [words.refusedThen(textOf(changing))] : []),
    ...(restarting ? [words.notRestarted(textOf(restarting))] : [])
  ]
  throw new PartlyDone(reasons.join('\n'))
}

const shownFailures = 10
const idOf = ({ InstanceId }: Instance) => InstanceId
const textOf = ({ code, message }: Refusal) => `${code} ${message}`

/** Works on one group after the other until one is refused. */
async function inGroups(
  servers: readonly Instance[],
  work: (group: readonly Instance[]) => Promise<void>
): Promise<Refusal | undefined> {
  for (let start = 0; start < servers.length; start += callLimit) {
    try {
      await work(servers.slice(start, start + callLimit))
    } catch (error) {
      if (isRefusal(error)) return error
      throw error
    }
  }
  return undefined
}
