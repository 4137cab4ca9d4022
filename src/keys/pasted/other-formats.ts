/** Keys in other formats, and texts that only have to do with keys. */
import { isSeen, type Mistake } from './mistake.ts'

/** A format that another program may convert; `foreign.ts` reads those with a command. */
export interface Format extends Mistake {
  /** The command that prints the OpenSSH line, if ssh-keygen supports the type of the key. */
  readonly command?: string
}

const convert = (format: string) => `ssh-keygen -i -m ${format} -f FILE`

export const formats: readonly Format[] = [
  {
    seen: /BEGIN SSH2 PUBLIC KEY/,
    sentence:
      'This is the SSH2 format of RFC 4716, which PuTTYgen’s “Save public key” writes, not the one line of OpenSSH.',
    command: 'ssh-keygen -i -f FILE'
  },
  {
    seen: /BEGIN RSA PUBLIC KEY/,
    sentence: 'This is a public key in PEM (PKCS#1), not the one line of OpenSSH.',
    command: convert('PEM')
  },
  {
    seen: /BEGIN PUBLIC KEY/,
    sentence: 'This is a public key in PEM (PKCS#8), not the one line of OpenSSH.',
    command: convert('PKCS8')
  },
  {
    seen: /BEGIN (NEW )?CERTIFICATE REQUEST/,
    sentence:
      'This is a request for a certificate (CSR), not a public key: `openssl req -in FILE -noout -pubkey` prints the key of it, and the error that you get for that shows its OpenSSH line.'
  },
  {
    seen: /BEGIN (X509 |TRUSTED )?CERTIFICATE/,
    sentence: 'This is an X.509 certificate, not a public key.',
    command: 'openssl x509 -in FILE -noout -pubkey | ssh-keygen -i -m PKCS8 -f /dev/stdin'
  },
  {
    seen: /BEGIN PGP PUBLIC KEY/,
    sentence:
      'This is a public key of GnuPG (OpenPGP), not of OpenSSH: `gpg --export-ssh-key USER-ID` prints the line of a key with an authentication subkey.'
  },
  {
    seen: /BEGIN (SSH|PGP) (SIGNATURE|SIGNED|MESSAGE)/,
    sentence: 'This is a signature or a message, not a public key.'
  },
  { seen: /-{4,5} ?BEGIN /, sentence: 'This is PEM, but of no public key.' },
  { seen: /"kty"/, sentence: 'This is a public key as JSON (JWK), not the one line of OpenSSH.' },
  { seen: /<RSAKeyValue>/, sentence: 'This is a public key as .NET writes it in XML, not the one line of OpenSSH.' },
  {
    seen: (text) => /^M[A-Za-z][A-Za-z0-9+/]{50,}={0,2}$/.test(text.replace(/\s/g, '')),
    sentence: 'This is the inside of a PEM file, without its BEGIN and END lines, not the one line of OpenSSH.'
  }
]

/** The command that converts the text; undefined if the text has lost its line ends, which the command needs. */
export const commandOf = (text: string): string | undefined =>
  /-\r?\n/.test(text) ? formats.find((format) => isSeen(format, text))?.command : undefined

const hex = '[0-9A-Fa-f]{2}'

export const lookalikes: readonly Mistake[] = [
  {
    seen: new RegExp(
      `SHA(1|256|384|512):[A-Za-z0-9+/=:]|MD5:${hex}|^(\\d+ )?(${hex}:){15,31}${hex}\\b|^\\+-+\\[|key fingerprint is|\\b[a-z]{5}(-[a-z]{5}){8,}`,
      'm'
    ),
    sentence: 'This is the fingerprint of a key, from which the key can’t be had: send the public key itself.'
  },
  {
    seen: /\bSSHFP\b/,
    sentence: 'This is an SSHFP record of DNS, the fingerprint of a server’s key: send the public key itself.'
  },
  {
    seen: /\bIN\s+(DNS)?KEY\b|v=DKIM1/,
    sentence: 'This is a key from a DNS record (DNSSEC, DKIM), not one of SSH.'
  },
  {
    seen: /^age1[02-9ac-hj-np-z]{20,}/,
    sentence: 'This is a recipient of age, which encrypts files; it is no SSH key.'
  },
  { seen: /minisign public key|signify public key/, sentence: 'This is a key of minisign or signify, not one of SSH.' },
  {
    seen: /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/,
    sentence: 'This is 32 bytes in Base64, as a WireGuard key is; an SSH key also has its type in front and inside.'
  },
  { seen: /^\d{3,5} \d{1,10} \d{50,}/, sentence: 'This is a key of SSH protocol 1, which nobody speaks any more.' },
  {
    seen: /<!DOCTYPE|<html|<body|<\?xml|<Error>/i,
    sentence:
      'This is a page, as a browser gets it, not a public key: the address that it came from needs a logon or is wrong.'
  },
  {
    seen: /^(sk-|webauthn-sk-)/,
    sentence: 'Keys of hardware security tokens (sk-...) are not supported.'
  },
  {
    seen: /^(ssh-(ed448|xmss|mldsa|mlkem|sphincs)|x509v3-|pgp-sign-|spki-sign-|ecdsa-sha2-(nistp(192|224)|1\.|nistk|nistb|nistt)|ssh-(rsa|dss)-\w|ssh-\w+@|ecdsa-sha2-\w+@)/,
    sentence:
      'Keys of this type are not supported; these are: ssh-rsa, ssh-ed25519, ecdsa-sha2-nistp256, -nistp384, -nistp521, ssh-dss, and OpenSSH certificates of them.'
  }
]
