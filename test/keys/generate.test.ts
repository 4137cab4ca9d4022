import { createPrivateKey, createPublicKey } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import forge from 'node-forge'
import t from 'tap'
import { fingerprints } from '../../src/keys/fingerprint.ts'
import { createKeyGenerator } from '../../src/keys/generate.ts'
import { parsePublicKey } from '../../src/keys/public-key.ts'
import { run, skipWithout, sshKeygenList } from './tools.ts'

// One real key serves most tests: a core makes only about four a second.
const generated = await createKeyGenerator({ concurrency: 1, queueLimit: 0 }).generate()

t.test('the private key is PKCS#1 PEM with LF, 64 columns and a final line end', async (t) => {
  const lines = generated.privateKey.split('\n')
  t.equal(lines.shift(), '-----BEGIN RSA PRIVATE KEY-----')
  t.equal(lines.pop(), '')
  t.equal(lines.pop(), '-----END RSA PRIVATE KEY-----')
  const last = lines.pop() ?? ''
  t.ok(lines.every((line) => /^[A-Za-z0-9+/]{64}$/.test(line)))
  t.match(last, /^[A-Za-z0-9+/]{1,64}={0,2}$/)
})

t.test('it is an RSA key of 2048 bits with exponent 65537', async (t) => {
  t.match(createPrivateKey(generated.privateKey).asymmetricKeyDetails, { modulusLength: 2048, publicExponent: 65537n })
})

t.test('the public key is its own parsed line, without comment, and belongs to the private key', async (t) => {
  t.match(parsePublicKey(generated.publicKey), { line: generated.publicKey, type: 'ssh-rsa', bits: 2048, comment: '' })
  const { n = '' } = createPublicKey(generated.privateKey).export({ format: 'jwk' })
  t.ok(parsePublicKey(generated.publicKey).blob.includes(Buffer.from(n, 'base64url')))
})

t.test('node-forge derives the same line and fingerprint from the private key', async (t) => {
  const { n, e } = forge.pki.privateKeyFromPem(generated.privateKey)
  const key = forge.pki.setRsaPublicKey(n, e)
  t.equal(forge.ssh.publicKeyToOpenSSH(key, '').trim(), generated.publicKey)
  const md5 = forge.ssh.getPublicKeyFingerprint(key, { encoding: 'hex', delimiter: ':' })
  t.equal(fingerprints(generated.publicKey).md5, md5)
})

t.test('openssl finds the private key in order', { skip: skipWithout('openssl') }, async (t) => {
  t.match(run('openssl', ['rsa', '-check', '-noout'], generated.privateKey), 'RSA key ok')
})

t.test('ssh-keygen derives the same public line and fingerprints', { skip: skipWithout('ssh-keygen') }, async (t) => {
  const dir = t.testdir({ key: generated.privateKey })
  run('chmod', ['600', `${dir}/key`])
  t.equal(run('ssh-keygen', ['-y', '-f', `${dir}/key`]).trim(), generated.publicKey)
  t.match(sshKeygenList(dir, generated.publicKey), { bits: 2048, ...fingerprints(generated.publicKey) })
})

/** A caller that is held in `stillWanted` and then gives up, so no key is made. */
function quitter() {
  let quit: () => void = () => {}
  const quitting = new Promise<void>((resolve) => {
    quit = resolve
  })
  const stillWanted = async () => {
    await quitting
    throw new Error('given up')
  }
  return { quit, stillWanted }
}

t.test('at most so many callers have their turn at a time', async (t) => {
  const generator = createKeyGenerator({ concurrency: 2, queueLimit: 10 })
  const quitters = [1, 2, 3, 4, 5].map(quitter)
  let inTurn = 0
  let most = 0
  const done = quitters.map(({ stillWanted }) =>
    generator
      .generate(async () => {
        inTurn += 1
        most = Math.max(most, inTurn)
        await stillWanted().finally(() => {
          inTurn -= 1
        })
      })
      .catch((error: Error) => error.message)
  )
  t.same([generator.running, generator.waiting], [2, 3])
  for (const { quit } of quitters) {
    quit()
    await setImmediate()
  }
  t.same(await Promise.all(done), Array(5).fill('given up'))
  t.equal(most, 2)
  t.same([generator.running, generator.waiting], [0, 0])
})

t.test('the turn lasts until the key is made', async (t) => {
  const generator = createKeyGenerator({ concurrency: 1, queueLimit: 1 })
  let begun = false
  const first = generator.generate(async () => {})
  const second = generator.generate(async () => {
    begun = true
    throw new Error('given up')
  })
  // Three rounds of the event loop take far less than any RSA key, so the first is being made now.
  for (let round = 0; round < 3; round++) await setImmediate()
  t.same([begun, generator.running, generator.waiting], [false, 1, 1])
  await t.rejects(second, { message: 'given up' })
  t.match(await first, { publicKey: /^ssh-rsa / })
})

t.test('a full queue refuses at once and says how many wait', async (t) => {
  const generator = createKeyGenerator({ concurrency: 1, queueLimit: 2 })
  const quitters = [1, 2, 3].map(quitter)
  const done = quitters.map(({ stillWanted }) => generator.generate(stillWanted).catch(() => 'ended'))
  await t.rejects(
    generator.generate(async () => void t.fail('never asked')),
    {
      code: 'ServiceUnavailable',
      status: 503,
      message: /^The request has failed .* The key generation queue is full \(2 waiting\), try again later\.$/
    }
  )
  for (const { quit } of quitters) quit()
  t.same(await Promise.all(done), ['ended', 'ended', 'ended'])
})

t.test('callers that give up leave no turn behind', async (t) => {
  const generator = createKeyGenerator({ concurrency: 1, queueLimit: 50 })
  const giveUp = async () => Promise.reject(new Error('quota is full'))
  const throwAtOnce = () => {
    throw new Error('at once')
  }
  const callers = Array.from({ length: 40 }, (_, n) => generator.generate(n % 2 ? giveUp : throwAtOnce))
  t.ok((await Promise.allSettled(callers)).every(({ status }) => status === 'rejected'))
  t.match(await generator.generate(), { publicKey: /^ssh-rsa / })
})

t.test('two keys are never the same', async (t) => {
  const { publicKey } = await createKeyGenerator({ concurrency: 1, queueLimit: 0 }).generate()
  t.not(publicKey, generated.publicKey)
})
