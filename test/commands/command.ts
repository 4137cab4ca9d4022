/** The built program's commands, as a shell calls them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const program = join(root, 'dist/launch.cjs')

export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

type Environment = Readonly<Record<string, string>>

/** Nothing of the machine's own environment but PATH comes in. */
export async function shell(
  command: string,
  args: readonly string[],
  environment: Environment = {},
  input = ''
): Promise<Outcome> {
  const child = spawn(command, args, { cwd: root, env: { PATH: process.env.PATH, HOME: '/nowhere', ...environment } })
  child.stdin.end(input)
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code, stdout, stderr }
}

export const command = (args: readonly string[], environment: Environment = {}, input = ''): Promise<Outcome> =>
  shell(process.execPath, [program, ...args], environment, input)

/** A folder of this test's own, with files in it. */
export function folder(t: Test, files: Readonly<Record<string, string>> = {}): string {
  const path = mkdtempSync(join(tmpdir(), 'swas-command-'))
  t.after(() => rmSync(path, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(path, dirname(name)), { recursive: true })
    writeFileSync(join(path, name), content)
  }
  return path
}

/** What a command connects to and looks up, by a hook in its process. */
export async function connectionsOf(
  t: Test,
  args: readonly string[],
  environment: Environment
): Promise<{ outcome: Outcome; connections: string[] }> {
  const list = join(folder(t, { list: '' }), 'list')
  const hook = join(root, 'test/commands/connections.cjs')
  const outcome = await command(args, { ...environment, NODE_OPTIONS: `--require=${hook}`, CONNECTIONS_FILE: list })
  return { outcome, connections: [...new Set(readFileSync(list, 'utf8').split('\n').filter(Boolean))] }
}
