/** What just-bash lacks to be a small Linux. */
import type { Command } from 'just-bash'
import type { Host, Machine } from '../types.ts'
import { identityPrograms } from './identity.ts'
import { powerPrograms } from './power.ts'
import { kernelPrograms } from './uname.ts'

export const makePrograms = (machine: Machine, host: Host): Command[] => [
  ...kernelPrograms(machine),
  ...identityPrograms,
  ...powerPrograms(host)
]
