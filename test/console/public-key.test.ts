// On the embedded database only: the console knows of none.
/** What the import dialog says of a pasted text before it is sent. */
import { generateKeyPairSync } from 'node:crypto'
import sshpk from 'sshpk'
import t from 'tap'
import { readLine } from '../../console/public-key/line.ts'
import { isPrivateKey } from '../../console/public-key/private-key.ts'
import { parsePublicKey } from '../../src/keys/public-key.ts'
import { needsBrowser } from '../browser.ts'
import { publicKey } from '../fixture.ts'
import * as fixtures from '../keys/fixtures.ts'
import { type Console, isDone, openConsole } from './console.ts'

const lines = Object.values(fixtures)
  .filter((one): one is fixtures.FixedKey => typeof one === 'object' && 'line' in one)
  .map(({ line }) => line)

t.test('the browser reads a line as the service does, or leaves it to it', async (t) => {
  let read = 0
  for (const line of [publicKey, ...lines]) {
    const { type, bits, comment } = parsePublicKey(line)
    const key = readLine(line)
    if (key === undefined) continue
    read++
    t.strictSame({ type: key.type, bits: key.bits, comment: key.comment }, { type, bits, comment })
  }
  t.ok(read >= 5, `${read} kinds of keys are read`)
  const [type = '', data = ''] = publicKey.split(' ')
  const wrong = [
    '',
    type,
    data,
    `${type} ${data.slice(0, -4)}`,
    `${type} ${data.slice(0, -1)}=`,
    `ssh-rsa ${data}`,
    `${type} ${data}\n${publicKey}`,
    `${type} ${data} a\u2028b`,
    `from="10.0.0.1" ${publicKey}`,
    `${type} ${Buffer.concat([Buffer.from(data, 'base64'), Buffer.alloc(4)]).toString('base64')}`
  ]
  for (const text of wrong) t.equal(readLine(text), undefined, encodeURI(text))
})

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ed25519 = generateKeyPairSync('ed25519')
const ec = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const cipher = { cipher: 'aes-256-cbc', passphrase: 'secret' } as const
const pems = [
  rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }),
  rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }),
  rsa.privateKey.export({ type: 'pkcs8', format: 'pem', ...cipher }),
  ec.privateKey.export({ type: 'sec1', format: 'pem' }),
  ed25519.privateKey.export({ type: 'pkcs8', format: 'pem' }),
  sshpk.parsePrivateKey(rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }), 'pem').toString('ssh-private')
].map(String)
const body = (pem: string) => pem.replace(/-----[^-]*-----/g, '').trim()

t.test('private keys are known in every form that people paste', async (t) => {
  for (const [index, pem] of pems.entries()) {
    t.ok(isPrivateKey(pem), `PEM ${index}`)
    t.ok(isPrivateKey(pem.replaceAll('\n', '\r\n')), `PEM ${index}, of Windows`)
    t.ok(isPrivateKey(pem.replaceAll('\n', ' ')), `PEM ${index}, on one line`)
    t.ok(isPrivateKey(JSON.stringify(pem)), `PEM ${index}, from JSON`)
    t.ok(isPrivateKey(pem.replaceAll('-----', '')), `PEM ${index}, without dashes`)
    t.ok(isPrivateKey(body(pem)), `PEM ${index}, without its first and last line`)
    t.ok(isPrivateKey(body(pem).replace(/\s/g, '')), `PEM ${index}, the same on one line`)
    t.ok(isPrivateKey(Buffer.from(pem).toString('base64')), `PEM ${index}, in Base64`)
    t.ok(isPrivateKey(Buffer.from(`x${pem}`).toString('base64url')), `PEM ${index}, in the other Base64`)
    t.ok(isPrivateKey(`${publicKey}\n${pem}`), `PEM ${index}, after a public key`)
    t.ok(isPrivateKey(`${publicKey} ${pem}`), `PEM ${index}, as a comment`)
  }
  t.ok(isPrivateKey('PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none'))
  t.ok(isPrivateKey('---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----'))
  t.ok(isPrivateKey(JSON.stringify(rsa.privateKey.export({ format: 'jwk' }))))
  t.ok(isPrivateKey('<RSAKeyValue><Modulus>AA==</Modulus><D>AA==</D></RSAKeyValue>'))
})

t.test('a public key is none', async (t) => {
  const publicPems = [
    rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }),
    rsa.publicKey.export({ type: 'spki', format: 'pem' }),
    ec.publicKey.export({ type: 'spki', format: 'pem' }),
    ed25519.publicKey.export({ type: 'spki', format: 'pem' })
  ].map(String)
  const others = [publicKey, ...lines, JSON.stringify(rsa.publicKey.export({ format: 'jwk' })), '~/.ssh/id_rsa.pub']
  for (const text of [...others, ...publicPems, ...publicPems.map(body)]) {
    t.notOk(isPrivateKey(text), JSON.stringify(text))
    t.notOk(isPrivateKey(Buffer.from(text).toString('base64')), `Base64 of ${JSON.stringify(text)}`)
  }
  t.notOk(isPrivateKey(`${publicKey.split(' ').slice(0, 2).join(' ')} of my private key`), 'only its comment')
})

/** Pastes as a person does. */
async function paste({ page }: Console, text: string): Promise<void> {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
  await page.getByLabel('Public key', { exact: true }).focus()
  await page.keyboard.press('Control+A')
  await page.keyboard.press('Control+V')
}

async function openImport({ page, go, press }: Console): Promise<void> {
  await go('key-pairs')
  await press('Create key pair')
  await page.getByLabel('Name', { exact: true }).fill('mine')
  await page.getByLabel('Import a public key').check()
}

t.test('a pasted key is read before it is sent', needsBrowser, async (t) => {
  const console = await openConsole(t)
  const { page, press, service, requested } = console
  await openImport(console)
  const status = page.getByRole('dialog').locator('.read')
  const asked = () => requested.filter((url) => url.endsWith('/describe')).length

  await paste(console, publicKey)
  await status.getByText('ssh-ed25519, 256 bits').waitFor()
  await status.getByText('SHA256:3K4ioBKKMcXHe+kqv9vKzVJR7P6BIEH/nbYjtBAM7pA').waitFor()
  await status.getByText('test@swas-local').waitFor()
  t.equal(asked(), 0, 'the browser reads it alone')

  const pem = String(rsa.publicKey.export({ type: 'spki', format: 'pem' }))
  await paste(console, pem)
  await status.getByText('ssh-rsa, 2048 bits').waitFor()
  await status.getByText('PEM').waitFor()
  t.equal(asked(), 1)
  await page.getByRole('button', { name: 'Use this line' }).press('Enter')
  await status.getByText('PEM').waitFor({ state: 'detached' })
  await status.getByText('ssh-rsa, 2048 bits').waitFor()
  const line = sshpk.parseKey(pem, 'pem').toString('ssh').split(' ').slice(0, 2).join(' ')
  const editor = page.getByLabel('Public key', { exact: true })
  t.equal(await editor.inputValue(), line, 'the line is taken over, by keyboard')
  t.ok(await editor.evaluate((element) => element === document.activeElement))

  await paste(console, 'nonsense')
  await status.getByText('The PublicKeyBody format is not supported.').waitFor()
  t.equal(await editor.getAttribute('aria-invalid'), 'true')
  const before = asked()
  await page.keyboard.type(' and more')
  await status.getByText('The PublicKeyBody').waitFor({ state: 'detached' })
  t.equal(asked(), before, 'nothing is asked while somebody types')
  await page.getByLabel('Name', { exact: true }).focus()
  await status.getByText('The PublicKeyBody').waitFor()
  t.equal(asked(), before + 1)

  await paste(console, publicKey)
  await press('Create')
  await isDone(page)
  t.match((await service.ok('ListKeyPairs')).KeyPairs, [{ KeyPairName: 'mine', PublicKey: publicKey }])
})

t.test('a private key is not sent', needsBrowser, async (t) => {
  const console = await openConsole(t)
  const { page, requested } = console
  const sent: string[] = []
  page.on('request', (request) => sent.push(request.postData() ?? ''))
  await openImport(console)
  const before = requested.length
  await paste(console, pems[1] ?? '')
  await page.getByText('This is a private key. It was not sent anywhere').waitFor()
  t.ok(await page.getByRole('button', { name: 'Create', exact: true }).isDisabled())
  await page.getByLabel('Name', { exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('This is a private key').waitFor()
  t.equal(requested.length, before)
  t.notMatch(sent.join(), 'PRIVATE')
})

t.test('the expected format is shown on hover and on focus', needsBrowser, async (t) => {
  const console = await openConsole(t)
  const { page } = console
  await openImport(console)
  const button = page.getByRole('button', { name: 'Base64 Preview' })
  const tip = page.getByRole('tooltip')
  await button.hover()
  await tip.getByText('ssh-ed25519 AAAA').waitFor()
  await tip.hover()
  await tip.getByText('ssh-ed25519 AAAA').waitFor()
  await page.keyboard.press('Escape')
  await tip.waitFor({ state: 'hidden' })
  await page.getByRole('dialog').waitFor()
  await page.mouse.move(0, 0)
  await button.focus()
  await tip.getByText('One line of up to three parts').waitFor()
  await page.getByLabel('Name', { exact: true }).focus()
  await tip.waitFor({ state: 'hidden' })
})

t.test('a name that is refused says the rule', needsBrowser, async (t) => {
  const console = await openConsole(t)
  const { page, press } = console
  await openImport(console)
  await page.getByLabel('Name', { exact: true }).fill('1')
  await paste(console, publicKey)
  await press('Create')
  const alert = page.getByRole('alert')
  await alert.getByText('InvalidKeyPairName.Malformed').waitFor()
  await alert.getByText('2 to 64 characters: first a letter').waitFor()
})
