/** An example that is a package of its own, installed as a user installs it, with ours by its path. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isOffline, type Outcome, root, shell } from './generated/workshop.ts'

export interface Installed {
  readonly folder: string
  readonly outcome: Outcome
  /** Why its packages can't be had; false where they are there. */
  readonly lacking: string | false
}

/** In a folder that is kept, so that only the first time costs. Nothing of it is written into the example. */
export async function install(example: string): Promise<Installed> {
  const folder = join(root, 'node_modules/.cache/swas-local', `example-${example}`)
  mkdirSync(folder, { recursive: true })
  const filter = (path: string) => !/\/(node_modules|package-lock\.json|\.tap)(\/|$)/.test(path.slice(root.length))
  cpSync(join(root, 'examples', example), folder, { recursive: true, filter })
  const manifest = join(folder, 'package.json')
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('file:../..', `file:${root}`))
  // Without scripts: that of a package installed by its path is our own build, which is there and in use.
  const outcome = await shell(folder, 'npm install --ignore-scripts --no-audit --no-fund --prefer-offline')
  const lacking = outcome.code !== 0 && isOffline(outcome.output) && 'its packages cannot be had'
  return { folder, outcome, lacking }
}
