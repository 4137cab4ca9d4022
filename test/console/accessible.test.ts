// On the embedded database only: the console knows of none.
import t from 'tap'
import { needsBrowser } from '../browser.ts'
import { list, makeInstances, publicKey } from '../fixture.ts'
import { check, loadAxe } from './axe.ts'
import { isDone, openConsole } from './console.ts'

t.test('axe-core finds nothing', needsBrowser, async (t) => {
  const { page, service, press, row, go } = await openConsole(t)
  const [InstanceId = ''] = await makeInstances(service)
  await service.ok('ImportKeyPair', { KeyPairName: 'mine', PublicKeyBody: publicKey })
  await service.ok('AttachKeyPair', { KeyPairName: 'mine', ...list('InstanceIds', [InstanceId]) })
  await loadAxe(page)
  await page.reload()
  await row('mine').waitFor()
  await check(t, page, 'servers')
  for (const name of ['Create server', 'Restart', 'Account: test']) {
    await press(name)
    await page.getByRole('dialog').waitFor()
    await check(t, page, name)
    await page.keyboard.press('Escape')
    await isDone(page)
  }
  await go(`servers/${InstanceId}`)
  await page.getByText('Who can log on now').waitFor()
  await check(t, page, 'a server')
  await press('Set password')
  await page.getByLabel('Root’s password').fill('short')
  await press('Set password')
  await page.getByRole('alert').waitFor()
  await check(t, page, 'a refusal')
  await press('Cancel')
  await go('key-pairs')
  await row('mine').waitFor()
  await check(t, page, 'key pairs')
  await press('Create key pair')
  await page.getByText('Attach to servers at once').click()
  await check(t, page, 'Create key pair')
  await press('Cancel')
  for (const name of ['Attach', 'Detach', 'Details', 'Delete']) {
    await row('mine').getByRole('button', { name }).click()
    await page.getByRole('dialog').waitFor()
    await check(t, page, name)
    await page.keyboard.press('Escape')
    await isDone(page)
  }
  await go(`servers/${InstanceId}/terminal`)
  await page.locator('.xterm-rows').getByText('~#').waitFor()
  await check(t, page, 'a terminal')
})
