import { type AttachmentResult, type Instance, type RegionId, setPower } from '../calls.ts'
import { words } from '../words.ts'

/** Some of what was asked for was done, and some not. */
export class PartlyDone extends Error {}

/** After attaching or detaching: restarts the changed servers that run if wanted. Throws what was refused, server by server. */
export async function finishChange(
  regionId: RegionId,
  results: readonly AttachmentResult[],
  servers: readonly Instance[],
  wantsRestart: boolean
): Promise<void> {
  const rowOf = new Map(results.map((row) => [row.InstanceId, row]))
  const changed = servers.filter(({ InstanceId }) => rowOf.get(InstanceId)?.Success === 'true')
  const running = changed.filter(({ Status }) => Status === 'Running').map(({ InstanceId }) => InstanceId)
  if (wantsRestart && running.length > 0) await setPower(regionId, 'reboot', running)
  const refused = servers.flatMap(({ InstanceId, InstanceName }) => {
    const row = rowOf.get(InstanceId)
    return row?.Success === 'false' ? [`${InstanceName}: ${row.Message}`] : []
  })
  if (refused.length > 0) throw new PartlyDone(`${words.someFailed} ${refused.join(' ')}`)
}
