import { createPrivateKey, createPublicKey } from 'node:crypto'
import t from 'tap'
import { publicKey, start } from '../fixture.ts'
import { account, attachedTo, importKeyPair, keyPairNames, refused, refusesBadParameters } from './expect.ts'

t.test('CreateKeyPair', async (t) => {
  const service = await start(t, { logLevel: 'trace' })
  const as = (name: string) => account(service, name)

  t.test('returns a PKCS#1 private key of 2048 bits, whose public half ListKeyPairs shows', async (t) => {
    const { ok } = as('works')
    const body = await ok('CreateKeyPair', { KeyPairName: 'made' })
    t.strictSame(Object.keys(body).sort(), ['KeyPairName', 'PrivateKeyBody', 'RequestId'])
    t.equal(body.KeyPairName, 'made')
    t.match(
      body.PrivateKeyBody,
      /^-----BEGIN RSA PRIVATE KEY-----\n([\w+/=]{64}\n)+[\w+/=]{1,64}\n-----END RSA PRIVATE KEY-----\n$/
    )
    const key = createPrivateKey(body.PrivateKeyBody)
    t.equal(key.asymmetricKeyDetails?.modulusLength, 2048)
    const { n } = createPublicKey(key).export({ format: 'jwk' })
    const { KeyPairs } = await ok('ListKeyPairs', { KeyPairName: 'made' })
    t.match(KeyPairs[0].PublicKey, /^ssh-rsa [\w+/]+=*$/)
    const blob = Buffer.from(KeyPairs[0].PublicKey.split(' ')[1], 'base64')
    t.ok(blob.subarray(-256).equals(Buffer.from(String(n), 'base64url')), 'the same modulus')
    t.match(await ok('DescribeKeyPair', { KeyPairName: 'made' }), { Origin: 'Created' })
    t.strictSame(await attachedTo(as('works'), 'made'), [])
    t.match(service.log(), 'CreateKeyPair')
    t.notMatch(service.log(), 'PRIVATE KEY')
  })

  t.test('gives the key as PuTTY wants it when asked to', async (t) => {
    const { PrivateKeyBody } = await as('putty').ok('CreateKeyPair', { KeyPairName: '密钥-1', PrivateKeyFormat: 'PPK' })
    t.match(PrivateKeyBody, /^PuTTY-User-Key-File-2: ssh-rsa\r\nEncryption: none\r\nComment: \?\?-1\r\n/)
  })

  t.test('gives the same key again for the same ClientToken', async (t) => {
    const { ok, rpc } = as('token')
    const parameters = { KeyPairName: 'made', ClientToken: 'once' }
    const { PrivateKeyBody } = await ok('CreateKeyPair', parameters)
    t.equal((await ok('CreateKeyPair', parameters)).PrivateKeyBody, PrivateKeyBody)
    refused(t, await rpc('CreateKeyPair', { ...parameters, KeyPairName: 'other' }), 'IdempotentParameterMismatch')
    refused(t, await rpc('CreateKeyPair', { ...parameters, ClientToken: 'twice' }), 'KeyPairNameAlreadyExist')
  })

  t.test('refuses a name that exists, by case, in one region of one account', async (t) => {
    const caller = as('unique')
    await importKeyPair(caller, 'made')
    refused(t, await caller.rpc('CreateKeyPair', { KeyPairName: 'made' }), 'KeyPairNameAlreadyExist')
    await caller.ok('CreateKeyPair', { KeyPairName: 'Made' })
    await caller.ok('CreateKeyPair', { KeyPairName: 'made', RegionId: 'cn-beijing' })
    await as('unique, another').ok('CreateKeyPair', { KeyPairName: 'made' })
    t.strictSame(await keyPairNames(caller), ['Made', 'made'])
  })

  t.test('refuses names outside of the rule', async (t) => {
    const bad = [
      'a',
      '1ab',
      '_ab',
      'a b',
      'a.b',
      'http://ab',
      'https://ab',
      'a'.repeat(65),
      '龘'.repeat(65),
      '𠮷1',
      'é1',
      'ab\n'
    ]
    for (const KeyPairName of bad) {
      const reply = await as('bad names').rpc('CreateKeyPair', { KeyPairName })
      refused(t, reply, 'InvalidKeyPairName.Malformed', { about: JSON.stringify(KeyPairName) })
    }
    t.strictSame(await keyPairNames(as('bad names')), [])
  })

  t.test('takes a name of 64 Chinese characters', async (t) => {
    const KeyPairName = '龘'.repeat(64)
    t.match(await as('long name').ok('CreateKeyPair', { KeyPairName }), { KeyPairName })
    t.strictSame(await keyPairNames(as('long name')), [KeyPairName])
  })

  t.test('refuses formats of a private key that are none', async (t) => {
    for (const PrivateKeyFormat of ['pem', 'DER']) {
      const reply = await as('formats').rpc('CreateKeyPair', { KeyPairName: 'made', PrivateKeyFormat })
      refused(t, reply, 'InvalidPrivateKeyFormat')
    }
  })

  t.test('refuses the eleventh of a region, and says a taken name before that', async (t) => {
    const caller = as('quota')
    for (let n = 1; n <= 9; n++) await importKeyPair(caller, `filler-${n}`, publicKey)
    await caller.ok('CreateKeyPair', { KeyPairName: 'tenth' })
    refused(t, await caller.rpc('CreateKeyPair', { KeyPairName: 'eleventh' }), 'QuotaExceed.KeyPair')
    refused(t, await caller.rpc('CreateKeyPair', { KeyPairName: 'tenth' }), 'KeyPairNameAlreadyExist')
    await caller.ok('CreateKeyPair', { KeyPairName: 'eleventh', RegionId: 'cn-beijing' })
    await as('quota, another').ok('CreateKeyPair', { KeyPairName: 'eleventh' })
  })

  await refusesBadParameters(t, as('bad parameters'), 'CreateKeyPair', { KeyPairName: 'made' })
})

t.test('CreateKeyPair says so when no more generations may wait', async (t) => {
  const service = await start(t, { keyConcurrency: 1, keyQueue: 1 })
  const names = ['key-1', 'key-2', 'key-3', 'key-4']
  const replies = await Promise.all(names.map((KeyPairName) => service.rpc('CreateKeyPair', { KeyPairName })))
  t.strictSame(replies.map(({ status }) => status).sort(), [200, 200, 503, 503])
  const detail = 'The key generation queue is full (1 waiting), try again later.'
  for (const reply of replies.filter(({ status }) => status === 503)) {
    refused(t, reply, 'ServiceUnavailable', { detail })
  }
  t.equal((await keyPairNames(service)).length, 2)
})
