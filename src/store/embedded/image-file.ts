import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The migrated database that the build puts beside the program, or in `dist/` if this runs from its sources. */
export function findImageFile(): string | undefined {
  return ['./pglite.tar', '../../../dist/pglite.tar']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path))
}
