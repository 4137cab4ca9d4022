/** Starts, stops and reboots servers, for the API and for programs on the servers. */
import { incorrectInstanceStatus } from '../errors/index.ts'
import type { Db } from '../store/db.ts'
import { type Instance, lockInstances, startTransition, type TransitionDelay } from '../store/instances.ts'
import type { RegionScope } from '../store/key-pairs.ts'
import { boot } from './boot.ts'

/** What a power action needs of its caller. */
export interface PowerAction {
  /** The transaction. */
  readonly db: Db
  readonly now: Date
  readonly transitionDelay: TransitionDelay
}

async function lockInState(
  call: PowerAction,
  scope: RegionScope,
  instanceIds: readonly string[],
  status: Instance['status']
) {
  const instances = await lockInstances(call.db, scope, instanceIds, call.now)
  if (instances.some((instance) => instance.status !== status)) throw incorrectInstanceStatus()
  return instances
}

/** Throws instanceNotFound, or incorrectInstanceStatus unless all are Stopped. */
export async function start(call: PowerAction, scope: RegionScope, instanceIds: readonly string[]): Promise<void> {
  const instances = await lockInState(call, scope, instanceIds, 'Stopped')
  await boot(call.db, instances, { via: ['Starting'], ...call.transitionDelay, now: call.now })
}

/** Throws instanceNotFound, or incorrectInstanceStatus unless all are Running. A reboot passes through Starting. */
export async function reboot(call: PowerAction, scope: RegionScope, instanceIds: readonly string[]): Promise<void> {
  const instances = await lockInState(call, scope, instanceIds, 'Running')
  await boot(call.db, instances, { via: ['Starting'], ...call.transitionDelay, now: call.now })
}

/** Throws instanceNotFound, or incorrectInstanceStatus unless all are Running. Applies nothing that is queued. */
export async function stop(call: PowerAction, scope: RegionScope, instanceIds: readonly string[]): Promise<void> {
  await lockInState(call, scope, instanceIds, 'Running')
  await startTransition(call.db, instanceIds, {
    to: 'Stopped',
    via: ['Stopping'],
    ...call.transitionDelay,
    since: call.now
  })
}
