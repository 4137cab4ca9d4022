/** The machine's own Chromium, for tests that need a real browser. */
import { execFileSync } from 'node:child_process'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { Test } from 'tap'
import { has } from './machine.ts'

const program = ['chromium', 'google-chrome'].find(has)

/** For `t.test`'s options. */
export const needsBrowser = { skip: program === undefined && 'no chromium' }

/** Starts it, and ends it when the test ends. It looks up no name but as `hostRules` says. */
export async function startBrowser(t: Test, hostRules = ''): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: execFileSync('which', [program ?? ''], { encoding: 'utf8' }).trim(),
    args: [`--host-resolver-rules=${hostRules}MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost`]
  })
  t.after(() => browser.close())
  return browser
}

export interface Observed {
  /** What it asked for, in order. */
  readonly requested: readonly string[]
  /** What failed, was refused, or stands as an error or a warning in the browser's console. */
  readonly complaints: string[]
}

/** Writes down what becomes of a page from now on. */
export function observe(page: Page): Observed {
  const [requested, complaints]: [string[], string[]] = [[], []]
  page.on('request', (asked) => requested.push(asked.url()))
  page.on('requestfailed', (asked) => complaints.push(`failed: ${asked.url()}`))
  page.on('response', (reply) => reply.status() >= 400 && complaints.push(`${reply.status()}: ${reply.url()}`))
  page.on('console', (message) => /^(error|warning)$/.test(message.type()) && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  return { requested, complaints }
}
