/** Where an SDK is made: a folder of its own, thrown away afterwards, and a shell in it. */
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Test } from 'tap'

export const root = join(import.meta.dirname, '../..')
const cache = join(root, 'node_modules/.cache/swas-local')

/** What sdk/.gitignore names, and hidden files. */
const made = /\/(generated|swas|swas_local|build|target|node_modules|__pycache__|\.[^/]+)$/

/** The document and an SDK's own files. `keep` names what of the folder is there again in the next run. */
export function copyOf(t: Test, folder: string, keep: string | undefined): string {
  const copy = mkdtempSync(join(tmpdir(), `swas-sdk-${folder}-`))
  cpSync(join(root, 'openapi'), join(copy, 'openapi'), { recursive: true })
  const filter = (path: string) => !made.test(path)
  cpSync(join(root, 'sdk', folder), join(copy, 'sdk', folder), { recursive: true, filter })
  if (keep === undefined) t.after(() => rmSync(copy, { recursive: true, force: true }))
  else {
    // Moved, not linked: of two runs at the same time one has it, and the other makes its own.
    mkdirSync(cache, { recursive: true })
    const [kept, inUse] = [join(cache, `sdk-${folder}-${keep}`), join(copy, 'sdk', folder, keep)]
    move(kept, inUse)
    t.after(() => {
      move(inUse, kept)
      rmSync(copy, { recursive: true, force: true })
    })
  }
  return copy
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    // Otherwise nothing was kept yet, or another run has put its own there.
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') return
    cpSync(from, to, { recursive: true, verbatimSymlinks: true })
    rmSync(from, { recursive: true })
  }
}

export interface Outcome {
  readonly code: number
  readonly output: string
}

/** Runs a block as a user's shell would, but stops at its first failure. */
export async function shell(cwd: string, block: string, settings: Record<string, string> = {}): Promise<Outcome> {
  // What npm and tap tell their own children isn't meant for an npm that a block calls.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(npm_(lifecycle|package|command|config_local_prefix)|TAP|NODE_OPTIONS)/.test(name)
  )
  const options = { cwd, env: { ...Object.fromEntries(inherited), ...settings }, maxBuffer: 1e8 }
  try {
    const { stdout, stderr } = await promisify(execFile)('bash', ['--norc', '-euo', 'pipefail', '-c', block], options)
    return { code: 0, output: stdout + stderr }
  } catch (error) {
    const { code = -1, stdout = '', stderr = '' } = error as { code?: number; stdout?: string; stderr?: string }
    return { code, output: `${block}\n${stdout}${stderr}` }
  }
}

/** What npm, pip, go and Maven say where they reach no network. */
export const isOffline = (output: string): boolean =>
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|dial tcp|proxyconnect|Could not (transfer|find) artifact|NewConnectionError|ProxyError/.test(
    output
  )
