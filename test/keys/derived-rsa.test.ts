import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { deriveRsa } from '../../src/keys/derived-rsa.ts'
import { has } from '../machine.ts'
import { run } from '../ssh/client.ts'

const seed = (text: string) => createHash('sha256').update(text).digest()

t.test('the same seed gives the same key, for ever', async (t) => {
  const { privateKey, publicKey } = await deriveRsa(seed('one'))
  // Written down when it was first made: another one would be another host key for everybody.
  t.equal(
    createHash('sha256').update(publicKey).digest('hex'),
    '4f38a9edee017c19a0bcd1235874e8491176fda0bf5d7f49d00686634431938c'
  )
  t.same(await deriveRsa(seed('one')), { privateKey, publicKey })
  t.not((await deriveRsa(seed('two'))).publicKey, publicKey)
})

t.test('it is a key like any other', async (t) => {
  const { privateKey, publicKey } = await deriveRsa(seed('three'))
  const key = createPrivateKey(privateKey)
  t.match(key.asymmetricKeyDetails, { modulusLength: 2048, publicExponent: 65537n })
  const signature = sign('sha256', Buffer.from('x'), key)
  t.ok(verify('sha256', Buffer.from('x'), createPublicKey(privateKey), signature))
  const file = join(t.testdir({}), 'key')
  writeFileSync(file, privateKey, { mode: 0o600 })
  if (has('openssl')) t.match(await run(['openssl', 'rsa', '-check', '-noout', '-in', file]), { stdout: /RSA key ok/ })
  if (has('ssh-keygen')) t.match(await run(['ssh-keygen', '-y', '-f', file]), { stdout: publicKey })
})
