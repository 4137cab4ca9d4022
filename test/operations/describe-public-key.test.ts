import { createPublicKey } from 'node:crypto'
import t from 'tap'
import { publicKey, start } from '../fixture.ts'
import { rsa2048 } from '../keys/fixtures.ts'
import { everyRow } from '../rows.ts'
import { account, refused } from './expect.ts'

/** PKCS#8 PEM of the fixture’s Ed25519 key. */
const point = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64').subarray(-32)
const pem = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: point.toString('base64url') }, format: 'jwk' })
  .export({ type: 'spki', format: 'pem' })
  .toString()

const known = {
  KeyType: 'ssh-ed25519',
  KeyBits: 256,
  FingerprintMd5: 'c3:b7:f6:c5:bd:4b:88:6d:d5:5d:ce:8d:ba:4b:32:2a',
  FingerprintSha256: '3K4ioBKKMcXHe+kqv9vKzVJR7P6BIEH/nbYjtBAM7pA'
}
const [type, data, ...comment] = publicKey.split(' ')

t.test('DescribePublicKey', async (t) => {
  const service = await start(t)
  const { database } = service
  const as = (name: string) => account(service, name)

  t.test('tells type, bits, fingerprints and comment of a line that ImportKeyPair takes', async (t) => {
    const { RequestId, ...body } = await as('line').ok('DescribePublicKey', { PublicKeyBody: `${publicKey}\r\n` })
    t.match(RequestId, /^[0-9A-F-]{36}$/)
    t.strictSame(body, { ...known, Comment: comment.join(' '), PublicKey: publicKey })
    const { Comment, PublicKey } = await as('line').ok('DescribePublicKey', { PublicKeyBody: `${type} ${data}` })
    t.strictSame({ Comment, PublicKey }, { Comment: '', PublicKey: `${type} ${data}` })
  })

  t.test('gives the line of a key in another format, and says why that is refused', async (t) => {
    const { RequestId: _, Refusal, ...body } = await as('pem').ok('DescribePublicKey', { PublicKeyBody: pem })
    t.strictSame(body, { ...known, Comment: '', PublicKey: `${type} ${data}` })
    const imported = await as('pem').rpc('ImportKeyPair', { KeyPairName: 'work', PublicKeyBody: pem })
    const found = `The text holds a key of type ssh-ed25519 with 256 bits, fingerprint SHA256:${known.FingerprintSha256}.`
    const detail = `${Refusal} ${found} Send this line instead: ${type} ${data}`
    refused(t, imported, 'InvalidPublicKeyBody.Malformed', { detail })
    await as('pem').ok('ImportKeyPair', { KeyPairName: 'work', PublicKeyBody: body.PublicKey })
  })

  t.test('refuses what holds no key with the words of ImportKeyPair', async (t) => {
    const caller = as('refuses')
    for (const PublicKeyBody of [
      ' ',
      type ?? '',
      '-----BEGIN OPENSSH PRIVATE KEY-----',
      `${publicKey}\n${rsa2048.line}`
    ]) {
      const mine = await caller.rpc('DescribePublicKey', { PublicKeyBody })
      const theirs = await caller.rpc('ImportKeyPair', { KeyPairName: 'work', PublicKeyBody })
      t.equal(mine.body.Code, 'InvalidPublicKeyBody.Malformed')
      t.equal(mine.body.Message, theirs.body.Message)
    }
  })

  t.test('needs no region and leaves nothing', async (t) => {
    const rows = async () => (await everyRow(database)).filter((row) => !row.startsWith('calls '))
    const before = await rows()
    await as('nobody').ok('DescribePublicKey', { PublicKeyBody: publicKey })
    t.strictSame(await rows(), before)
    refused(t, await as('nobody').rpc('DescribePublicKey', {}), 'MissingPublicKeyBody')
    const ClientToken = 'kéy'
    const reply = await as('nobody').rpc('DescribePublicKey', { PublicKeyBody: publicKey, ClientToken })
    refused(t, reply, 'InvalidClientToken.ValueNotSupported')
  })
})
