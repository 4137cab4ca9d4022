/** How schemathesis is run. */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const here = (name: string) => join(import.meta.dirname, name)

export interface Run {
  readonly code: number | null
  /** What it printed, with a report of each failure. */
  readonly report: string
}

/** Tries the document that `endpoint` serves, in a folder of its own, since it leaves things where it runs. */
export async function runSchemathesis(python: string, endpoint: string, options: readonly string[]): Promise<Run> {
  const cwd = await mkdtemp(join(tmpdir(), 'swas-local-schemathesis-'))
  const config = ['--config-file', here('schemathesis.toml')]
  const command = [
    '-m',
    'schemathesis.cli',
    ...config,
    'run',
    `http://${endpoint}/openapi.json`,
    '--no-color',
    ...options
  ]
  const environment = { SCHEMATHESIS_HOOKS: here('hooks.py'), PYTHONDONTWRITEBYTECODE: '1', PYTHONHASHSEED: '0' }
  const child = spawn(python, command, {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  let report = ''
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', (text: string) => {
      report += text
    })
  }
  try {
    const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
    return { code, report }
  } finally {
    process.off('exit', kill)
    await rm(cwd, { recursive: true, force: true })
  }
}
