// On the embedded database only: the console knows of none.
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { needsBrowser } from '../browser.ts'
import { eventually } from '../eventually.ts'
import { list, makeInstances, publicKey, windowsImage } from '../fixture.ts'
import { isDone, openConsole } from './console.ts'

t.test('servers are stopped, started, named anew, reset and given a password', needsBrowser, async (t) => {
  const { page, service, press, row, go } = await openConsole(t)
  const { ok } = service
  const [InstanceId = ''] = await makeInstances(service)
  await ok('ImportKeyPair', { KeyPairName: 'mine', PublicKeyBody: publicKey })
  await ok('AttachKeyPair', { KeyPairName: 'mine', ...list('InstanceIds', [InstanceId]) })
  await press('Refresh')
  await row('mine').getByText('Waits for a restart').waitFor()
  await row('mine').getByRole('button', { name: 'Stop' }).click()
  await page.getByText('This interrupts the services on the server').waitFor()
  await press('Stop')
  await isDone(page)
  await row('mine').getByText('Stopped').waitFor()
  t.equal(await row('mine').getByRole('button', { name: 'Restart' }).count(), 0)
  await row('mine').getByRole('button', { name: 'Start' }).click()
  await press('Start')
  await isDone(page)
  await row('mine').getByText('Running').waitFor()
  t.equal(await row('mine').getByText('Waits for a restart').count(), 0)

  await row('mine').getByRole('link').click()
  await press('Rename')
  await page.getByLabel('Name', { exact: true }).fill('no good')
  await press('Rename')
  await page.getByRole('alert').getByText('InvalidInstanceName').waitFor()
  await page.getByLabel('Name', { exact: true }).fill('web-1')
  await press('Rename')
  await isDone(page)
  await page.getByRole('heading', { name: 'web-1' }).waitFor()

  await press('Set password')
  await page.getByLabel('Root’s password').fill('Correct-Horse-1')
  await press('Set password')
  await isDone(page)
  await page.getByText('Set root’s new password').waitFor()

  const hostKeys = page.getByRole('figure', { name: 'Lines for known_hosts' })
  const before = await hostKeys.textContent()
  await press('Reset system')
  await page.getByLabel('Image').selectOption('Debian-12')
  await press('Reset system')
  await isDone(page)
  await page.getByText('Debian-12').waitFor()
  t.not(await hostKeys.textContent(), before)
  await page.getByText('No key pair is attached.').waitFor()

  await go(`servers/${'0'.repeat(32)}`)
  await page.getByRole('alert').getByText('InvalidInstanceId.NotFound').waitFor()
})

t.test('Windows servers say that they have no key pairs', needsBrowser, async (t) => {
  const { page, service, go } = await openConsole(t)
  const [InstanceId] = await makeInstances(service, 1, windowsImage)
  await go(`servers/${InstanceId}`)
  await page.getByText('Windows servers have no key pairs').waitFor()
  t.ok(await page.getByRole('button', { name: 'Open terminal' }).isDisabled())
})

t.test('where SSH is off, the page says so', needsBrowser, async (t) => {
  const { page, service, go } = await openConsole(t, { ssh: undefined })
  const [InstanceId] = await makeInstances(service)
  await go(`servers/${InstanceId}`)
  await page.getByText('switched off in this service (SSH_PORT=off)').waitFor()
})

t.test('long lists have pages', needsBrowser, async (t) => {
  const { page, service, press, row } = await openConsole(t)
  const body = JSON.stringify({ quota: 30, account: 'test' })
  const headers = { 'content-type': 'application/json' }
  await fetch(`http://${service.endpoint}/_swas/quotas/Instances`, { method: 'PUT', headers, body })
  for (const amount of [20, 2]) await makeInstances(service, amount)
  await press('Refresh')
  await page.getByText('1 to 20 of 22').waitFor()
  t.equal(await row('127.0.').count(), 20)
  t.ok(await page.getByRole('button', { name: 'Previous page' }).isDisabled())
  await press('Next page')
  await page.getByText('21 to 22 of 22').waitFor()
  t.equal(await row('127.0.').count(), 2)
  t.ok(await page.getByRole('button', { name: 'Next page' }).isDisabled())
})

t.test('it asks again only while a server is between two states', needsBrowser, async (t) => {
  const { service, press, row, requested } = await openConsole(t, { transitionMs: 5000 })
  await makeInstances(service)
  await press('Refresh')
  await row('127.0.').getByText('Being created').waitFor()
  const asked = () => requested.filter((url) => url.includes('/instances?')).length
  const first = asked()
  await eventually(() => asked() > first)
  service.clock.advance(10_000) // Pending, Starting
  await row('127.0.').getByText('Running').waitFor()
  const then = requested.length
  await sleep(4000) // twice as long as until it would ask again
  t.equal(requested.length, then)
})
