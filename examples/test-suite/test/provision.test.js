import assert from 'node:assert/strict'
import { test } from 'node:test'
import swasSdk from '@alicloud/swas-open20200601'
import { createClient } from '../src/client.js'
import { belongsTo, keyPairs, provision, regionId, useService } from './setting.js'

const setting = useService()
const wanted = () => ({ regionId, keyPairName: 'web', instanceId: setting.instanceId })

/** Provisions, and checks that the private key belongs to the only key pair. */
async function provisions(client = setting.client) {
  const privateKey = await provision(client, wanted())
  const found = await keyPairs(setting)
  assert.deepEqual(Object.keys(found), ['web'])
  assert.ok(belongsTo(privateKey, found.web))
}

test('a server gets its key pair', async () => {
  await provisions()
  const calls = await setting.swas.calls.list({ account: setting.account })
  assert.deepEqual(
    [...new Set(calls.map(({ operation }) => operation))],
    ['CreateKeyPair', 'AttachKeyPair', 'RebootInstance', 'ListInstances', 'ListKeyPairs']
  )
  assert.deepEqual(
    calls.flatMap(({ unread }) => unread),
    [],
    'every parameter that was sent is known'
  )
})

for (const reply of ['reset', 'cut', 'never']) {
  test(`the answer of CreateKeyPair is lost: ${reply}`, async () => {
    await setting.swas.faults.add({ operation: 'CreateKeyPair', reply })
    await provisions(reply === 'never' ? setting.impatient : setting.client)
  })
}

test('CreateKeyPair is delivered twice', async () => {
  await setting.swas.faults.add({ operation: 'CreateKeyPair', twice: true })
  await provisions()
})

test('AttachKeyPair is throttled, then unavailable, then its answer is cut', async () => {
  const { faults, calls } = setting.swas
  await faults.add(
    { operation: 'AttachKeyPair', call: 1, error: { code: 'Throttling.User', retryAfterMs: 10 } },
    { operation: 'AttachKeyPair', call: 2, error: { code: 'ServiceUnavailable' } },
    { operation: 'AttachKeyPair', call: 3, reply: 'cut' }
  )
  await provisions()
  const codes = (await calls.list({ operation: 'AttachKeyPair' })).map(({ code }) => code)
  assert.deepEqual(codes, ['Throttling.User', 'ServiceUnavailable', '', ''])
  assert.ok((await faults.list()).every(({ hits, ended }) => hits === 1 && ended))
})

test('a slow answer that still comes is no failure', async () => {
  const { swas } = setting
  await swas.faults.add(
    { operation: 'RebootInstance', delayMs: 3500 }, // by default, the SDK waits for 3 s
    { operation: 'ListInstances', reply: 'drip', dripMs: 300 }
  )
  await provisions()
  assert.equal((await swas.calls.list({ operation: 'RebootInstance' })).length, 1)
})

test('what is hopeless is not tried again', async () => {
  await setting.swas.faults.add({ operation: 'CreateKeyPair', times: 0, error: { code: 'QuotaExceed.KeyPair' } })
  await assert.rejects(provision(setting.client, wanted()), { code: 'QuotaExceed.KeyPair' })
  await setting.swas.waitFor({ operation: 'CreateKeyPair', code: 'QuotaExceed.KeyPair' })
  assert.equal((await setting.swas.calls.list({ operation: 'CreateKeyPair' })).length, 1)
})

test('the last key pair that fits', async () => {
  const { swas, account } = setting
  await swas.quotas.fill('KeyPairs', 1, { account, regionId })
  await provision(setting.client, wanted())
  assert.deepEqual(await swas.quotas.near(0, { account }), [
    { name: 'KeyPairs', account, regionId, used: 10, quota: 10 }
  ])
  const another = provision(setting.client, { ...wanted(), keyPairName: 'one-too-many' })
  await assert.rejects(another, { code: 'QuotaExceed.KeyPair' })
})

test('the server is waited for, as long as it takes', async () => {
  const { swas, client } = setting
  await swas.transitions({ mode: 'reads', reads: 3 })
  await provision(client, wanted())
  const looks = await swas.calls.list({ operation: 'ListInstances' })
  assert.equal(looks.length, 4, 'Starting three times, then Running')
  await swas.transitions({ mode: 'instant' })
})

test('no call goes out with credentials of the real cloud', async () => {
  const client = createClient({
    endpoint: setting.swas.endpoint,
    protocol: 'http',
    accessKeyId: 'LTAI5tAbcdEfGhIjKlMnOpQr',
    accessKeySecret: 'x'
  })
  await assert.rejects(client.listKeyPairs(new swasSdk.ListKeyPairsRequest({ regionId })), {
    code: 'Forbidden.RealAccessKey'
  })
})
