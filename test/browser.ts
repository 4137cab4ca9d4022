/** The machine's own Chromium, for tests that need a real browser. */
import { execFileSync } from 'node:child_process'
import { type Browser, chromium } from 'playwright-core'
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
