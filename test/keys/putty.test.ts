import { createHash, createHmac, generateKeyPairSync } from 'node:crypto'
import t from 'tap'
import { toPutty } from '../../src/keys/putty.ts'
import * as make from './make.ts'
import { run, skipWithout } from './tools.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
const jwk = privateKey.export({ format: 'jwk' })
const number = (value = '') => make.mpint(Buffer.from(value, 'base64url'))
const blob = Buffer.concat([make.string('ssh-rsa'), number(jwk.e), number(jwk.n)])

/** Reads PuTTY's format as the PuTTY manual describes it, with a reader of its own. */
function readPutty(text: string) {
  const lines = text.split('\r\n')
  const fields = new Map<string, string>()
  for (let at = 0; at < lines.length; at++) {
    const [, name = '', value = ''] = /^([^:]+): (.*)$/.exec(lines[at] ?? '') ?? []
    const count = name.endsWith('-Lines') ? Number(value) : 0
    fields.set(name, count ? lines.slice(at + 1, at + 1 + count).join('') : value)
    at += count
  }
  return fields
}

t.test('the file holds the very key, unencrypted, and the comment', async (t) => {
  const fields = readPutty(toPutty(pem, 'my-key'))
  t.equal(fields.get('PuTTY-User-Key-File-2'), 'ssh-rsa')
  t.equal(fields.get('Encryption'), 'none')
  t.equal(fields.get('Comment'), 'my-key')
  t.equal(fields.get('Public-Lines'), blob.toString('base64'))
  const secret = Buffer.concat([number(jwk.d), number(jwk.p), number(jwk.q), number(jwk.qi)])
  t.equal(fields.get('Private-Lines'), secret.toString('base64'))
})

t.test('its check sum is right, also with a comment in another script', async (t) => {
  for (const comment of ['my-key', '', '密钥 né']) {
    const fields = readPutty(toPutty(pem, comment))
    const parts = ['ssh-rsa', 'none', fields.get('Comment') ?? '']
    const data = ['Public-Lines', 'Private-Lines'].map((name) => Buffer.from(fields.get(name) ?? '', 'base64'))
    const key = createHash('sha1').update('putty-private-key-file-mac-key').digest()
    const mac = createHmac('sha1', key).update(Buffer.concat([...parts, ...data].map(make.string)))
    t.equal(fields.get('Private-MAC'), mac.digest('hex'))
  }
})

t.test('every line ends with CRLF and a comment cannot add one', async (t) => {
  const text = toPutty(pem, 'a\r\nPublic-Lines: 0\nb')
  t.notMatch(text, /[^\r]\n|\r[^\n]/)
  t.match(text, '\r\nComment: a??Public-Lines: 0?b\r\n')
})

t.test('a text that is no private key is refused', async (t) => {
  t.throws(() => toPutty('no key', 'x'))
})

t.test(
  'puttygen reads a private number whose first byte is 0x08 to 0x0f',
  { skip: skipWithout('puttygen') },
  async (t) => {
    // A writer that counts hexadecimal digits pads these wrongly, and PuTTY refuses the file. One key in sixteen has one.
    const isTricky = (part = '') => (Buffer.from(part, 'base64url')[0] ?? 0) >> 3 === 1
    for (let tries = 0; tries < 1000; tries++) {
      const made = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
      const { d, e, n, qi } = made.export({ format: 'jwk' })
      if (!isTricky(d) && !isTricky(qi)) continue
      const dir = t.testdir({ 'key.ppk': toPutty(made.export({ type: 'pkcs1', format: 'pem' }).toString(), 'my-key') })
      run('puttygen', [`${dir}/key.ppk`, '-O', 'private-openssh', '-o', `${dir}/key.pem`])
      const line = make.lineOf('ssh-rsa', Buffer.concat([make.string('ssh-rsa'), number(e), number(n)]), '').trim()
      t.equal(
        run('ssh-keygen', ['-y', '-f', `${dir}/key.pem`])
          .trim()
          .split(' ')
          .slice(0, 2)
          .join(' '),
        line
      )
      return
    }
    t.fail('no such key was made')
  }
)
