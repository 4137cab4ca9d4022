import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Whether the machine has a program; tests that need one that it lacks are skipped by name. */
export function has(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
