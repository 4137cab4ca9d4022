// On the embedded database only: the console knows of none.
import t from 'tap'
import { needsBrowser } from '../browser.ts'
import { list, makeInstances, publicKey, windowsImage } from '../fixture.ts'
import { isDone, openConsole } from './console.ts'

t.test('a public key is imported, and attached at once', needsBrowser, async (t) => {
  const { page, service, press, row, go } = await openConsole(t)
  const [first, second] = await makeInstances(service, 2)
  await makeInstances(service, 1, windowsImage)
  const { ok } = service
  await ok('CreateKeyPair', { KeyPairName: 'before' })
  await ok('AttachKeyPair', { KeyPairName: 'before', ...list('InstanceIds', [first ?? '']) })
  await go('key-pairs')
  await press('Create key pair')
  await page.getByLabel('Name', { exact: true }).fill('mine')
  await page.getByLabel('Import a public key').check()
  const field = page.getByLabel('Public key', { exact: true })

  await field.fill('ssh-ed25519 AAAA')
  await press('Create')
  await page.getByRole('alert').getByText('InvalidPublicKeyBody.Malformed').waitFor()
  t.equal((await ok('ListKeyPairs')).TotalCount, 1, 'a refusal is shown, and the form stays')

  await field.fill(`${publicKey}\n`)
  await page.getByText('Attach to servers at once').click()
  t.equal(await page.getByRole('checkbox').count(), 2, 'no Windows server')
  await page.getByText('replaces before').waitFor()
  await page.getByLabel('Filter by name, ID or address').fill(first ?? '')
  t.equal(await page.getByRole('checkbox').count(), 1)
  await page.getByRole('checkbox').check()
  await page.getByLabel('Restart now').check()
  await press('Create')
  await isDone(page)
  const { KeyPairs } = await ok('ListKeyPairs', { KeyPairName: 'mine' })
  t.match(KeyPairs, [{ PublicKey: publicKey, InstanceIds: [first] }])
  t.equal((await ok('ListPendingRestarts')).TotalCount, 0, 'restarted')

  await row('mine').getByRole('button', { name: 'Details' }).click()
  await page.getByText('ssh-ed25519, 256 bits, imported').waitFor()
  await page.keyboard.press('Escape')
  await isDone(page)

  t.ok(await row('before').getByRole('button', { name: 'Detach' }).isDisabled())
  await row('before').getByRole('button', { name: 'Attach' }).click()
  await page.getByLabel('Filter by name, ID or address').fill(second ?? '')
  await page.getByRole('checkbox').check()
  await press('Attach')
  await isDone(page)
  t.match((await ok('ListPendingRestarts')).PendingRestarts, [{ InstanceId: second }], 'later')
})

t.test('only what is attached nowhere is deleted', needsBrowser, async (t) => {
  const { page, service, press, row, go } = await openConsole(t)
  const { ok } = service
  const instanceIds = await makeInstances(service, 5)
  await ok('ImportKeyPair', { KeyPairName: 'mine', PublicKeyBody: publicKey })
  await ok('AttachKeyPair', { KeyPairName: 'mine', ...list('InstanceIds', instanceIds) })
  await ok('StopInstance', { InstanceId: instanceIds[0] ?? '' })
  await go('key-pairs')
  await row('mine').getByText('5 servers').waitFor()

  await row('mine').getByRole('button', { name: 'Delete' }).click()
  await press('Delete')
  await page.getByRole('alert').getByText('KeyPair').first().waitFor()
  await press('Cancel')
  await isDone(page)
  t.equal((await ok('ListKeyPairs')).TotalCount, 1)

  await row('mine').getByRole('button', { name: 'Detach' }).click()
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  await page.getByText('5 chosen').waitFor()
  await page.getByLabel('Restart now').check()
  await press('Detach')
  await isDone(page)
  await row('mine').getByText('None').waitFor()
  const { PendingRestarts } = await ok('ListPendingRestarts')
  t.match(PendingRestarts, [{ InstanceId: instanceIds[0], Status: 'Stopped' }], 'a stopped one waits for its start')

  await row('mine').getByRole('button', { name: 'Delete' }).click()
  await press('Delete')
  await isDone(page)
  await page.getByText('No key pairs in this region yet.').waitFor()
  t.equal((await ok('ListKeyPairs')).TotalCount, 0)
})

t.test('a key is given even where it could not be attached', needsBrowser, async (t) => {
  const { page, service, press, go } = await openConsole(t)
  const [InstanceId = ''] = await makeInstances(service)
  await go('key-pairs')
  await press('Create key pair')
  await page.getByLabel('Name', { exact: true }).fill('键:a')
  await page.getByLabel('Format of the private key').selectOption('PPK')
  await page.getByText('Attach to servers at once').click()
  await page.getByRole('checkbox').check()
  const fault = await fetch(`http://${service.endpoint}/_swas/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ faults: [{ operation: 'AttachKeyPair', error: { code: 'ServiceUnavailable' } }] })
  })
  t.equal(fault.status, 201, await fault.text())
  const downloading = page.waitForEvent('download')
  await press('Create')
  t.equal((await downloading).suggestedFilename(), '键_a.ppk')
  await page.getByRole('alert').getByText('ServiceUnavailable').waitFor()
  await press('Done')
  await isDone(page)
  t.match((await service.ok('ListKeyPairs')).KeyPairs, [{ KeyPairName: '键:a', InstanceIds: [] }])
  t.equal((await service.ok('DescribeInstanceKeyPair', { InstanceId })).KeyPairName, '')
})
