import { readFileSync } from 'node:fs'
import t from 'tap'
import { fingerprints } from '../../src/keys/fingerprint.ts'
import { parsePublicKey } from '../../src/keys/public-key.ts'
import { refusals } from '../../src/keys/refusals.ts'
import { plainKeys, rsa2048 } from './fixtures.ts'
import * as make from './make.ts'
import { run, skipWithout, sshKeygenList } from './tools.ts'

const plainOf = (line: string): make.Plain => {
  const [type = '', data = ''] = line.split(' ')
  return { type, fields: Buffer.from(data, 'base64').subarray(4 + type.length) }
}
const plain = plainOf(rsa2048.line)
const authority = make.ed25519Authority(Buffer.alloc(32, 9))
const type = 'ssh-rsa-cert-v01@openssh.com'
const parse = (parts: Partial<make.CertificateParts>, name = type) =>
  parsePublicKey(make.lineOf(name, make.certificateBlob({ plain, authority, ...parts })))
const refusal = (sentence: string) => ({ message: `The PublicKeyBody format is not supported. ${sentence}` })

t.test(
  'certificates that ssh-keygen signs are read, for every kind of key and signer',
  {
    skip: skipWithout('ssh-keygen')
  },
  async (t) => {
    const dir = t.testdir()
    const signers = ['rsa -b 2048', 'dsa', 'ecdsa -b 256', 'ecdsa -b 384', 'ecdsa -b 521', 'ed25519']
    for (const [index, kind] of signers.entries()) {
      run('ssh-keygen', ['-q', '-N', '', '-f', `${dir}/ca${index}`, '-t', ...kind.split(' ')])
      for (const { line } of plainKeys) {
        t.test(`${kind} signs ${plainOf(line).type}`, async (t) => {
          const file = t.testdir({ 'key.pub': line })
          const rest = ['-n', 'root,admin', '-V', '+1w', '-O', 'force-command=ls', '-z', '42']
          run('ssh-keygen', ['-q', '-s', `${dir}/ca${index}`, '-I', 'id', ...rest, `${file}/key.pub`])
          const text = readFileSync(`${file}/key-cert.pub`, 'utf8')
          const key = parsePublicKey(text)
          t.match(sshKeygenList(file, text), { bits: key.bits, ...fingerprints(key.line) })
          t.same(fingerprints(key.line), fingerprints(line))
        })
      }
    }
  }
)

t.test('a host certificate and an older SHA-1 signature are read', { skip: skipWithout('ssh-keygen') }, async (t) => {
  const dir = t.testdir({ 'key.pub': rsa2048.line })
  run('ssh-keygen', ['-q', '-t', 'rsa', '-b', '2048', '-N', '', '-f', `${dir}/ca`])
  run('ssh-keygen', ['-q', '-h', '-t', 'ssh-rsa', '-s', `${dir}/ca`, '-I', 'id', `${dir}/key.pub`])
  t.match(parsePublicKey(readFileSync(`${dir}/key-cert.pub`, 'utf8')), { type, bits: 2048 })
})

t.test('an RSA signer may use SHA-1, SHA-256 and SHA-512, but under their own names', async (t) => {
  const [sha1, sha256] = [make.rsaAuthority('ssh-rsa'), make.rsaAuthority('rsa-sha2-256')]
  for (const authority of [sha1, sha256, make.rsaAuthority('rsa-sha2-512')]) t.equal(parse({ authority }).bits, 2048)
  const renamed = (data: Buffer) => Buffer.concat([make.string('ssh-rsa'), sha256.sign(data).subarray(16)])
  t.throws(() => parse({ authority: { ...sha1, sign: renamed } }), refusal(refusals.certificateSignature))
})

t.test('v00 certificates are read, with the fingerprints of the key inside', async (t) => {
  for (const { line, bits } of plainKeys.filter(({ type }) => /rsa|dss/.test(type))) {
    const certified = make.certificateBlob({ plain: plainOf(line), authority, version: 0 })
    const name = `${plainOf(line).type}-cert-v00@openssh.com`
    t.match(parsePublicKey(make.lineOf(name, certified, 'old')), { type: name, bits, comment: 'old' })
    t.same(fingerprints(certified), fingerprints(line))
  }
})

t.test('v00 in the order of v01 is refused', async (t) => {
  const name = 'ssh-rsa-cert-v00@openssh.com'
  t.throws(() => parse({ version: 1, type: name }, name), { code: 'InvalidPublicKeyBody.Malformed' })
  t.throws(() => parse({ version: 0, type }), { code: 'InvalidPublicKeyBody.Malformed' })
})

t.test('256 principals are read, 257 are refused', async (t) => {
  const principals = (count: number) => Buffer.concat(Array.from({ length: count }, (_, i) => make.string(`p${i}`)))
  t.equal(parse({ principals: principals(256) }).bits, 2048)
  t.equal(parse({ principals: principals(0) }).bits, 2048)
  t.throws(() => parse({ principals: principals(257) }), refusal(refusals.certificatePrincipals))
})

t.test('bent fields are refused one by one', async (t) => {
  t.throws(() => parse({ kind: 0 }), refusal(refusals.certificateKind))
  t.throws(() => parse({ kind: 3 }), refusal(refusals.certificateKind))
  t.throws(() => parse({ keyId: 'a\0b' }), refusal(refusals.certificateText))
  t.throws(() => parse({ principals: make.string('a\0') }), refusal(refusals.certificateText))
  t.throws(() => parse({ principals: Buffer.from('root') }), refusal(refusals.truncated))
  t.throws(() => parse({ options: make.string('force-command') }), refusal(refusals.truncated))
  t.throws(() => parse({ extensions: Buffer.of(0) }), refusal(refusals.truncated))
})

t.test('the signature is verified', async (t) => {
  const flip = (at: number) => (signature: Buffer) => {
    const bent = Buffer.from(signature)
    bent[at] = (bent[at] ?? 0) ^ 1
    return bent
  }
  const another = make.ed25519Authority(Buffer.alloc(32, 1))
  t.equal(parse({}).bits, 2048)
  t.throws(() => parse({ bend: flip(40) }), refusal(refusals.certificateSignature))
  t.throws(() => parse({ bend: flip(6) }), refusal(refusals.certificateSignature))
  t.throws(() => parse({ bend: (signature) => signature.subarray(0, -1) }), refusal(refusals.truncated))
  t.throws(() => parse({ bend: (signature) => Buffer.concat([signature, Buffer.of(1)]) }), refusal(refusals.trailing))
  t.throws(() => parse({ bend: () => Buffer.alloc(0) }), refusal(refusals.truncated))
  t.throws(() => parse({ authority: { ...another, blob: authority.blob } }), refusal(refusals.certificateSignature))
})

t.test('a certificate or a hardware token cannot be the signer', async (t) => {
  const blob = make.certificateBlob({ plain, authority })
  t.throws(() => parse({ authority: { ...authority, blob } }), refusal(refusals.certificateAuthority))
  const token = Buffer.concat(['sk-ssh-ed25519@openssh.com', Buffer.alloc(32, 1), 'ssh:'].map(make.string))
  t.throws(() => parse({ authority: { ...authority, blob: token } }), refusal(refusals.certificateAuthority))
})
