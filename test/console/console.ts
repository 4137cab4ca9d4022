/** What tests of the web console share: the real service, a real browser, and a person in front of it. */
import type { Locator, Page } from 'playwright-core'
import type { Test } from 'tap'
import type { Config } from '../../src/config/config.ts'
import { type Observed, observe, startBrowser } from '../browser.ts'
import { type Service, start } from '../fixture.ts'
import { account } from '../operations/expect.ts'

export interface Console extends Observed {
  readonly page: Page
  /** The service, called as the account that the console shows unless told otherwise. */
  readonly service: Service
  /** Presses a button of the dialog that is open, or else of the page. */
  press(name: string): Promise<void>
  /** The row of a list. */
  row(name: string): Locator
  /** Shows what an address of the first region leads to. */
  go(path: string): Promise<void>
}

/** Opens it in a browser of its own, in English unless told otherwise. */
export async function openConsole(t: Test, overrides: Partial<Config> = {}, locale = 'en-GB'): Promise<Console> {
  const started = await start(t, overrides)
  const permissions = ['clipboard-read', 'clipboard-write']
  const context = await (await startBrowser(t)).newContext({ locale, permissions })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  const observed = observe(page)
  const go = async (path: string) => {
    await page.goto(`http://${started.endpoint}/console/#/cn-hangzhou/${path}`)
  }
  await go('servers')
  return {
    page,
    service: { ...started, ...account(started, 'test') },
    ...observed,
    go,
    row: (name) => page.getByRole('row').filter({ hasText: name }),
    async press(name) {
      const dialog = page.getByRole('dialog')
      const within = (await dialog.count()) > 0 ? dialog : page
      await within.getByRole('button', { name, exact: true }).click()
    }
  }
}

/** The dialog that was open is gone. */
export const isDone = (page: Page) => page.getByRole('dialog').waitFor({ state: 'detached' })

/** Sets up a fault, as the control API takes it. */
export async function injectFault({ endpoint }: Service, fault: Record<string, unknown>): Promise<void> {
  const response = await fetch(`http://${endpoint}/_swas/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ faults: [fault] })
  })
  if (response.status !== 201) throw new Error(await response.text())
}
