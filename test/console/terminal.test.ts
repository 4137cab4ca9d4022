// On the embedded database only: the console knows of none.
import type { Page } from 'playwright-core'
import t from 'tap'
import { needsBrowser } from '../browser.ts'
import { makeInstances } from '../fixture.ts'
import { openConsole } from './console.ts'

const prompt = '~#'
const screen = (page: Page) => page.locator('.xterm-rows')
const says = (page: Page, text: string) => screen(page).getByText(text, { exact: true }).first().waitFor()

t.test('a person works in a server’s terminal', needsBrowser, async (t) => {
  const { page, service, press, go, complaints } = await openConsole(t)
  const [InstanceId = ''] = await makeInstances(service)
  await go(`servers/${InstanceId}`)
  await press('Open terminal')
  await screen(page).getByText(prompt).waitFor()

  await page.keyboard.type('echo $((6 * 7)) ü\n')
  await says(page, '42 ü')
  const columns = async (mark: string) => {
    await page.keyboard.type(`echo "${mark} $(tput cols) columns"\n`)
    const line = screen(page).getByText(new RegExp(`^${mark} \\d+ columns$`))
    await line.waitFor()
    return Number((await line.textContent())?.split(' ')[1])
  }
  const wide = await columns('before')
  t.ok(wide > 100, String(wide))
  await page.setViewportSize({ width: 700, height: 600 })
  await page.waitForFunction(() => Number(document.querySelector('.xterm-screen')?.clientWidth) < 700)
  const narrow = await columns('after')
  t.ok(narrow > 50 && narrow < 90, String(narrow))

  // More than the service takes in one message.
  await page.keyboard.type('wc -c <<E\n')
  await page.locator('.xterm-helper-textarea').evaluate(
    (element, text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', text)
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
    },
    `${`${'x'.repeat(999)}\n`.repeat(80)}E\n`
  )
  await says(page, '80000')

  await page.keyboard.type('exit 3\n')
  await page.getByText('The terminal has ended: exit 3').waitFor()
  await press('Open again')
  await page.getByText('The terminal has ended').waitFor({ state: 'detached' })
  await page.waitForFunction(() => !document.querySelector('.xterm-rows')?.textContent?.includes('80000'))
  await screen(page).getByText(prompt).waitFor()
  await service.ok('RebootInstance', { InstanceId })
  await page.getByText('The terminal has ended: the server is gone').waitFor()
  t.same(complaints, [])
})

t.test('a stopped server has none, and says why', needsBrowser, async (t) => {
  const { page, service, go } = await openConsole(t)
  const [InstanceId = ''] = await makeInstances(service)
  await service.ok('StopInstance', { InstanceId })
  await go(`servers/${InstanceId}`)
  await page.getByText('You can log on only while the server is running.').waitFor()
  t.ok(await page.getByRole('button', { name: 'Open terminal' }).isDisabled())
  await go(`servers/${InstanceId}/terminal`)
  await page.getByRole('alert').getByText('IncorrectInstanceStatus').waitFor()
})
