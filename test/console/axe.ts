/** Everybody can use the console: with a screen reader, a keyboard, weak eyes. axe-core knows what that takes. */
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { Page } from 'playwright-core'
import type { Test } from 'tap'

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** Loads axe-core with every page from now on. */
export const loadAxe = (page: Page) => page.context().addInitScript({ path: axePath })

/** axe-core finds nothing in what is shown, by day and by night. */
export async function check(t: Test, page: Page, what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await page.evaluate(async () => await (window as unknown as { axe: typeof axe }).axe.run())
    const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
    t.same(found, [], `${what}, ${colorScheme}`)
  }
}
