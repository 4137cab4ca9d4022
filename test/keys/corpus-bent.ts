import { createPublicKey } from 'node:crypto'
import sshpk from 'sshpk'
import {
  anyLine,
  blobOf,
  type Category,
  dsa,
  dsaFields,
  ecdsa,
  ed25519,
  f4,
  line,
  lineOf,
  mpint,
  odd,
  parts,
  pkcs8,
  plain,
  point,
  put,
  rsa,
  rsaFields,
  sec1,
  string,
  withLength
} from './corpus-keys.ts'
import * as make from './make.ts'

export const bent: Record<string, Category> = {
  empty: () => '',
  'only blanks': (random) => ' \t\n'.repeat(random.below(5)),
  'type alone': (random) => plain(random).type,
  'data alone': (random) => parts(random).data,
  'comment line alone': (random) => `# ${line(plain(random))}`,
  'unknown type': (random) =>
    anyLine(random).replace(/^\S+/, random.pick(['ssh-ed448', 'ssh-xmss@openssh.com', 'x509v3-sign-rsa'])),
  'type in capitals': (random) => anyLine(random).replace(/^\S+/, (type) => type.toUpperCase()),
  'short type name': (random) =>
    random.pick([
      () => line(rsa(random)).replace('ssh-rsa', 'RSA'),
      () => line(ed25519(random)).replace('ssh-ed25519', 'ED25519')
    ])(),
  'signature algorithm as type': (random) =>
    line(rsa(random)).replace('ssh-rsa', random.pick(['rsa-sha2-256', 'rsa-sha2-512'])),
  'another type declared': (random) => {
    const type = random.pick(['ssh-rsa', 'ssh-dss', 'ssh-ed25519'])
    return lineOf(type, blobOf(ecdsa(random)))
  },
  'plain key declared as certificate': (random) => anyLine(random).replace(' ', '-cert-v01@openssh.com '),
  'another curve declared': (random) => line(ecdsa(random, 256)).replace('nistp256', 'nistp384'),
  'another curve inside': (random) => {
    const fields = Buffer.concat([string('nistp384'), string(make.ecdsaPoint(256, random.bytes(24)))])
    return line({ type: 'ecdsa-sha2-nistp256', fields })
  },
  'option command': (random) => `command="/bin/echo a b" ${anyLine(random)}`,
  'option from': (random) => `from="10.0.0.0/8,!10.0.0.1" ${anyLine(random)}`,
  'option restrict': (random) => `restrict,pty ${anyLine(random)}`,
  'host name in front': (random) => `host.example,10.0.0.1 ${anyLine(random)}`,
  'comment line above': (random) => `# my key\n${anyLine(random)}`,
  'several keys': (random) => `${anyLine(random)}\n${anyLine(random)}\n`,
  'text below': (random) => `${anyLine(random)}\nthat was my key\n`,
  'key wrapped over lines': (random) => line(plain(random)).replace(/(.{60})(?=.)/g, '$1\n'),
  'PEM private key': (random) => sec1(random),
  'PKCS#8 private key': (random) => pkcs8(random),
  'OpenSSH private key': (random) => sshpk.parsePrivateKey(pkcs8(random), 'pem').toString('ssh-private'),
  'PuTTY private key': (random) =>
    `PuTTY-User-Key-File-3: ssh-rsa\nPublic-Lines: 1\n${random.bytes(40).toString('base64')}\n`,
  'private key after a public one': (random) => `${anyLine(random)}\n${sec1(random)}`,
  'PEM public key': (random) => createPublicKey(pkcs8(random)).export({ type: 'spki', format: 'pem' }).toString(),
  'RFC 4716 public key': (random) =>
    `---- BEGIN SSH2 PUBLIC KEY ----\n${parts(random).data}\n---- END SSH2 PUBLIC KEY ----\n`,
  'X.509 certificate': (random) =>
    `-----BEGIN CERTIFICATE-----\n${random.bytes(60).toString('base64')}\n-----END CERTIFICATE-----\n`,
  'hardware token ed25519': (random) =>
    line({ type: 'sk-ssh-ed25519@openssh.com', fields: Buffer.concat([string(random.bytes(32)), string('ssh:')]) }),
  'hardware token ecdsa': (random) => {
    const fields = [string('nistp256'), string(make.ecdsaPoint(256, random.bytes(24))), string('ssh:')]
    return line({ type: 'sk-ecdsa-sha2-nistp256@openssh.com', fields: Buffer.concat(fields) })
  },
  'tab between fields': (random) => anyLine(random).replace(' ', '\t'),
  'tab in the comment': (random) => line(plain(random), 'my\tkey'),
  'NUL in the comment': (random) => line(plain(random), 'my\0key'),
  'NUL in the type': (random) => put(anyLine(random), 7, '\0'),
  'NUL in the data': (random) => put(line(plain(random)), 60, '\0'),
  'escape sequence in the comment': (random) => line(plain(random), '\x1b[2Jgone\x07'),
  'CR in the comment': (random) => line(plain(random), 'my\rkey'),
  'CR in the data': (random) => put(line(plain(random)), 50, '\r'),
  'line separator U+2028 in the comment': (random) => line(plain(random), 'my\u2028key'),
  'byte order mark': (random) => `\uFEFF${anyLine(random)}`,
  'byte order mark in the data': (random) => put(line(plain(random)), 40, '\uFEFF'),
  'no-break space between fields': (random) => anyLine(random).replace(' ', '\u00a0'),
  'base64 without padding': (random) => line(ecdsa(random, 256)).replace(/=+$/, ''),
  'base64 with extra padding': (random) => `${line(plain(random))}=`,
  'base64 with padding in the middle': (random) => put(line(plain(random)), 60, '=='),
  'base64 for URLs': (random) => put(line(plain(random)).replaceAll('+', '-').replaceAll('/', '_'), 50, '-_-_'),
  // Spare bits exist only where the data ends in padding, so the length is chosen.
  'base64 with spare bits set': (random) => line(ecdsa(random, 256)).replace(/.=+$/, (end) => `9${end.slice(1)}`),
  'base64 with a blank inside': (random) => put(line(plain(random)), 50, ' '),
  'base64 with foreign signs': (random) =>
    put(line(plain(random)), 40 + random.below(20), random.pick(['!', '*', '%', 'é'])),
  'base64 in quotes': (random) => anyLine(random).replace(/ (\S+)/, ' "$1"'),
  'hexadecimal data': (random) => `ssh-rsa ${blobOf(rsa(random)).toString('hex')}`,
  'one character dropped': (random) => {
    const text = line(plain(random))
    const at = text.indexOf(' ') + 1 + random.below(40)
    return text.slice(0, at) + text.slice(at + 1)
  },
  'cut off anywhere': (random) => {
    const { type, blob } = parts(random)
    return lineOf(type, blob.subarray(0, random.below(blob.length)))
  },
  'cut off in a length': (random) => {
    const { type, blob } = parts(random)
    return lineOf(type, blob.subarray(0, 4 + type.length + random.below(4)))
  },
  'bytes left over': (random) => {
    const { type, blob } = parts(random)
    return lineOf(type, Buffer.concat([blob, random.bytes(1 + random.below(40))]))
  },
  'a field left over': (random) => {
    const { type, blob } = parts(random)
    return lineOf(type, Buffer.concat([blob, string('x')]))
  },
  'length of four gigabytes': (random) => withLength(random, 0xffffffff),
  'length of two gigabytes': (random) => withLength(random, 0x7fffffff + random.below(2)),
  'length one too long': (random) => {
    const key = ed25519(random)
    key.fields.writeUInt32BE(33)
    return line(key)
  },
  'length zero': (random) => withLength(random, 0),
  'random bytes as data': (random) => lineOf(plain(random).type, random.bytes(1 + random.below(300))),
  'right type, random rest': (random) => {
    const { type } = plain(random)
    return line({ type, fields: random.bytes(random.below(300)) })
  },
  'random text': (random) => random.bytes(random.below(200)).toString('latin1'),
  'random printable text': (random) => random.bytes(150).toString('base64').replaceAll('/', ' '),
  'comment over 16 KiB': (random) => line(plain(random), 'x'.repeat(16384)),
  'data over 16 KiB': (random) => rsaFields(mpint(f4), mpint(odd(random, 8 * 13000))),
  'rsa below 1024': (random) => line(rsa(random, 512 + random.below(512))),
  'rsa tiny': (random) => line(rsa(random, 8 + random.below(100))),
  'rsa above 16384': (random) => line(rsa(random, 16385 + random.below(2000))),
  'rsa exponent even': (random) => line(rsa(random, 2048, random.pick<Buffer>([Buffer.of(2), Buffer.of(1, 0, 0)]))),
  'rsa exponent one': (random) => line(rsa(random, 2048, Buffer.of(1))),
  'rsa exponent zero': (random) => line(rsa(random, 2048, Buffer.alloc(0))),
  'rsa exponent over 32 bits': (random) => line(rsa(random, 2048, odd(random, 33 + random.below(100)))),
  'rsa exponent of 32 kbit': (random) => line(rsa(random, 2048, odd(random, 32768))),
  'rsa exponent and modulus swapped': (random) => rsaFields(mpint(odd(random, 2048)), mpint(f4)),
  'rsa modulus even': (random) => {
    const modulus = odd(random, 2048)
    modulus[255] = (modulus[255] ?? 0) & 0xfe
    return rsaFields(mpint(f4), mpint(modulus))
  },
  'rsa modulus empty': () => rsaFields(mpint(f4), string('')),
  'rsa modulus zero': () => rsaFields(mpint(f4), string(Buffer.alloc(256))),
  'rsa modulus negative': (random) => rsaFields(mpint(f4), string(odd(random, 2048))),
  'rsa modulus with needless zeros': (random) =>
    rsaFields(mpint(f4), string(Buffer.concat([Buffer.alloc(2), odd(random, 2048)]))),
  'rsa exponent with needless zeros': (random) =>
    rsaFields(string(Buffer.concat([Buffer.alloc(1 + random.below(3)), f4])), mpint(odd(random, 2048))),
  'dsa p too small': (random) => line(dsa(random, 512)),
  'dsa p too large': (random) => line(dsa(random, 4096)),
  'dsa q of another size': (random) => line(dsa(random, 2048, random.pick([128, 224, 256]))),
  'dsa p or q even': (random) => {
    const even = (bits: number) => odd(random, bits).fill(0, Math.ceil(bits / 8) - 1)
    const [p, q] = random.pick([
      [even(1024), odd(random, 160)],
      [odd(random, 1024), even(160)]
    ])
    return dsaFields(p ?? f4, q ?? f4, odd(random, 1023), odd(random, 1023))
  },
  'dsa g of one': (random) => dsaFields(odd(random, 1024), odd(random, 160), Buffer.of(1), odd(random, 1023)),
  'dsa y above p': (random) => dsaFields(odd(random, 1024), odd(random, 160), odd(random, 1023), odd(random, 1030)),
  'dsa y zero': (random) => dsaFields(odd(random, 1024), odd(random, 160), odd(random, 1023), Buffer.alloc(0)),
  'ecdsa point off the curve': (random) => point('nistp256', Buffer.concat([Buffer.of(4), random.bytes(64)])),
  'ecdsa point with one bit wrong': (random) => {
    const bytes = make.ecdsaPoint(384, random.bytes(24))
    const at = 1 + random.below(96)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8))
    return point('nistp384', bytes)
  },
  'ecdsa point compressed': (random) => point('nistp256', make.ecdsaPoint(256, random.bytes(24), 'compressed')),
  'ecdsa point hybrid': (random) => point('nistp256', make.ecdsaPoint(256, random.bytes(24), 'hybrid')),
  'ecdsa point at infinity': () => point('nistp256', Buffer.of(0)),
  'ecdsa point empty': (random) => point(random.pick(['nistp256', 'nistp384', 'nistp521']), Buffer.alloc(0)),
  'ecdsa point of zeros': () => point('nistp256', Buffer.concat([Buffer.of(4), Buffer.alloc(64)])),
  'ecdsa point above the field': () => point('nistp521', Buffer.concat([Buffer.of(4), Buffer.alloc(132, 0xff)])),
  'ecdsa point of wrong length': (random) => point('nistp384', make.ecdsaPoint(384, random.bytes(24)).subarray(0, 96)),
  'ed25519 of wrong length': (random) => line(ed25519(random, random.pick([0, 1, 16, 31, 33, 57, 64])))
}

const oneByteChanged: Category = (random) => {
  const { type, blob } = parts(random)
  const at = random.below(blob.length)
  blob[at] = (blob[at] ?? 0) ^ (1 + random.below(255))
  return lineOf(type, blob)
}

export const mixed: Record<string, Category> = {
  'one byte changed': oneByteChanged,
  'one sign of the line changed': (random) => {
    const text = anyLine(random)
    const at = random.below(text.length)
    return text.slice(0, at) + String.fromCharCode(33 + random.below(94)) + text.slice(at + 1)
  }
}
