import fc from 'fast-check'
import t from 'tap'
import { ApiError } from '../../src/errors/index.ts'
import { parsePublicKey } from '../../src/keys/public-key.ts'
import { refusals } from '../../src/keys/refusals.ts'
import { certificates, ecdsa256, ed25519, plainKeys, rsa1024, rsa2048, rsaCertificate } from './fixtures.ts'

type Reason = keyof typeof refusals

const [type = '', data = ''] = rsa2048.line.split(' ')
const words = 'The PublicKeyBody format is not supported.'

function reasonOf(text: string): Reason | undefined {
  try {
    parsePublicKey(text)
    return undefined
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'InvalidPublicKeyBody.Malformed') throw error
    const sentence = error.message.slice(words.length + 1)
    const [reason] = Object.entries(refusals).find(([, known]) => known === sentence) ?? []
    if (!reason) throw new Error('the message is not one of the fixed sentences')
    return reason as Reason
  }
}

function rewrite(line: string, change: (blob: Buffer) => Buffer): string {
  const [name = '', base64 = ''] = line.split(' ')
  return `${name} ${change(Buffer.from(base64, 'base64')).toString('base64')}`
}

const string = (value: string | Buffer) => {
  const bytes = Buffer.from(value)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}
const lineOf = (name: string, ...parts: (string | Buffer)[]) =>
  `${name} ${Buffer.concat([name, ...parts].map(string)).toString('base64')}`

const modulus = (bytes: number, last = 0xc5) =>
  Buffer.concat([Buffer.alloc(1), Buffer.alloc(bytes - 1, 0xd3), Buffer.of(last)])
const exponent = Buffer.of(1, 0, 1)

t.test('every plain key type is read with its size and comment', async (t) => {
  for (const { line, type, bits } of plainKeys) {
    const [, base64 = '', comment = ''] = line.split(' ')
    t.same(parsePublicKey(line), { type, bits, line, comment, blob: Buffer.from(base64, 'base64') }, type)
  }
})

t.test('every certificate type is read with the size of the key inside', async (t) => {
  for (const { line, type, bits } of certificates) t.match(parsePublicKey(line), { type, bits, line })
})

t.test('a line without comment has two fields', async (t) => {
  t.match(parsePublicKey(`${type} ${data}`), { line: `${type} ${data}`, comment: '' })
})

t.test('a comment keeps its blanks, quotes and other scripts', async (t) => {
  const comment = 'Jane\'s "old"  laptop, 笔记本 👩‍💻'
  t.match(parsePublicKey(`${type} ${data} ${comment}`), { line: `${type} ${data} ${comment}`, comment })
})

t.test('blanks and line ends around the key are trimmed, several blanks between fields become one', async (t) => {
  const line = `${type} ${data} a  b`
  for (const text of [`${line}\n`, `${line}\r\n`, `\n \t${line} \t\n\n`, `${type}   ${data}  a  b`]) {
    t.equal(parsePublicKey(text).line, line)
  }
})

const refused: [title: string, reason: Reason, texts: string[]][] = [
  ['nothing', 'empty', ['', ' \n', '\r\n']],
  ['more than 16 KiB', 'tooLong', [`${type} ${data} ${'x'.repeat(16384)}`, `${type} ${data} ${'笔'.repeat(5461)}`]],
  ['a byte order mark', 'byteOrderMark', [`\uFEFF${type} ${data}`, `\n\uFEFF${type} ${data}`]],
  [
    'a private key',
    'privateKey',
    [
      '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n',
      '-----BEGIN OPENSSH PRIVATE KEY-----\r\nb3Blbn\r\n-----END OPENSSH PRIVATE KEY-----\r\n',
      '-----BEGIN PRIVATE KEY-----',
      '-----BEGIN ENCRYPTED PRIVATE KEY-----\n',
      `${type} ${data}\n-----BEGIN EC PRIVATE KEY-----\n`,
      '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n',
      'PuTTY-User-Key-File-2: ssh-rsa\r\nEncryption: none\r\n',
      'PuTTY-User-Key-File-3: ssh-ed25519\n'
    ]
  ],
  [
    'another public format',
    'otherFormat',
    [
      '-----BEGIN PUBLIC KEY-----\nMII\n-----END PUBLIC KEY-----\n',
      '-----BEGIN RSA PUBLIC KEY-----\n',
      '-----BEGIN CERTIFICATE-----\n',
      '---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----\n'
    ]
  ],
  [
    'several lines',
    'severalLines',
    [`${rsa2048.line}\n${ed25519.line}`, `# mine\n${type} ${data}`, `${type} ${data.slice(0, 64)}\n${data.slice(64)}`]
  ],
  [
    'control characters',
    'controlCharacter',
    ['\0', '\r', '\t', '\x1b', '\x7f', '\u0085', '\u2028', '\uFEFF', '\uD800'].map((c) => `${type} ${data} a${c}b`)
  ],
  ['a tab between the fields', 'controlCharacter', [`${type}\t${data}`]],
  [
    'options or a host name in front',
    'leadingText',
    [
      `command="/bin/a b" ${rsa2048.line}`,
      `from="10.0.0.0/8" ${rsa2048.line}`,
      `restrict ${ed25519.line}`,
      `cert-authority ${rsaCertificate.line}`,
      `host.example,10.1.1.1 ${ed25519.line}`
    ]
  ],
  [
    'hardware tokens',
    'securityKey',
    [
      `sk-ssh-ed25519@openssh.com ${data}`,
      `sk-ecdsa-sha2-nistp256@openssh.com ${data}`,
      'sk-ssh-ed25519-cert-v01@openssh.com'
    ]
  ],
  ['a signature algorithm as type', 'signatureAlgorithm', [`rsa-sha2-256 ${data}`, `rsa-sha2-512 ${data}`]],
  [
    'unknown types',
    'unknownType',
    [`RSA ${data}`, `SSH-RSA ${data}`, `ssh-ed448 ${data}`, data, '1024 65537 1234', '__proto__ a']
  ],
  ['a type alone', 'noData', [type, `${type} \n`]],
  [
    'broken Base64',
    'base64',
    [
      `${type} ${data.replace(/=+$/, '')}@`,
      `${type} ${data}=`,
      `${type} ${data.slice(0, 50)}-_${data.slice(52)}`,
      `${type} "${data}"`,
      ecdsa256.line.replace('= ', ' '),
      rewrite(ed25519.line, (blob) => Buffer.concat([blob, Buffer.alloc(1)])).replace(/.==$/, 'B=='),
      `${type} ====`
    ]
  ],
  [
    'data that ends too early',
    'truncated',
    [
      rewrite(rsa2048.line, (blob) => blob.subarray(0, -1)),
      rewrite(ed25519.line, (blob) => blob.subarray(0, 15)),
      `${type} AAAA`,
      `${type} /////w==`,
      lineOf('ssh-rsa', exponent)
    ]
  ],
  [
    'trailing bytes',
    'trailing',
    plainKeys.map(({ line }) => rewrite(line, (blob) => Buffer.concat([blob, Buffer.of(0)])))
  ],
  [
    'another type inside',
    'typeMismatch',
    [
      `ssh-ed25519 ${data}`,
      rsaCertificate.line.replace('-cert-v01@openssh.com', ''),
      `ssh-rsa-cert-v00@openssh.com ${data}`
    ]
  ],
  ['another curve inside', 'curveMismatch', [lineOf('ecdsa-sha2-nistp256', 'nistp384', Buffer.alloc(65, 4))]],
  [
    'zero and negative numbers',
    'negativeNumber',
    [
      lineOf('ssh-rsa', exponent, ''),
      lineOf('ssh-rsa', Buffer.of(0), modulus(256)),
      lineOf('ssh-rsa', exponent, modulus(256).subarray(1))
    ]
  ],
  ['needless zero bytes', 'paddedNumber', [lineOf('ssh-rsa', Buffer.of(0, 1, 0, 1), modulus(256))]],
  [
    'RSA sizes out of range',
    'rsaSize',
    [
      lineOf('ssh-rsa', exponent, modulus(64)),
      lineOf('ssh-rsa', exponent, modulus(2049)),
      lineOf('ssh-rsa', modulus(256), exponent)
    ]
  ],
  ['an even modulus', 'rsaModulus', [lineOf('ssh-rsa', exponent, modulus(256, 0xc4))]],
  [
    'unusable exponents',
    'rsaExponent',
    [Buffer.of(1), Buffer.of(2), Buffer.of(1, 0, 0), Buffer.of(1, 0, 0, 0, 1)].map((e) =>
      lineOf('ssh-rsa', e, modulus(256))
    )
  ],
  [
    'DSA sizes',
    'dsaSize',
    [
      lineOf('ssh-dss', modulus(64), modulus(20), Buffer.of(2), Buffer.of(3)),
      lineOf('ssh-dss', modulus(256), modulus(32), Buffer.of(2), Buffer.of(3)),
      lineOf('ssh-dss', modulus(512), modulus(20), Buffer.of(2), Buffer.of(3))
    ]
  ],
  [
    'DSA numbers out of range',
    'dsaRange',
    [
      lineOf('ssh-dss', modulus(128), modulus(20), Buffer.of(1), Buffer.of(3)),
      lineOf('ssh-dss', modulus(128), modulus(20), Buffer.of(2), modulus(128)),
      lineOf('ssh-dss', modulus(128), modulus(20), Buffer.of(2), modulus(129)),
      lineOf('ssh-dss', modulus(128, 0xc4), modulus(20), Buffer.of(2), Buffer.of(3)),
      lineOf('ssh-dss', modulus(128), modulus(20, 0xc4), Buffer.of(2), Buffer.of(3))
    ]
  ],
  [
    'compressed and misshapen points',
    'pointForm',
    [Buffer.alloc(33, 2), Buffer.alloc(65, 6), Buffer.of(0), Buffer.alloc(66, 4), Buffer.alloc(0)].map((point) =>
      lineOf('ecdsa-sha2-nistp256', 'nistp256', point)
    )
  ],
  [
    'points off the curve',
    'pointOffCurve',
    [
      lineOf('ecdsa-sha2-nistp256', 'nistp256', Buffer.alloc(65, 4)),
      lineOf('ecdsa-sha2-nistp521', 'nistp521', Buffer.concat([Buffer.of(4), Buffer.alloc(132, 0xff)]))
    ]
  ],
  [
    'wrong Ed25519 lengths',
    'ed25519Length',
    [0, 31, 33, 64].map((length) => lineOf('ssh-ed25519', Buffer.alloc(length, 7)))
  ]
]

for (const [title, reason, texts] of refused) {
  t.test(`${title}: refused as ${reason}`, async (t) => {
    for (const text of texts) t.equal(reasonOf(text), reason)
  })
}

t.test('the largest and smallest RSA keys are accepted', async (t) => {
  t.equal(parsePublicKey(lineOf('ssh-rsa', exponent, modulus(128))).bits, 1024)
  t.equal(parsePublicKey(lineOf('ssh-rsa', Buffer.of(3), modulus(2048))).bits, 16384)
  t.equal(parsePublicKey(lineOf('ssh-rsa', Buffer.of(0, 255, 255, 255, 255), modulus(256))).bits, 2048)
})

t.test('one bit less or more than the RSA limits is refused', async (t) => {
  const ofBits = (first: number, bytes: number) => Buffer.concat([Buffer.of(first), Buffer.alloc(bytes, 0xd3)])
  t.equal(reasonOf(lineOf('ssh-rsa', exponent, ofBits(0x7f, 127))), 'rsaSize')
  t.equal(reasonOf(lineOf('ssh-rsa', exponent, ofBits(1, 2048))), 'rsaSize')
})

t.test('parsing the parsed line changes nothing', async (t) => {
  for (const { line } of [...plainKeys, ...certificates]) {
    t.same(parsePublicKey(parsePublicKey(`  ${line}\r\n`).line), parsePublicKey(line))
  }
})

t.test('any text is accepted or refused with a fixed sentence, never anything else', async (t) => {
  const bent = fc
    .tuple(
      fc.constantFrom(...plainKeys, ...certificates),
      fc.nat(),
      fc.nat(40),
      fc.string({ unit: 'binary', maxLength: 20 })
    )
    .map(([{ line }, at, cut, text]) => {
      const start = at % line.length
      return line.slice(0, start) + text + line.slice(start + cut)
    })
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), bent), (text) => void reasonOf(text)),
    { numRuns: 3000, seed: 1 }
  )
  t.pass()
})

t.test('any damaged byte inside a certificate makes it refused', async (t) => {
  const [name = '', base64 = ''] = rsaCertificate.line.split(' ')
  const blob = Buffer.from(base64, 'base64')
  for (let at = 0; at < blob.length; at += 7) {
    const damaged = Buffer.from(blob)
    damaged[at] = (damaged[at] ?? 0) ^ 0x10
    t.ok(reasonOf(`${name} ${damaged.toString('base64')}`), `byte ${at}`)
  }
})

t.test('no refusal sentence repeats another', async (t) => {
  t.equal(new Set(Object.values(refusals)).size, Object.keys(refusals).length)
  t.equal(reasonOf(rsa1024.line), undefined)
})
