/** X.509 certificates: one of a CA of our own, and those that it issues for the names of this service. */
import { createHash, generateKeyPair, randomBytes, sign } from 'node:crypto'
import { isIP } from 'node:net'
import { promisify } from 'node:util'
import type { pki } from 'node-forge'

/** Both in PEM. */
export interface Certified {
  readonly certificate: string
  readonly key: string
}

type Forge = typeof import('node-forge')

interface KeyPair {
  readonly publicKey: string
  readonly privateKey: string
}

const dayMs = 86_400_000
// From a day before now. Apple's clients refuse a server's certificate that is valid for more than 825 days.
const validDays = { authority: 3650, server: 825 }

/** RSA, since every TLS client takes it, and node-forge makes no certificates for other keys. */
export const makeKeyPair = (): Promise<KeyPair> =>
  promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' }
  })

export async function makeAuthority(now: Date): Promise<Certified> {
  const { default: forge } = await import('node-forge')
  const { publicKey, privateKey } = await makeKeyPair()
  // A name of its own, because OpenSSL looks an issuer up by its name.
  const id = createHash('sha256').update(publicKey).digest('hex').slice(0, 8)
  const subject = [
    { name: 'organizationName', value: 'swas-local' },
    { name: 'commonName', value: `swas-local CA ${id}` }
  ]
  const extensions = [
    { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
    { name: 'keyUsage', critical: true, keyCertSign: true },
    { name: 'subjectKeyIdentifier' }
  ]
  const contents = { publicKey, subject, issuer: subject, extensions, now, days: validDays.authority }
  return { certificate: certify(forge, contents, privateKey), key: privateKey }
}

/** A server's certificate for host names and IP addresses. */
export async function issueCertificate(
  authority: Certified,
  publicKey: string,
  names: readonly string[],
  now: Date
): Promise<string> {
  const { default: forge } = await import('node-forge')
  const issuer = forge.pki.certificateFromPem(authority.certificate)
  const subject = [{ name: 'commonName', value: 'swas-local' }] // clients look at subjectAltName only
  const extensions = [
    { name: 'basicConstraints', critical: true, cA: false },
    { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames: names.map(toAltName) },
    { name: 'subjectKeyIdentifier' },
    // Python's strict checks ask for it.
    { name: 'authorityKeyIdentifier', keyIdentifier: issuer.generateSubjectKeyIdentifier().getBytes() }
  ]
  const contents = { publicKey, subject, issuer: issuer.subject.attributes, extensions, now, days: validDays.server }
  return certify(forge, contents, authority.key)
}

interface Contents {
  readonly publicKey: string
  readonly subject: pki.CertificateField[]
  readonly issuer: pki.CertificateField[]
  readonly extensions: object[]
  readonly now: Date
  readonly days: number
}

/** `key` is that of the issuer. */
function certify(forge: Forge, { publicKey, subject, issuer, extensions, now, days }: Contents, key: string): string {
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey)
  certificate.serialNumber = `4${randomBytes(16).toString('hex').slice(1)}` // a leading bit of 1 would be negative
  certificate.validity.notBefore = new Date(now.getTime() - dayMs) // clocks of containers and hosts differ
  certificate.validity.notAfter = new Date(now.getTime() + (days - 1) * dayMs)
  certificate.setSubject(subject)
  certificate.setIssuer(issuer)
  certificate.setExtensions(extensions)
  certificate.sign(signerOf(certificate, key, forge), forge.md.sha256.create())
  return toPem(certificate, forge.pki)
}

// GeneralName of RFC 5280: 2 is a host name, 7 is an IP address.
const toAltName = (name: string) => (isIP(name) ? { type: 7, ip: name } : { type: 2, value: name })

/** Node's crypto signs: node-forge's own arithmetic blocks the process for a third of a second. */
function signerOf(certificate: pki.Certificate, key: string, { pki, asn1 }: Forge): pki.rsa.PrivateKey {
  const toSign = () => Buffer.from(asn1.toDer(certificate.tbsCertificate).getBytes(), 'binary')
  return Object.assign(pki.privateKeyFromPem(key), { sign: () => sign('sha256', toSign(), key).toString('binary') })
}

const toPem = (certificate: pki.Certificate, { certificateToPem }: typeof pki): string =>
  certificateToPem(certificate).replaceAll('\r\n', '\n')
