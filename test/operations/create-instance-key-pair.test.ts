import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import t from 'tap'
import { publicKey, secondPublicKey, start, windowsImage } from '../fixture.ts'
import {
  account,
  attach,
  attachedTo,
  importKeyPair,
  keyPairNames,
  logonOf,
  makeInstance,
  makeInstanceIn,
  noId,
  queueOf,
  refused,
  refusesBadParameters,
  refusesUnknownInstances,
  second
} from './expect.ts'

t.test('CreateInstanceKeyPair', async (t) => {
  const service = await start(t, { transitionMs: second })
  const as = (name: string) => account(service, name)

  t.test('makes an RSA 2048 key, attaches it, and accepts it after the restart', async (t) => {
    const caller = as('works')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    const body = await caller.ok('CreateInstanceKeyPair', { InstanceId, KeyPairName: 'made' })
    t.strictSame(Object.keys(body).sort(), ['Fingerprint', 'KeyPairName', 'PrivateKey', 'RequestId'])
    t.equal(body.KeyPairName, 'made')
    t.match(body.PrivateKey, /^-----BEGIN RSA PRIVATE KEY-----\n[\s\S]+\n-----END RSA PRIVATE KEY-----\n$/)
    const key = createPrivateKey(body.PrivateKey)
    t.equal(key.asymmetricKeyDetails?.modulusLength, 2048)

    const { KeyPairs } = await caller.ok('ListKeyPairs', { KeyPairName: 'made' })
    t.strictSame(KeyPairs[0].InstanceIds, [InstanceId])
    const blob = Buffer.from(KeyPairs[0].PublicKey.split(' ')[1], 'base64')
    const { n } = createPublicKey(key).export({ format: 'jwk' })
    t.ok(blob.subarray(-256).equals(Buffer.from(String(n), 'base64url')), 'the same modulus')
    t.equal(`${body.Fingerprint}=`, createHash('sha256').update(blob).digest('base64'))
    t.match(await caller.ok('DescribeKeyPair', { KeyPairName: 'made' }), { Origin: 'Created' })

    t.strictSame(await queueOf(caller, InstanceId), ['Attach made'])
    t.equal((await logonOf(caller, InstanceId)).keys, '')
    await caller.ok('RebootInstance', { InstanceId })
    t.equal((await logonOf(caller, InstanceId)).keys, `${KeyPairs[0].PublicKey}\n`)
  })

  t.test('gives the key as PuTTY wants it when asked to', async (t) => {
    const caller = as('putty')
    const InstanceId = await makeInstanceIn(caller, service, 'Stopped')
    const parameters = { InstanceId, KeyPairName: '密钥', PrivateKeyFormat: 'PPK' }
    const { PrivateKey } = await caller.ok('CreateInstanceKeyPair', parameters)
    t.match(PrivateKey, /^PuTTY-User-Key-File-2: ssh-rsa\r\nEncryption: none\r\nComment: \?\?\r\n/)
    t.strictSame(await attachedTo(caller, '密钥'), [InstanceId])
  })

  t.test('takes the place of the key pair that the server has, which stays', async (t) => {
    const caller = as('replaces')
    await importKeyPair(caller, 'old')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    await attach(caller, 'old', InstanceId)
    await caller.ok('CreateInstanceKeyPair', { InstanceId, KeyPairName: 'new' })
    t.strictSame([await attachedTo(caller, 'old'), await attachedTo(caller, 'new')], [[], [InstanceId]])
  })

  t.test('gives the same key again for the same ClientToken', async (t) => {
    const caller = as('token')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    const parameters = { InstanceId, KeyPairName: 'made', ClientToken: 'once' }
    const { PrivateKey } = await caller.ok('CreateInstanceKeyPair', parameters)
    t.equal((await caller.ok('CreateInstanceKeyPair', parameters)).PrivateKey, PrivateKey)
    t.strictSame(await queueOf(caller, InstanceId), ['Attach made'])
  })

  t.test('refuses, and then makes nothing', async (t) => {
    const caller = as('refuses')
    const { rpc } = caller
    await importKeyPair(caller, 'taken')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    t.afterEach(async () => {
      t.strictSame(await keyPairNames(caller), ['taken'])
      t.strictSame(await queueOf(caller, InstanceId), [])
    })
    t.test('a name that is taken', async (t) => {
      refused(t, await rpc('CreateInstanceKeyPair', { InstanceId, KeyPairName: 'taken' }), 'KeyPairNameAlreadyExist')
    })
    t.test('a Windows server', async (t) => {
      const windows = await makeInstance(caller, windowsImage)
      service.clock.advance(2 * second)
      const reply = await rpc('CreateInstanceKeyPair', { InstanceId: windows, KeyPairName: 'made' })
      refused(t, reply, 'DependencyViolation.WindowsInstance')
    })
    for (const status of ['Pending', 'Starting', 'Stopping', 'Resetting']) {
      t.test(`a server that is ${status}`, async (t) => {
        const passing = await makeInstanceIn(caller, service, status)
        const reply = await rpc('CreateInstanceKeyPair', { InstanceId: passing, KeyPairName: 'made' })
        refused(t, reply, 'IncorrectInstanceStatus')
      })
    }
    t.test('an unknown server before a taken name', async (t) => {
      const reply = await rpc('CreateInstanceKeyPair', { InstanceId: noId, KeyPairName: 'taken' })
      refused(t, reply, 'InvalidInstanceId.NotFound')
    })
    t.test('names outside of the rule, and formats that are none', async (t) => {
      const bad = await rpc('CreateInstanceKeyPair', { InstanceId, KeyPairName: '1st' })
      refused(t, bad, 'InvalidKeyPairName.Malformed')
      const format = await rpc('CreateInstanceKeyPair', { InstanceId, KeyPairName: 'made', PrivateKeyFormat: 'DER' })
      refused(t, format, 'InvalidPrivateKeyFormat')
    })
    await refusesBadParameters(t, caller, 'CreateInstanceKeyPair', { InstanceId, KeyPairName: 'made' })
    await refusesUnknownInstances(t, service, caller, 'CreateInstanceKeyPair', { parameters: { KeyPairName: 'made' } })
  })

  t.test('counts for the quota of the region', async (t) => {
    const caller = as('quota')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    for (let n = 1; n <= 9; n++) await importKeyPair(caller, `key-${n}`)
    await caller.ok('CreateInstanceKeyPair', { InstanceId, KeyPairName: 'key-10' })
    const eleventh = await caller.rpc('CreateInstanceKeyPair', { InstanceId, KeyPairName: 'key-11' })
    refused(t, eleventh, 'QuotaExceed.KeyPair')
    const imported = await caller.rpc('ImportKeyPair', { KeyPairName: 'key-11', PublicKeyBody: publicKey })
    refused(t, imported, 'QuotaExceed.KeyPair')
    t.strictSame(await attachedTo(caller, 'key-10'), [InstanceId])
    await caller.ok('DeleteInstanceKeyPair', { InstanceId })
    await importKeyPair(caller, 'key-11', secondPublicKey)
  })
})

t.test('CreateInstanceKeyPair says so when no more generations may wait', async (t) => {
  const service = await start(t, { keyConcurrency: 1, keyQueue: 0 })
  const InstanceId = await makeInstance(service)
  const replies = await Promise.all(
    ['key-1', 'key-2'].map((KeyPairName) => service.rpc('CreateInstanceKeyPair', { InstanceId, KeyPairName }))
  )
  const [late] = replies.filter(({ status }) => status !== 200)
  if (late === undefined) throw new Error('both keys were made')
  const detail = 'The key generation queue is full (0 waiting), try again later.'
  refused(t, late, 'ServiceUnavailable', { detail })
  t.equal((await keyPairNames(service)).length, 1)
})
