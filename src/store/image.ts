import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openEmbedded } from './database.ts'

/** The ready-made database that the build leaves beside the program, or in `dist/` when this runs from its sources. */
export function findImageFile(): string | undefined {
  return ['./pglite.tar', '../../dist/pglite.tar']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path))
}

/** A plain tar of an empty database with every migration applied. */
export async function makeImage(): Promise<Uint8Array> {
  const { database, thread } = await openEmbedded({ onIdleError: () => {} })
  const image = await thread.dump()
  await database.close()
  return image
}
