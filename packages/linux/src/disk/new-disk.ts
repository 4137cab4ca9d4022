import type { Machine } from '../types.ts'
import type { Entry } from './entry.ts'
import { imageEntries } from './image/index.ts'
import { machineEntries } from './machine-files.ts'
import { programFiles } from './program-files.ts'

/** The entries of a server's disk before anybody has changed it. */
export const newDisk = (machine: Machine): Entry[] => [
  ...imageEntries(machine.distribution),
  ...programFiles,
  ...machineEntries(machine)
]
