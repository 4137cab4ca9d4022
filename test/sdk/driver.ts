/** A program that calls with the SDK of another language: a line of JSON in, a line of JSON out. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Test } from 'tap'
import type { Body } from '../fixture.ts'
import type { CallAction } from './story.ts'

/** Starts it, and ends it when the test ends. A refused call rejects with what the SDK's own exception held. */
export function startDriver(t: Test, program: string, ...args: string[]): CallAction {
  // Nothing but the program is between the SDK and the service, whatever proxy the machine has.
  const env = { ...process.env, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' }
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
