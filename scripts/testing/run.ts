/** One run of test files on one database, in a process of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Chosen } from './choose.ts'
import { createParser, type Results } from './results.ts'

// Ends a test that hangs. Far more than any needs: a machine that does other things too takes many times as long.
const testLimitSeconds = 900

export interface Run {
  readonly title: string
  /** Where the files are as programs. */
  readonly folder: string
  readonly files: readonly string[]
  readonly patterns: Chosen
  readonly databaseUrl: string | undefined
  readonly stopping: AbortSignal
}

export async function run({ title, folder, files, patterns, databaseUrl, stopping }: Run): Promise<Results> {
  const print = (text: string) => process.stdout.write(`${text}\n`)
  print(`\n${title}: ${files.length} ${files.length === 1 ? 'file' : 'files'}`)
  const results: Results = { passed: 0, failed: 0, skipped: new Map(), ran: new Set() }
  const { TEST_DATABASE_URL: _, ...environment } = process.env
  const tap = spawn(process.execPath, ['--import=tsx', 'scripts/testing/files.ts', folder, ...files], {
    env: {
      ...environment,
      TAP_TIMEOUT: String(testLimitSeconds),
      TEST_PATTERNS: JSON.stringify(Object.fromEntries(patterns)),
      ...(databaseUrl !== undefined && { TEST_DATABASE_URL: databaseUrl })
    },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const stop = () => tap.kill('SIGTERM')
  stopping.addEventListener('abort', stop)
  const parser = createParser(results, print)
  tap.stdout.on('data', (data) => parser.write(data)).on('end', () => parser.end())
  const [code] = await once(tap, 'close')
  stopping.removeEventListener('abort', stop)
  stopping.throwIfAborted()
  if (code !== 0 && results.failed === 0) throw new Error(`tap ended with ${code}, though no test failed`)
  return results
}
