import { createPrivateKey, createPublicKey } from 'node:crypto'
import t from 'tap'
import { makeInstances, publicKey, start } from '../fixture.ts'

t.test('CreateKeyPair', async (t) => {
  const service = await start(t)
  const { ok, rpc } = service

  t.test('returns a PKCS#1 private key of 2048 bits, whose public half ListKeyPairs shows', async (t) => {
    const body = await ok('CreateKeyPair', { KeyPairName: 'made' })
    t.match(body, { KeyPairName: 'made', PrivateKeyBody: /^-----BEGIN RSA PRIVATE KEY-----\n/ })
    t.same(Object.keys(body).sort(), ['KeyPairName', 'PrivateKeyBody', 'RequestId'])
    const key = createPrivateKey(body.PrivateKeyBody)
    t.equal(key.asymmetricKeyDetails?.modulusLength, 2048)
    const jwk = createPublicKey(key).export({ format: 'jwk' })
    const { KeyPairs } = await ok('ListKeyPairs', { KeyPairName: 'made' })
    const blob = Buffer.from(KeyPairs[0].PublicKey.split(' ')[1], 'base64')
    t.ok(blob.subarray(-256).equals(Buffer.from(String(jwk.n), 'base64url')), 'the same modulus')
  })

  t.test('refuses a name that exists', async (t) => {
    const { status, body } = await rpc('CreateKeyPair', { KeyPairName: 'made' })
    t.equal(status, 400)
    t.match(body, { Code: 'KeyPairNameAlreadyExist', Message: 'The keyPair name already exist.' })
  })

  t.test('gives the key as PuTTY wants it when asked to', async (t) => {
    const { PrivateKeyBody } = await ok('CreateKeyPair', { KeyPairName: 'putty', PrivateKeyFormat: 'PPK' })
    t.match(PrivateKeyBody, /^PuTTY-User-Key-File-2: ssh-rsa\r?\n/)
  })

  t.test('refuses names outside of the rule', async (t) => {
    const bad = ['a', '1ab', '_ab', 'a b', 'a.b', 'http://ab', 'https://ab', 'a'.repeat(65), 'é1']
    for (const KeyPairName of bad) {
      const { status, body } = await rpc('CreateKeyPair', { KeyPairName })
      t.match({ status, ...body }, { status: 400, Code: 'InvalidKeyPairName.Malformed' }, KeyPairName)
    }
  })

  t.test('refuses the eleventh key pair of a region', async (t) => {
    for (let n = 3; n <= 10; n++) await ok('ImportKeyPair', { KeyPairName: `filler-${n}`, PublicKeyBody: publicKey })
    const { status, body } = await rpc('CreateKeyPair', { KeyPairName: 'eleventh' })
    t.equal(status, 403)
    t.match(body, { Code: 'QuotaExceed.KeyPair', Message: 'The key pair quota exceeds.' })
    t.equal((await rpc('CreateKeyPair', { KeyPairName: 'made' })).body.Code, 'KeyPairNameAlreadyExist')
    await ok('CreateKeyPair', { KeyPairName: 'elsewhere', RegionId: 'cn-beijing' })
    await ok('CreateKeyPair', { KeyPairName: 'another', AccessKeyId: 'another-account' })
  })
  await makeInstances(service)
})

t.test('CreateKeyPair says so when no more generations may wait', async (t) => {
  const { rpc } = await start(t, { keyConcurrency: 1, keyQueue: 1 })
  const replies = await Promise.all(
    ['k1', 'k2', 'k3', 'k4'].map((KeyPairName) => rpc('CreateKeyPair', { KeyPairName }))
  )
  t.same(replies.map(({ status }) => status).sort(), [200, 200, 503, 503])
  const refused = replies.find(({ status }) => status === 503)
  t.match(refused?.body, { Code: 'ServiceUnavailable', Message: /queue is full/ })
})
