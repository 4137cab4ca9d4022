/** Recognizes private keys, whole or in part. Nothing is read from them or shown. */
import type { Mistake } from './mistake.ts'

const keep = 'This is a private key; keep it to yourself and send the public key instead'
/** The beginning of an Ed25519 key in PKCS#8, which ssh-keygen reads from version 9.6 on. */
const ed25519Pkcs8 = 'MC4CAQAwBQYDK2Vw'

export const privateKeys: readonly Mistake[] = [
  {
    seen: /PuTTY-User-Key-File-\d|^Private-(Lines|MAC|Hash):/m,
    sentence: `${keep}, which \`puttygen FILE -O public-openssh\` prints.`
  },
  {
    seen: /BEGIN SSH2 ENCRYPTED PRIVATE KEY/,
    sentence: `${keep}, which \`puttygen FILE -O public-openssh\` prints of a file from ssh.com.`
  },
  {
    seen: /BEGIN PGP PRIVATE KEY/,
    sentence: `${keep}, which \`gpg --export-ssh-key USER-ID\` prints of a key with an authentication subkey.`
  },
  {
    seen: (text) => text.includes(ed25519Pkcs8),
    sentence: `${keep}: \`openssl pkey -in FILE -pubout\` prints it, and the error that you get for that shows its OpenSSH line.`
  },
  {
    seen: /BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY|SSH PRIVATE KEY FILE FORMAT/i,
    sentence: `${keep}, which \`ssh-keygen -y -f FILE\` prints.`
  },
  {
    seen: /b3BlbnNzaC1rZXktdjE/,
    sentence: `${keep}, which \`ssh-keygen -y -f FILE\` prints of the whole file.`
  },
  {
    seen: isPrivateDer,
    sentence: `${keep}, which \`ssh-keygen -y -f FILE\` prints of the whole PEM file.`
  },
  {
    seen: /AGE-SECRET-KEY-|^Private-key-format: v1|privateExponent:|^\s*(private|priv):\s*$/im,
    sentence: 'This is a private key of another kind than SSH’s; keep it to yourself and send an OpenSSH public key.'
  },
  {
    seen: (text) => /"kty"/.test(text) && /"(d|k)"\s*:/.test(text),
    sentence:
      'This is a private key as JSON (JWK); keep it to yourself, and send only its public members to get its OpenSSH line.'
  },
  {
    seen: (text) => text.includes('<RSAKeyValue>') && /<(D|P|Q|DP|DQ|InverseQ)>/.test(text),
    sentence:
      'This is a private key as XML; keep it to yourself, and send only Modulus and Exponent to get its OpenSSH line.'
  }
]

/** PKCS#1, PKCS#8 and SEC 1 begin with a version; public keys don't. */
function isPrivateDer(text: string): boolean {
  const runs = text.match(/(?<![A-Za-z0-9+/])M[A-Za-z0-9+/]{23}/g) ?? []
  return runs.some((run) => {
    const bytes = Buffer.from(run, 'base64')
    const [tag, length = 0] = bytes
    if (tag !== 0x30) return false
    const content = bytes.subarray(length < 0x80 ? 2 : 2 + (length & 0x7f))
    return content[0] === 2 && content[1] === 1 && (content[2] ?? 9) < 2 && [0x02, 0x04, 0x30].includes(content[3] ?? 0)
  })
}
