// On the embedded database only: the console knows of none.
import { createPublicKey } from 'node:crypto'
import t from 'tap'
import { needsBrowser } from '../browser.ts'
import { makeInstances, publicKey } from '../fixture.ts'
import { check, loadAxe } from './axe.ts'
import { injectFault, isDone, openConsole } from './console.ts'

t.test('axe-core finds nothing in the dialogs of a new key pair', needsBrowser, async (t) => {
  const { page, service, press, go } = await openConsole(t)
  await loadAxe(page)
  await go('key-pairs')
  await page.reload()
  await press('Create key pair')
  await page.getByLabel('Import a public key').check()
  await page.getByRole('button', { name: 'Base64 Preview' }).focus()
  await page.getByRole('tooltip').waitFor()
  await check(t, page, 'Base64 Preview')
  const spki = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: `${'A'.repeat(42)}E` }, format: 'jwk' })
  const pasted = {
    Comment: publicKey,
    'Use this line': String(spki.export({ type: 'spki', format: 'pem' })),
    'This is a private key': 'BEGIN PRIVATE KEY',
    'format is not supported': 'no key'
  }
  for (const [shown, text] of Object.entries(pasted)) {
    await page.getByLabel('Public key', { exact: true }).fill(text)
    await page.locator('.read').getByText(shown).waitFor()
    await check(t, page, shown)
  }
  await press('Cancel')
  await press('Create key pair')
  await page.getByLabel('Name', { exact: true }).fill('new')
  await injectFault(service, { operation: 'CreateKeyPair', reply: 'cut' })
  await press('Create')
  await page.getByRole('alert').waitFor()
  await check(t, page, 'a call without an answer')
  await press('Create')
  await page.getByText('You get the private key only this once').waitFor()
  await check(t, page, 'a new private key')
  await press('Done')
  await isDone(page)
})

t.test('nor where a server is released', needsBrowser, async (t) => {
  const { page, service, press, go } = await openConsole(t)
  const [InstanceId = ''] = await makeInstances(service)
  await loadAxe(page)
  await go(`servers/${InstanceId}`)
  await page.reload()
  await press('Release')
  await page.getByRole('dialog').waitFor()
  await check(t, page, 'Release')
})
