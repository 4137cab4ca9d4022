/** Reads public keys in the formats of other programs, with sshpk, which is imported with the first one. */
import { createPublicKey, type JsonWebKey, type KeyObject, X509Certificate } from 'node:crypto'

/** Its line breaks may have become blanks, or may be missing. */
const armour =
  /-----BEGIN ([A-Z0-9 ]{0,40}PUBLIC KEY|(?:X509 |TRUSTED )?CERTIFICATE)-----([A-Za-z0-9+/=\s]*)-----END \1-----/g
/** A DER SEQUENCE in Base64 without armour. */
const bareDer = /^M[A-Za-z][A-Za-z0-9+/]{50,}={0,2}$/
const xmlKey = /<RSAKeyValue>[\s\S]*<\/RSAKeyValue>/

/**
 * The key as one OpenSSH line, with a meaningless comment. undefined unless the text holds exactly one public key of a
 * type that OpenSSH has.
 */
export async function toOpenSshLine(text: string): Promise<string | undefined> {
  const pems = [...new Set(pemsOf(text.trim()))]
  if (pems.length === 0) return undefined
  const { default: sshpk } = await import('sshpk')
  const lines = pems.flatMap((pem) => attempt(() => sshpk.parseKey(pem, 'pem').toString('ssh')) ?? [])
  return lines.length === 1 ? lines[0] : undefined
}

/** The text or texts for sshpk to read. */
function pemsOf(text: string): string[] {
  const armoured = [...text.matchAll(armour)].map(([, label = '', body = '']) => pem(label, body))
  if (armoured.length > 0) return armoured.flatMap((one) => (one.includes('CERTIFICATE') ? certified(one) : one))
  const compact = text.replace(/\s/g, '')
  if (bareDer.test(compact)) return ['PUBLIC KEY', 'RSA PUBLIC KEY'].map((label) => pem(label, compact))
  return jwksOf(text).flatMap((key) => attempt(() => spki(createPublicKey({ key, format: 'jwk' }))) ?? [])
}

const pem = (label: string, body: string) =>
  [
    `-----BEGIN ${label}-----`,
    ...(body
      .match(/[A-Za-z0-9+/=]+/g)
      ?.join('')
      .match(/.{1,64}/g) ?? []),
    `-----END ${label}-----`
  ].join('\n')

const certified = (text: string) =>
  attempt(() => spki(new X509Certificate(text.replace(/X509 |TRUSTED /g, '')).publicKey)) ?? []

const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString()

/** A JWK, the keys of a JWK set, or the same numbers in .NET's XML. */
function jwksOf(text: string): JsonWebKey[] {
  if (xmlKey.test(text)) {
    const number = (name: string) => {
      const [, value = ''] = new RegExp(`<${name}>([^<]*)</${name}>`).exec(text) ?? []
      return Buffer.from(value, 'base64').toString('base64url')
    }
    return [{ kty: 'RSA', n: number('Modulus'), e: number('Exponent') }]
  }
  const json = attempt((): JsonWebKey => JSON.parse(text))
  if (typeof json !== 'object' || json === null) return []
  return 'keys' in json && Array.isArray(json.keys) ? json.keys : [json]
}

function attempt<T>(task: () => T): T | undefined {
  try {
    return task()
  } catch {
    return undefined
  }
}
