// On the embedded database only: the console knows of none.
/** The service gives a private key once. Whatever happens to the reply, the page and the person, the key is saved. */
import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Download, Route } from 'playwright-core'
import sshpk from 'sshpk'
import t, { type Test } from 'tap'
import { needsBrowser } from '../browser.ts'
import { type Console, injectFault, isDone, openConsole } from './console.ts'

const contentOf = async (download: Download) => readFileSync(await download.path(), 'utf8')

/** There is one key pair, and it is the saved one. */
async function isKeyOf(t: Test, { service }: Console, pem: string): Promise<void> {
  const { KeyPairs } = await service.ok('ListKeyPairs')
  t.equal(KeyPairs.length, 1)
  const spki = createPublicKey(pem).export({ type: 'spki', format: 'pem' }) as string
  t.equal(sshpk.parseKey(spki, 'pem').fingerprint('sha256').toString(), fingerprintOf(KeyPairs[0].PublicKey))
}

const fingerprintOf = (line: string) => sshpk.parseKey(line, 'ssh').fingerprint('sha256').toString()

async function fillIn({ page, press, go }: Console): Promise<void> {
  await go('key-pairs')
  await press('Create key pair')
  await page.getByLabel('Name', { exact: true }).fill('laptop')
}

/** The ClientTokens that calls to create key pairs have sent. */
function tokensOf({ page }: Console): string[] {
  const tokens: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/key-pairs'))
      tokens.push(request.postDataJSON().ClientToken)
  })
  return tokens
}

for (const reply of ['reset', 'cut'])
  t.test(`the reply is lost (${reply})`, needsBrowser, async (t) => {
    const console = await openConsole(t)
    const { page, press, service } = console
    // Chromium itself repeats a call where a kept connection is reset: all of them are, until the person repeats it.
    await injectFault(service, { operation: 'CreateKeyPair', reply, times: 0 })
    const tokens = tokensOf(console)
    await fillIn(console)
    await press('Create')
    await page.getByRole('alert').getByText('gave no valid answer').waitFor()
    await page.getByText('If you cancel now and the key pair was created').waitFor()
    t.ok(await page.getByLabel('Name', { exact: true }).isDisabled(), 'it is the same call that is repeated')
    for (const _ of [1, 2, 3]) await page.keyboard.press('Escape')
    await fetch(`http://${service.endpoint}/_swas/faults`, { method: 'DELETE' })
    const downloading = page.waitForEvent('download')
    await press('Create')
    await isKeyOf(t, console, await contentOf(await downloading))
    t.equal(new Set(tokens).size, 1)
    t.match(tokens[0], /^[0-9a-f]{32}$/)
    await press('Done')
    await isDone(page)
  })

t.test('a person wants to leave during the call', needsBrowser, async (t) => {
  const console = await openConsole(t)
  const { page, press } = console
  const answered = gate()
  const released = gate()
  await page.route('**/key-pairs', async (route: Route) => {
    if (route.request().method() !== 'POST') return await route.continue()
    const response = await route.fetch()
    answered.resolve()
    await released.promise
    await route.fulfill({ response })
  })
  await fillIn(console)
  await press('Create')
  await answered.promise
  for (const _ of [1, 2, 3]) await page.keyboard.press('Escape')
  await page.mouse.click(3, 3)
  t.ok(await page.getByRole('button', { name: 'Cancel' }).isDisabled())
  t.ok(await staysOpen(console), 'the browser asks whether to leave')
  await page.evaluate("location.hash = '#/cn-hangzhou/servers'")
  await page.getByText('No servers in this region yet.').waitFor()
  const downloading = page.waitForEvent('download')
  released.resolve()
  const pem = await contentOf(await downloading)
  await isKeyOf(t, console, pem)

  await page.getByText('Your browser was asked to save it as laptop.pem').waitFor()
  for (const _ of [1, 2, 3]) await page.keyboard.press('Escape')
  t.ok(await staysOpen(console), 'it asks again as long as the key may not be saved')
  await press('Copy key')
  await page.getByText('Copied').waitFor()
  t.equal(await page.evaluate(() => navigator.clipboard.readText()), pem)
  await press('Done')
  await isDone(page)
  t.notOk(await staysOpen(console), 'and then no more')
})

/** A promise, and what resolves it. */
function gate(): { promise: Promise<void>; resolve(): void } {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

/** Closes the page as a person does: whether the browser asked first. */
async function staysOpen({ page }: Console): Promise<boolean> {
  const asked = page.waitForEvent('dialog').then(async (dialog) => {
    await dialog.dismiss()
    return true
  })
  const closed = page.waitForEvent('close').then(() => false)
  await page.close({ runBeforeUnload: true })
  const isAsked = await Promise.race([asked, closed])
  for (const other of [asked, closed]) other.catch(() => {}) // the other one never comes
  return isAsked
}

t.test('no reply comes at all', needsBrowser, async (t) => {
  const console = await openConsole(t)
  const { page, press, service } = console
  await injectFault(service, { operation: 'CreateKeyPair', reply: 'never' })
  await page.clock.install()
  await fillIn(console)
  await press('Create')
  const isCreated = async () => (await service.ok('ListKeyPairs')).TotalCount === 1
  while (!(await isCreated()));
  await page.clock.fastForward(60_000)
  await page.getByRole('alert').getByText('gave no valid answer').waitFor()
  const downloading = page.waitForEvent('download')
  await press('Create')
  await isKeyOf(t, console, await contentOf(await downloading))
})

t.test('where a page may not use the clipboard, the key is copied in the older way', needsBrowser, async (t) => {
  const console = await openConsole(t)
  const { page, press } = console
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  await page.reload()
  await fillIn(console)
  const downloading = page.waitForEvent('download')
  await press('Create')
  const pem = await contentOf(await downloading)
  await press('Copy key')
  await page.getByText('Copied').waitFor()
  await press('Done')
  await press('Create key pair')
  await page.getByLabel('Import a public key').check()
  const field = page.getByLabel('Public key', { exact: true })
  await field.focus()
  await page.keyboard.press('Control+V')
  t.equal(await field.inputValue(), pem)
})

t.test('servers whose reply is lost are made once', needsBrowser, async (t) => {
  const { page, press, service, go } = await openConsole(t)
  await injectFault(service, { operation: 'CreateInstances', reply: 'cut' })
  await go('servers')
  await press('Create server')
  await page.getByLabel('How many').fill('2')
  await press('Create')
  await page.getByRole('alert').getByText('gave no valid answer').waitFor()
  await press('Create')
  await isDone(page)
  t.equal((await service.ok('ListInstances')).TotalCount, 2)
})
