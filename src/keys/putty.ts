import { createHash, createHmac, createPrivateKey } from 'node:crypto'
import { wireMpint, wireString } from './wire.ts'

const algorithm = 'ssh-rsa'
const encryption = 'none'

/**
 * A PuTTY key file (`.ppk`, version 2, without passphrase, CRLF) of an RSA key given as PKCS#1 PEM: PuTTY's manual,
 * appendix C. The comment is reduced to printable ASCII, since a line end would add fields.
 */
export function toPutty(privateKeyPem: string, comment: string): string {
  const jwk = createPrivateKey(privateKeyPem).export({ format: 'jwk' })
  const mpint = (part: string | undefined) => wireMpint(Buffer.from(part ?? '', 'base64url'))
  const publicPart = Buffer.concat([wireString(algorithm), mpint(jwk.e), mpint(jwk.n)])
  const privatePart = Buffer.concat([mpint(jwk.d), mpint(jwk.p), mpint(jwk.q), mpint(jwk.qi)])
  const shown = comment.replace(/[^\x20-\x7e]/gu, '?')

  const macKey = createHash('sha1').update('putty-private-key-file-mac-key').digest()
  const covered = [algorithm, encryption, shown, publicPart, privatePart]
  const mac = createHmac('sha1', macKey).update(Buffer.concat(covered.map(wireString)))
  const lines = (bytes: Buffer) => bytes.toString('base64').match(/.{1,64}/g) ?? []
  return [
    `PuTTY-User-Key-File-2: ${algorithm}`,
    `Encryption: ${encryption}`,
    `Comment: ${shown}`,
    ...counted('Public-Lines', lines(publicPart)),
    ...counted('Private-Lines', lines(privatePart)),
    `Private-MAC: ${mac.digest('hex')}`,
    ''
  ].join('\r\n')
}

const counted = (name: string, lines: readonly string[]) => [`${name}: ${lines.length}`, ...lines]
