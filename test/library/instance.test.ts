import t from 'tap'
import { SwasError } from '../../src/index.ts'
import { clientOf, createKeyPair, keyPairNames, oneServer, regionId, sdk, startFor } from './setting.ts'

t.test('an instance is found by everybody who speaks to it', async (t) => {
  const swas = await startFor(t)
  t.match(swas.endpoint, /^127\.0\.0\.1:\d+$/)
  t.equal(swas.url, `http://${swas.endpoint}`)
  t.equal(swas.rest, `${swas.url}/v1`)
  t.match(swas.ssh, { host: '127.0.0.1', port: Number })
  t.equal(swas.controlToken, undefined)
  const listed = await fetch(`${swas.rest}/regions/${regionId}/key-pairs`)
  t.match(await listed.json(), { TotalCount: 0 })

  const { keyPairName, privateKeyBody } = await createKeyPair(swas, 'mine')
  t.equal(keyPairName, 'mine')
  t.match(privateKeyBody, /^-----BEGIN RSA PRIVATE KEY-----/)
  t.same(await keyPairNames(swas), ['mine'])
})

t.test('its AccessKey is one that the service knows', async (t) => {
  const swas = await startFor(t)
  await t.rejects(
    keyPairNames({ ...swas, accessKey: { ...swas.accessKey, accessKeySecret: 'another' } }),
    { code: 'SignatureDoesNotMatch' },
    'so its signatures are verified'
  )
  const other = await startFor(t)
  t.not(swas.accessKey.accessKeyId, other.accessKey.accessKeyId)
  t.not(swas.accessKey.accessKeySecret, other.accessKey.accessKeySecret)
})

t.test('reset, snapshot and restore', async (t) => {
  const swas = await startFor(t)
  await createKeyPair(swas, 'one')
  const saved = await swas.snapshot()
  await createKeyPair(swas, 'two')
  t.equal(await swas.snapshot('both'), 'both')
  await swas.reset()
  t.same(await keyPairNames(swas), [])
  await swas.restore(saved)
  t.same(await keyPairNames(swas), ['one'])
  await swas.restore('both')
  t.same(await keyPairNames(swas), ['one', 'two'])
  t.same(new Set((await swas.snapshots.list()).map(({ name }) => name)), new Set([saved, 'both']))
  await swas.snapshots.import('copy', await swas.snapshots.export('both'))
  await swas.snapshots.remove('both')
  await t.rejects(swas.restore('both'), { name: 'SwasError', status: 404 })
  await swas.restore('copy')
  t.same(await keyPairNames(swas), ['one', 'two'])
})

t.test('the clock and the way of servers', async (t) => {
  const swas = await startFor(t)
  t.same(await swas.clock.freeze('2030-01-01T00:00:00Z'), { now: new Date('2030-01-01T00:00:00Z'), frozen: true })
  await swas.clock.advance(60_000)
  t.same(await swas.clock.read(), { now: new Date('2030-01-01T00:01:00Z'), frozen: true })

  const { servers } = await swas.seed(oneServer(swas))
  const { instanceId } = servers[0] ?? {}
  const statusOf = async () => {
    const request = new sdk.ListInstancesRequest({ regionId, instanceIds: JSON.stringify([instanceId]) })
    return (await clientOf(swas).listInstances(request)).body.instances[0].status
  }
  await swas.transitions({ mode: 'timed', ms: 10_000 })
  await clientOf(swas).rebootInstance(new sdk.RebootInstanceRequest({ regionId, instanceId }))
  t.equal(await statusOf(), 'Starting')
  await swas.clock.advance(10_000)
  t.equal(await statusOf(), 'Running')
  t.match(await swas.clock.set('8999-12-31T00:00:00Z'), { frozen: true })
  t.same(await keyPairNames(swas), [], 'who signs by the machine’s clock is accepted')
  t.match(await swas.clock.reset(), { frozen: false })

  const strict = await startFor(t, { signatureWindowS: 900 })
  await strict.clock.advance(901_000)
  await t.rejects(keyPairNames(strict), { code: 'InvalidTimeStamp.Expired' })
})

t.test('faults, quotas and calls', async (t) => {
  const swas = await startFor(t)
  const account = swas.accessKey.accessKeyId
  const [fault] = await swas.faults.add({ operation: 'CreateKeyPair', error: { code: 'InternalError' } })
  const waiting = swas.waitFor({ operation: 'CreateKeyPair', code: '', withinMs: 60_000 })
  await createKeyPair(swas, 'again') // the SDK doesn't say that it had to call twice
    .catch(() => createKeyPair(swas, 'again'))
  t.match(await waiting, [{ operation: 'CreateKeyPair', account, parameters: { KeyPairName: 'again' }, status: 200 }])
  t.match(await swas.faults.list(), [{ id: fault?.id, hits: 1, ended: true }])
  t.match(await swas.calls.list({ code: 'InternalError' }), [{ fault: fault?.id }])
  const made = await swas.quotas.fill('KeyPairs', 1, { account, regionId })
  t.equal(made.length, 8)
  t.match(await swas.quotas.near(1), [{ name: 'KeyPairs', account, regionId, used: 9, quota: 10 }])
  await t.rejects(swas.faults.add({ operation: 'NoSuchOperation' }), SwasError)
})

t.test('a seed at the start', async (t) => {
  const swas = await startFor(t, { seed: { seed: 1, accounts: [{ account: 'dev', servers: [{ name: 'web' }] }] } })
  const listed = await fetch(`${swas.rest}/regions/${regionId}/instances`, {
    headers: { authorization: `Basic ${Buffer.from('dev:any').toString('base64')}` }
  })
  t.match(await listed.json(), { TotalCount: 1, Instances: [{ InstanceName: 'web' }] })
})

t.test('it ends once, and answers nobody from then on', async (t) => {
  const swas = await startFor(t)
  t.equal(swas.stop(), swas.stop())
  await swas.stop()
  await t.rejects(fetch(swas.url), TypeError)
  const disposed = await startFor(t)
  await disposed[Symbol.asyncDispose]()
  await t.rejects(fetch(disposed.url), TypeError)
})

t.test('calls that hang don’t keep it', async (t) => {
  const swas = await startFor(t)
  await swas.faults.add({ operation: 'ListKeyPairs', reply: 'never' })
  const hanging = fetch(`${swas.rest}/regions/${regionId}/key-pairs`).catch((error) => error)
  await swas.waitFor({ operation: 'ListKeyPairs', withinMs: 60_000 })
  await swas.stop()
  t.type(await hanging, TypeError)
})
