import { generateKeyPairSync } from 'node:crypto'
import forge from 'node-forge'
import sshpk from 'sshpk'
import t from 'tap'
import { fingerprints } from '../../src/keys/fingerprint.ts'
import { parsePublicKey } from '../../src/keys/public-key.ts'
import { certificates, plainKeys } from './fixtures.ts'
import { run, skipWithout, sshKeygenList } from './tools.ts'

t.test('lines and key data give the fingerprints that ssh-keygen gave', async (t) => {
  for (const { line, type, md5, sha256 } of [...plainKeys, ...certificates]) {
    t.same(fingerprints(line), { md5, sha256 }, type)
    t.same(fingerprints(parsePublicKey(line).blob), { md5, sha256 }, type)
  }
})

t.test('a certificate has the fingerprints of the key inside', async (t) => {
  const plain = new Map(plainKeys.map((key) => [key.line.split(' ').at(-1), key]))
  for (const { line } of certificates) {
    t.same(fingerprints(line), fingerprints(plain.get(line.split(' ').at(-1))?.line ?? ''))
  }
})

t.test('node-forge makes the same line and fingerprints of an RSA key', async (t) => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const key = forge.pki.publicKeyFromPem(publicKey.export({ type: 'spki', format: 'pem' }).toString())
  const line = forge.ssh.publicKeyToOpenSSH(key, 'me@here')
  t.match(parsePublicKey(line), { line, bits: 1024, comment: 'me@here' })
  const sha256 = forge.ssh.getPublicKeyFingerprint(key, { encoding: 'binary', md: forge.md.sha256.create() })
  t.same(fingerprints(line), {
    md5: forge.ssh.getPublicKeyFingerprint(key, { encoding: 'hex', delimiter: ':' }),
    sha256: forge.util.encode64(String(sha256)).replace(/=+$/, '')
  })
})

t.test('sshpk reads every plain key with the same size and fingerprints', async (t) => {
  for (const { line, bits, type } of plainKeys) {
    const key = sshpk.parseKey(line, 'ssh')
    t.equal(key.size, bits, type)
    t.equal(key.fingerprint('md5').toString('hex'), fingerprints(line).md5)
    t.equal(key.fingerprint('sha256').toString('base64'), `SHA256:${fingerprints(line).sha256}`)
  }
})

t.test('ssh-keygen -l agrees on size and fingerprints', { skip: skipWithout('ssh-keygen') }, async (t) => {
  const dir = t.testdir()
  for (const { line } of [...plainKeys, ...certificates]) {
    const { bits, type } = parsePublicKey(line)
    t.match(sshKeygenList(dir, line), { bits, ...fingerprints(line) }, type)
  }
})

t.test('ssh-keygen reads our line back as the very same key', { skip: skipWithout('ssh-keygen') }, async (t) => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const dir = t.testdir({ 'key.pem': publicKey.export({ type: 'spki', format: 'pem' }) })
  const line = run('ssh-keygen', ['-i', '-m', 'PKCS8', '-f', `${dir}/key.pem`]).trim()
  const point = publicKey.export({ format: 'jwk' })
  t.ok(parsePublicKey(line).blob.includes(Buffer.from(point.x ?? '', 'base64url')))
})
