// On the embedded database only: the console knows of none.
import t from 'tap'
import { needsBrowser } from '../browser.ts'
import { list, makeInstances, publicKey } from '../fixture.ts'
import { injectFault, isDone, openConsole } from './console.ts'

t.test('a server is released, after a warning', needsBrowser, async (t) => {
  const { page, service, press, go, requested } = await openConsole(t)
  const { ok } = service
  const [InstanceId = '', other] = await makeInstances(service, 2)
  await ok('ImportKeyPair', { KeyPairName: 'mine', PublicKeyBody: publicKey })
  await ok('AttachKeyPair', { KeyPairName: 'mine', ...list('InstanceIds', [InstanceId]) })
  await go(`servers/${InstanceId}`)
  await press('Release')
  await page.getByText('open sessions and running commands').waitFor()
  await page.getByText('The key pair mine is detached but not deleted.').waitFor()
  await press('Cancel')
  await isDone(page)
  t.equal((await ok('ListInstances')).TotalCount, 2)

  await press('Release')
  await injectFault(service, { operation: 'DeleteInstances', reply: 'cut' })
  await press('Release')
  await page.getByRole('alert').getByText('gave no valid answer').waitFor()
  await press('Release')
  await isDone(page)
  await page.getByRole('heading', { name: 'Servers' }).waitFor()
  await page.getByRole('row').nth(1).waitFor()
  t.equal(await page.getByRole('row').count(), 2, 'the title and the other one')
  t.match((await ok('ListInstances')).Instances, [{ InstanceId: other }])
  t.match((await ok('ListKeyPairs')).KeyPairs, [{ KeyPairName: 'mine', InstanceIds: [] }])
  const after = requested.slice(requested.findLastIndex((url) => url.includes('Force=true')) + 1)
  t.notOk(
    after.some((url) => url.includes(InstanceId)),
    'nothing is asked about it any more'
  )
})
