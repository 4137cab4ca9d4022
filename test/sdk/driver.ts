/** A program that calls with the SDK of another language: a line of JSON in, a line of JSON out. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Test } from 'tap'
import type { Body, Service } from '../fixture.ts'
import { authorityOf } from '../http/secure.ts'
import type { CallAction } from './story.ts'

/** Starts it, and ends it when the test ends. A refused call rejects with what the SDK's own exception held. */
export const startDriver = (t: Test, program: string, ...args: string[]): CallAction =>
  spawnDriver(t, program, args, {})

/** As `startDriver`, with the variables that make clients trust the service's CA. */
export async function startSecureDriver(
  t: Test,
  { endpoint }: Pick<Service, 'endpoint'>,
  program: string,
  ...args: string[]
): Promise<CallAction> {
  const folder = mkdtempSync(join(tmpdir(), 'swas-ca-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'ca.pem')
  writeFileSync(file, await authorityOf(endpoint))
  return spawnDriver(t, program, args, { SSL_CERT_FILE: file, REQUESTS_CA_BUNDLE: file })
}

function spawnDriver(t: Test, program: string, args: readonly string[], trust: Record<string, string>): CallAction {
  // Nothing but the program is between the SDK and the service, whatever proxy the machine has.
  const env = { ...process.env, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1', ...trust }
  const driver = spawn(program, args, { env, stdio: 'pipe' })
  const closed = once(driver, 'close')
  closed.catch(() => {}) // it couldn't start: the first call says so
  let complaints = ''
  driver.stderr.on('data', (data) => {
    complaints += data
  })
  driver.stdin.on('error', () => {}) // it died: its exit code and its complaints say more
  const answers = createInterface({ input: driver.stdout })[Symbol.asyncIterator]()
  t.after(async () => {
    driver.stdin.end()
    const timer = setTimeout(() => driver.kill('SIGKILL'), 5_000)
    await closed.catch(() => {})
    clearTimeout(timer)
  })
  return async (action, parameters) => {
    driver.stdin.write(`${JSON.stringify({ action, parameters })}\n`)
    const { value, done } = await answers.next()
    if (done) {
      const [code, signal] = await closed
      throw new Error(`the driver ended with ${signal ?? code} at ${action}: ${complaints.trim()}`)
    }
    const { body, error }: Body = JSON.parse(value)
    if (error !== undefined) throw Object.assign(new Error(error.message), error)
    return body
  }
}
