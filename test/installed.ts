/** An example that is a package of its own, installed as a user installs it, with a copy of what we publish. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { isOffline, type Outcome, root, shell } from './generated/workshop.ts'

export interface Installed {
  readonly folder: string
  readonly outcome: Outcome
  /** Why its packages can't be had; false where they are there. */
  readonly lacking: string | false
}

/** In a folder that is thrown away; its packages are kept, so that only the first time costs. */
export async function install(t: Test, example: string): Promise<Installed> {
  const kept = join(root, 'node_modules/.cache/swas-local', `example-${example}`)
  const folder = mkdtempSync(join(tmpdir(), `swas-${example}-`))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const filter = (path: string) => !/\/(node_modules|package-lock\.json|\.tap)(\/|$)/.test(path.slice(root.length))
  cpSync(join(root, 'examples', example), folder, { recursive: true, filter })
  mkdirSync(kept, { recursive: true })
  const manifest = readFileSync(join(folder, 'package.json'), 'utf8').replace('file:../..', `file:${root}`)
  writeFileSync(join(kept, 'package.json'), manifest)
  // Or npm would keep an older copy, which has the same version.
  for (const name of ['package-lock.json', 'node_modules/.package-lock.json', 'node_modules/swas-local'])
    rmSync(join(kept, name), { recursive: true, force: true })
  // A link would lead out of node_modules, and test runners translate what lies there. Without scripts: ours is the build.
  const outcome = await shell(
    kept,
    'npm install --install-links --ignore-scripts --no-audit --no-fund --prefer-offline'
  )
  symlinkSync(join(kept, 'node_modules'), join(folder, 'node_modules'))
  const lacking = outcome.code !== 0 && isOffline(outcome.output) && 'its packages cannot be had'
  return { folder, outcome, lacking }
}
