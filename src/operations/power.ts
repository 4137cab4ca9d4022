/** Starting, stopping and rebooting, of one server or of many. */
import { incorrectInstanceStatus } from '../errors.ts'
import type { Call } from '../operation.ts'
import { boot } from '../servers/boot.ts'
import { type Instance, lockInstances, move } from '../store/instances.ts'
import type { Place } from '../store/key-pairs.ts'

async function lockInState(call: Call, place: Place, instanceIds: readonly string[], status: Instance['status']) {
  const instances = await lockInstances(call.db, place, instanceIds, call.now)
  if (instances.some((instance) => instance.status !== status)) throw incorrectInstanceStatus()
  return instances
}

/** Throws instanceNotFound, or incorrectInstanceStatus unless all are Stopped. */
export async function start(call: Call, place: Place, instanceIds: readonly string[]): Promise<void> {
  const instances = await lockInState(call, place, instanceIds, 'Stopped')
  await boot(call.db, instances, { via: ['Starting'], ...call.pace, now: call.now })
}

/** Throws instanceNotFound, or incorrectInstanceStatus unless all are Running. A reboot passes through Starting. */
export async function reboot(call: Call, place: Place, instanceIds: readonly string[]): Promise<void> {
  const instances = await lockInState(call, place, instanceIds, 'Running')
  await boot(call.db, instances, { via: ['Starting'], ...call.pace, now: call.now })
}

/** Throws instanceNotFound, or incorrectInstanceStatus unless all are Running. Applies nothing that is queued. */
export async function stop(call: Call, place: Place, instanceIds: readonly string[]): Promise<void> {
  await lockInState(call, place, instanceIds, 'Running')
  await move(call.db, instanceIds, { to: 'Stopped', via: ['Stopping'], ...call.pace, since: call.now })
}
