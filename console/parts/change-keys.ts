import { type attach, type detach, type Instance, type RegionId, setPower } from '../calls.ts'
import { words } from '../words.ts'

/** Some of what was asked for was done, and some not. */
export class PartlyDone extends Error {}

export interface Change {
  readonly regionId: RegionId
  readonly keyPairName: string
  readonly servers: readonly Instance[]
  /** Restarts those that were changed and that run. */
  readonly wantsRestart: boolean
}

/** Attaches or detaches. Throws what was refused, server by server. */
export async function changeKeys(
  change: typeof attach | typeof detach,
  { regionId, keyPairName, servers, wantsRestart }: Change
): Promise<void> {
  const rows = await change(regionId, keyPairName, servers.map(idOf))
  const rowOf = new Map(rows.map((row) => [row.InstanceId, row]))
  const changed = servers.filter(({ InstanceId }) => rowOf.get(InstanceId)?.Success === 'true')
  const running = changed.filter(({ Status }) => Status === 'Running').map(idOf)
  if (wantsRestart && running.length > 0) await setPower(regionId, 'reboot', running)
  const refused = servers.flatMap(({ InstanceId, InstanceName }) => {
    const row = rowOf.get(InstanceId)
    return row?.Success === 'false' ? [`${InstanceName}: ${row.Message}`] : []
  })
  if (refused.length > 0) throw new PartlyDone(`${words.someFailed} ${refused.join(' ')}`)
}

const idOf = ({ InstanceId }: Instance) => InstanceId
