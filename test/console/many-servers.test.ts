// On the embedded database only: the console knows of none.
/** One call takes 50 servers; a person may choose as many as there are. */
import t from 'tap'
import { needsBrowser } from '../browser.ts'
import { makeInstances, publicKey, secondPublicKey } from '../fixture.ts'
import { injectFault, isDone, openConsole } from './console.ts'

t.test('more than 50 servers', needsBrowser, async (t) => {
  const { page, service, press, row, go, requested } = await openConsole(t)
  const { ok } = service
  const body = JSON.stringify({ quota: 70, account: 'test' })
  const headers = { 'content-type': 'application/json' }
  await fetch(`http://${service.endpoint}/_swas/quotas/Instances`, { method: 'PUT', headers, body })
  for (let made = 0; made < 70; made += 10) await makeInstances(service, 10)
  await ok('ImportKeyPair', { KeyPairName: 'mine', PublicKeyBody: publicKey })
  // ListKeyPairs names 50 at most.
  const attached = async () => {
    const { Instances } = await ok('ListInstances', { PageSize: '100' })
    const nameOf = async ({ InstanceId }: { InstanceId: string }) =>
      (await ok('DescribeInstanceKeyPair', { InstanceId })).KeyPairName
    const names: Promise<string>[] = Instances.map(nameOf)
    return (await Promise.all(names)).filter((name) => name === 'mine').length
  }
  const groups = (last: string) =>
    requested.filter((url) => url.endsWith(last) || url.includes(`/mine/${last}`)).map((url) => url.split('%2C').length)

  await go('key-pairs')
  await row('mine').getByRole('button', { name: 'Attach' }).click()
  await press('Choose all')
  await page.getByText('70 chosen').waitFor()
  await page.getByLabel('Restart now').check()
  await injectFault(service, { operation: 'AttachKeyPair', call: 2, error: { code: 'Throttling.User' } })
  await press('Attach')
  const alert = page.getByRole('alert')
  await alert.getByText('Done for 50 of 70 servers.').waitFor()
  await alert.getByText('The rest was refused: Throttling.User').waitFor()
  t.equal(await attached(), 50)
  t.equal((await ok('ListPendingRestarts')).TotalCount, 0, 'those were restarted')
  t.same(groups('reboot'), [50])

  await page.getByText('20 chosen').waitFor()
  await injectFault(service, { operation: 'AttachKeyPair', reply: 'cut' })
  await press('Attach')
  await alert.getByText('gave no valid answer').waitFor()
  await press('Attach')
  await isDone(page)
  t.equal(await attached(), 70)
  t.same(groups('reboot'), [50, 20], 'none was restarted twice')
  t.same(groups('instances/'), [50, 20, 20, 20])
  t.equal((await ok('ListPendingRestarts')).TotalCount, 0)

  await row('mine').getByText('70 servers').waitFor()
  await row('mine').getByRole('button', { name: 'Detach' }).click()
  await press('Choose all')
  await page.getByText('70 chosen').waitFor()
  await press('Detach')
  await isDone(page)
  t.equal(await attached(), 0)

  await ok('ImportKeyPair', { KeyPairName: 'other', PublicKeyBody: secondPublicKey })
  await press('Refresh')
  await row('other').getByRole('button', { name: 'Attach' }).click()
  await press('Choose all')
  await press('Attach')
  await isDone(page)
  await row('other').getByText('70 wait for a restart').waitFor()
})

t.test('a server that refuses is named, and is left to choose again', needsBrowser, async (t) => {
  const { page, service, press, row, go } = await openConsole(t)
  const { ok } = service
  const [first = '', second = ''] = await makeInstances(service, 2)
  await ok('ImportKeyPair', { KeyPairName: 'mine', PublicKeyBody: publicKey })
  await go('key-pairs')
  await row('mine').getByRole('button', { name: 'Attach' }).click()
  await press('Choose all')
  service.clock.set('2027-01-01T00:00:00Z')
  await fetch(`http://${service.endpoint}/_swas/transitions`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'test', mode: 'timed', ms: 60_000 })
  }).then(async (response) => t.equal(response.status, 200, await response.text()))
  await ok('StopInstance', { InstanceId: first })
  await press('Attach')
  const alert = page.getByRole('alert')
  await alert.getByText('Done for 1 of 2 servers.').waitFor()
  await page.getByText('1 chosen').waitFor()
  t.same((await ok('ListKeyPairs')).KeyPairs[0].InstanceIds, [second])
  service.clock.advance(60_000)
  await press('Attach')
  await isDone(page)
  t.same((await ok('ListKeyPairs')).KeyPairs[0].InstanceIds.length, 2, 'asked anew, and not answered as before')
})
