/** Public keys in the formats of other programs, and private keys: all made by the real programs, and all advice followed. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import t, { type Test } from 'tap'
import { ApiError } from '../../src/errors/index.ts'
import { readPastedKey, requirePublicKey } from '../../src/keys/pasted/read.ts'
import { parsePublicKey } from '../../src/keys/public-key.ts'
import { skipWithout } from './tools.ts'

const skip = skipWithout('ssh-keygen') || skipWithout('openssl') || skipWithout('puttygen')

/** A folder with a shell in it, and keys of every type that ssh-keygen and openssl make. */
function workshop(t: Test) {
  const cwd = t.testdir()
  const sh = (command: string) =>
    execFileSync('sh', ['-c', command], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  const read = (name: string) => readFileSync(`${cwd}/${name}`, 'utf8')
  const bare = (line: string) => line.trim().split(' ').slice(0, 2).join(' ')
  /** Writes the text into a file that is called FILE, as the advice calls it, and does as it says. */
  const follow = (text: string, command: string) => {
    writeFileSync(`${cwd}/FILE`, text, { mode: 0o600 })
    return sh(command)
  }
  return { sh, read, bare, follow }
}

const adviceIn = (sentence: string) => /`([^`]*FILE[^`]*)`/.exec(sentence)?.[1]

async function messageOf(text: string): Promise<string> {
  try {
    await requirePublicKey(text)
  } catch (error) {
    if (error instanceof ApiError) return error.message
    throw error
  }
  throw new Error('the key was taken')
}

const keys = ['-t rsa -b 2048', '-t ecdsa -b 256', '-t ecdsa -b 384', '-t ecdsa -b 521', '-t dsa', '-t ed25519']

t.test('public keys in other formats: the very line is shown, and the advice gives it too', { skip }, async (t) => {
  const { sh, read, bare, follow } = workshop(t)
  let advised = 0
  const check = async (text: string, line: string, about: string) => {
    const { key, refusal = '' } = await readPastedKey(text)
    t.equal(key.line, bare(line), about)
    t.match(await messageOf(text), `${refusal} The text holds a key of type ${key.type}`)
    const advice = adviceIn(refusal)
    if (advice === undefined) return
    advised++
    t.equal(bare(follow(text, advice)), bare(line), `${about}: ${advice}`)
  }
  for (const [number, options] of keys.entries()) {
    sh(`ssh-keygen -q ${options} -N '' -C me@here -f k${number}`)
    const line = read(`k${number}.pub`)
    const isEd25519 = options === '-t ed25519'
    for (const format of isEd25519 ? ['RFC4716'] : ['RFC4716', 'PKCS8', 'PEM'])
      await check(sh(`ssh-keygen -e -m ${format} -f k${number}.pub`), line, `${options} ${format}`)
    if (options !== '-t dsa')
      await check(sh(`puttygen k${number} -O public`), line, `${options}: PuTTYgen’s “Save public key”`)
  }
  sh('openssl genpkey -algorithm ed25519 -out ed.key && openssl pkey -in ed.key -pubout -out ed.pem')
  const ed = (await readPastedKey(read('ed.pem'))).key
  t.ok(ed.blob.subarray(-32).equals(Buffer.from(read('ed.pem').split('\n')[1] ?? '', 'base64').subarray(-32)))
  t.equal(adviceIn((await readPastedKey(read('ed.pem'))).refusal ?? ''), undefined, 'ssh-keygen would not convert it')

  sh(
    'openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=me -keyout c.key -out c.pem && ssh-keygen -y -f c.key > c.pub'
  )
  await check(read('c.pem'), read('c.pub'), 'X.509 certificate')
  t.equal(advised, 22, 'files that can be given to a program as they are')

  const pem = sh('ssh-keygen -e -m PKCS8 -f k0.pub')
  for (const [about, text] of Object.entries({
    'line ends lost': pem.replaceAll('\n', ' '),
    'line ends escaped': pem.replaceAll('\n', '\\n'),
    'no first and last line': pem.replace(/-----.*-----\n/g, ''),
    'Base64 of PEM': Buffer.from(pem).toString('base64'),
    CRLF: pem.replaceAll('\n', '\r\n')
  }))
    await check(text, read('k0.pub'), about)
})

t.test('a request for a certificate: its key is had in two steps', { skip }, async (t) => {
  const { sh, read, bare, follow } = workshop(t)
  sh('openssl req -newkey rsa:2048 -nodes -subj /CN=me -keyout c.key -out r.pem && ssh-keygen -y -f c.key > c.pub')
  const pem = follow(read('r.pem'), adviceIn(await messageOf(read('r.pem'))) ?? '')
  t.equal((await readPastedKey(pem)).key.line, bare(read('c.pub')))
})

t.test('JWK and XML', { skip }, async (t) => {
  const { sh, read, bare } = workshop(t)
  sh("ssh-keygen -q -t rsa -N '' -f k")
  const { createPublicKey } = await import('node:crypto')
  const jwk = createPublicKey(sh('ssh-keygen -e -m PKCS8 -f k.pub')).export({ format: 'jwk' })
  const xml = `<RSAKeyValue><Modulus>${Buffer.from(jwk.n ?? '', 'base64url').toString('base64')}</Modulus><Exponent>AQAB</Exponent></RSAKeyValue>`
  for (const text of [JSON.stringify(jwk), JSON.stringify({ keys: [jwk] }), xml])
    t.equal((await readPastedKey(text)).key.line, bare(read('k.pub')))
})

t.test('a kind of key that OpenSSH does not have: no advice that would fail', { skip }, async (t) => {
  const { sh } = workshop(t)
  for (const kind of ['-algorithm x25519', '-algorithm ed448', '-algorithm ec -pkeyopt ec_paramgen_curve:secp256k1']) {
    const message = await messageOf(sh(`openssl genpkey ${kind} -out x.key && openssl pkey -in x.key -pubout`))
    t.match(message, 'There is no key of a supported type in it.')
    t.equal(adviceIn(message), undefined, kind)
  }
})

t.test('private keys: nothing of them is shown, and the advice prints the public one', { skip }, async (t) => {
  const { sh, read, bare, follow } = workshop(t)
  const check = async (text: string, line: string | undefined, about: string) => {
    const message = await messageOf(text)
    t.match(message, 'This is a private key', about)
    t.notMatch(message, /[A-Za-z0-9+/=_-]{20}/, `${about}: no part of it`)
    await t.rejects(readPastedKey(text), { message })
    if (line === undefined) return
    const printed = follow(text, adviceIn(message) ?? '')
    const shown = printed.startsWith('-----') ? (await readPastedKey(printed)).key : parsePublicKey(printed)
    t.equal(bare(shown.line), bare(line), `${about}: ${adviceIn(message)}`)
  }
  for (const [number, options] of keys.entries()) {
    sh(`ssh-keygen -q ${options} -N '' -C me@here -f k${number}`)
    const line = read(`k${number}.pub`)
    const openSsh = read(`k${number}`)
    await check(openSsh, line, `${options}: OpenSSH`)
    for (const [about, text] of Object.entries({
      Base64: Buffer.from(openSsh).toString('base64'),
      JSON: JSON.stringify({ key: openSsh }),
      'percent-encoded': encodeURIComponent(openSsh),
      'line ends lost': openSsh.replaceAll('\n', ' '),
      'without its first and last line': openSsh.replace(/-----.*-----\n/g, ''),
      'below the wrapped public key': `${line.replace(/.{60}/g, '$&\n')}${openSsh.replace(/-----.*-----\n/g, '')}`
    }))
      await check(text, undefined, `${options}: ${about}`)
    if (options === '-t dsa') continue
    sh(`puttygen k${number} -O private -o k${number}.ppk`)
    await check(read(`k${number}.ppk`), line, `${options}: PuTTY`)
    if (options === '-t ed25519') continue
    sh(`cp k${number} pem${number} && ssh-keygen -q -p -m PEM -N '' -f pem${number}`)
    sh(`cp k${number} pk8${number} && ssh-keygen -q -p -m PKCS8 -N '' -f pk8${number}`)
    for (const name of [`pem${number}`, `pk8${number}`]) {
      await check(read(name), line, `${options}: ${name}`)
      await check(read(name).replace(/-----.*-----\n/g, ''), undefined, `${options}: the inside of ${name}`)
    }
  }
  sh('openssl genpkey -algorithm ed25519 -out ed.key && openssl pkey -in ed.key -pubout -out ed.pem')
  await check(read('ed.key'), (await readPastedKey(read('ed.pem'))).key.line, 'Ed25519 in PKCS#8')
  sh('puttygen k0 -O private-sshcom -o k0.sshcom')
  await check(read('k0.sshcom'), read('k0.pub'), 'ssh.com')
})
