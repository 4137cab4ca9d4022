import { type Category, dsa, ecdsa, ed25519, lineOf, type Maker, plain, rsa, string } from './corpus-keys.ts'
import * as make from './make.ts'
import type { Random } from './random.ts'

const authority = (random: Random) => make.ed25519Authority(random.bytes(32))

function certificate(random: Random, change: Partial<make.CertificateParts> = {}): string {
  const all = { plain: plain(random), authority: authority(random), ...change }
  return lineOf(`${all.plain.type}-cert-v0${all.version ?? 1}@openssh.com`, make.certificateBlob(all))
}

const names = (count: number) => Buffer.concat(Array.from({ length: count }, (_, n) => string(`user${n}`)))
const flip = (signature: Buffer) => {
  const last = signature.length - 2
  signature[last] = (signature[last] ?? 0) ^ 4
  return signature
}

export const goodCertificates: Record<string, Category> = {
  'certificate of rsa': (random) => certificate(random, { plain: rsa(random) }),
  'certificate of dsa': (random) => certificate(random, { plain: dsa(random) }),
  'certificate of ecdsa': (random) => certificate(random, { plain: ecdsa(random) }),
  'certificate of ed25519': (random) => certificate(random, { plain: ed25519(random) }),
  'certificate signed by ecdsa': (random) =>
    certificate(random, { authority: make.ecdsaAuthority(random.pick([256, 384, 521]), random.bytes(24)) }),
  'certificate signed by rsa': (random) =>
    certificate(random, { authority: make.rsaAuthority(random.pick(['ssh-rsa', 'rsa-sha2-256', 'rsa-sha2-512'])) }),
  'certificate of a host': (random) => certificate(random, { kind: 2 }),
  'certificate with 0 to 256 principals': (random) =>
    certificate(random, { principals: names(random.pick([0, 2, 256])) }),
  'certificate with options': (random) =>
    certificate(random, {
      options: Buffer.concat([string('force-command'), string(string('/bin/true'))]),
      extensions: Buffer.concat([string('permit-pty'), string('')])
    }),
  'certificate v00': (random) => certificate(random, { version: 0, plain: random.pick<Maker>([rsa, dsa])(random) })
}

export const bentCertificates: Record<string, Category> = {
  'certificate with a wrong signature': (random) => certificate(random, { bend: flip }),
  'certificate with an empty signature': (random) => certificate(random, { bend: () => Buffer.alloc(0) }),
  'certificate with another signature algorithm': (random) => {
    const { blob } = make.rsaAuthority('rsa-sha2-256')
    return certificate(random, { authority: { ...authority(random), blob } })
  },
  'certificate with one byte changed': (random) => {
    const [type = '', data = ''] = certificate(random).split(' ')
    const blob = Buffer.from(data, 'base64')
    const at = random.below(blob.length)
    blob[at] = (blob[at] ?? 0) ^ (1 + random.below(255))
    return lineOf(type, blob)
  },
  'certificate cut off': (random) => {
    const [type = '', data = ''] = certificate(random).split(' ')
    const blob = Buffer.from(data, 'base64')
    return lineOf(type, blob.subarray(0, random.below(blob.length)))
  },
  'certificate with bytes left over': (random) => {
    const [type = '', data = ''] = certificate(random).split(' ')
    return lineOf(type, Buffer.concat([Buffer.from(data, 'base64'), random.bytes(3)]))
  },
  'certificate neither for users nor hosts': (random) => certificate(random, { kind: random.pick([0, 3, 0xffffffff]) }),
  'certificate with NUL in a name': (random) =>
    certificate(
      random,
      random.pick<Partial<make.CertificateParts>>([{ keyId: 'a\0b' }, { principals: string('a\0b') }])
    ),
  'certificate with NUL at the end of a name': (random) =>
    certificate(
      random,
      random.pick<Partial<make.CertificateParts>>([{ keyId: 'me\0' }, { principals: string('root\0') }])
    ),
  'certificate with 257 principals': (random) => certificate(random, { principals: names(257) }),
  'certificate with broken lists': (random) => {
    const broken = string('alone').subarray(0, 4 + random.below(4))
    return certificate(
      random,
      random.pick<Partial<make.CertificateParts>>([{ principals: broken }, { options: broken }, { extensions: broken }])
    )
  },
  'certificate signed by a certificate': (random) => {
    const signer = authority(random)
    const blob = make.certificateBlob({ plain: ed25519(random), authority: signer })
    return certificate(random, { authority: { ...signer, blob } })
  },
  'certificate signed by a hardware token': (random) =>
    certificate(random, { authority: make.tokenAuthority(random.bytes(32)) }),
  'certificate signed by an unknown key': (random) =>
    certificate(random, { authority: { ...authority(random), blob: string('ssh-ed448') } }),
  'certificate of a bad key': (random) =>
    certificate(random, {
      plain: random.pick([rsa(random, 768), ed25519(random, 31), { ...ecdsa(random), fields: string('nistp256') }])
    }),
  'certificate v00 in the order of v01': (random) => {
    const type = 'ssh-rsa-cert-v00@openssh.com'
    return lineOf(type, make.certificateBlob({ plain: rsa(random), authority: authority(random), type }))
  }
}
