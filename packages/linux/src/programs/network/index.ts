/** A server has no network. Programs that would use it fail as on a machine without one. */
import type { Command } from 'just-bash'
import type { Machine } from '../../types.ts'
import { curl } from './curl.ts'
import { interfacePrograms } from './interfaces.ts'
import { ping } from './ping.ts'
import { createReach } from './reach.ts'
import { remotePrograms } from './remote.ts'
import { wget } from './wget.ts'

export function networkPrograms(machine: Machine): Command[] {
  const reach = createReach(machine)
  return [curl(reach), wget(machine, reach), ping(reach), ...remotePrograms(reach), ...interfacePrograms(machine)]
}
