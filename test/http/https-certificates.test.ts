// On the embedded database only: where a certificate comes from comes to no database.
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parsePolicies } from '../../src/auth/policy.ts'
import { issueCertificate, makeAuthority } from '../../src/http/tls/certificate.ts'
import { start } from '../fixture.ts'
import { controlClient } from './control/client.ts'
import { basic } from './rest-client.ts'
import { authorityOf, secureGet } from './secure.ts'

const keyPairs = '/v1/regions/cn-hangzhou/key-pairs'
const rsa2048 = {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' }
} as const

t.test('the CA stays in DATA_DIR, its key for the owner only', async (t) => {
  const dataDir = join(t.testdir(), 'data')
  const first = await start(t, { dataDir })
  const ca = await authorityOf(first.endpoint)
  t.equal((await secureGet(first.endpoint, keyPairs, { ca })).status, 200)
  await first.app.close()
  t.equal(readFileSync(join(dataDir, 'tls-ca.pem'), 'utf8'), ca)
  if (process.platform !== 'win32') t.equal(statSync(join(dataDir, 'tls-ca.key')).mode & 0o777, 0o600)
  const second = await start(t, { dataDir })
  t.equal((await secureGet(second.endpoint, keyPairs, { ca })).status, 200, 'who trusted it before trusts it now')

  t.test('until it is about to expire', async (t) => {
    await second.app.close()
    const old = await makeAuthority(new Date(Date.now() - 3640 * 86_400_000))
    writeFileSync(join(dataDir, 'tls-ca.pem'), old.certificate)
    writeFileSync(join(dataDir, 'tls-ca.key'), old.key)
    const { endpoint } = await start(t, { dataDir })
    const renewed = await authorityOf(endpoint)
    t.ok(Date.parse(new X509Certificate(renewed).validTo) > Date.now() + 3600 * 86_400_000)
    t.equal((await secureGet(endpoint, keyPairs, { ca: renewed })).status, 200)
  })
})

t.test('SWAS_TLS_CERT and SWAS_TLS_KEY are what clients see, also those of a child service', async (t) => {
  const authority = await makeAuthority(new Date())
  const own = generateKeyPairSync('rsa', rsa2048)
  const certificate = await issueCertificate(authority, own.publicKey, ['localhost', '127.0.0.1'], new Date())
  const folder = t.testdir({ 'cert.pem': certificate, 'key.pem': own.privateKey })
  const { endpoint } = await start(t, { tlsCert: join(folder, 'cert.pem'), tlsKey: join(folder, 'key.pem') })
  const { body: child } = await controlClient(endpoint)('POST', 'services', { https: 'required' })
  for (const each of [endpoint, `127.0.0.1:${child.port}`]) {
    const reply = await secureGet(each, keyPairs, { ca: authority.certificate })
    t.equal(reply.status, 200)
    t.equal(reply.certificate.fingerprint256, new X509Certificate(certificate).fingerprint256)
    const absent = await fetch(`http://${each}/_swas/ca.pem`)
    t.equal(absent.status, 404, 'there is no CA to trust')
    t.match(await absent.json(), { Code: 'InvalidCertificateAuthority.NotFound' })
  }
  t.equal((await fetch(`http://${endpoint}${keyPairs}`)).status, 200)
  t.match(await (await fetch(`http://127.0.0.1:${child.port}${keyPairs}`)).json(), { Code: 'InvalidProtocol.NeedSsl' })
})

t.test('a policy may want TLS (acs:SecureTransport)', async (t) => {
  const Statement = [
    { Effect: 'Allow', Action: '*', Resource: '*', Condition: { Bool: { 'acs:SecureTransport': 'true' } } }
  ]
  const policies = parsePolicies([{ Version: '1', Statement }])
  const accessKeys = [{ accessKeyId: 'by-tls', accessKeySecret: 'right', account: 'shared', policies }]
  const { endpoint } = await start(t, { auth: 'verify', accessKeys })
  const headers = basic('by-tls', 'right')
  t.match(await (await fetch(`http://${endpoint}${keyPairs}`, { headers })).json(), { Code: 'Forbidden.RAM' })
  const ca = await authorityOf(endpoint)
  t.match(await secureGet(endpoint, keyPairs, { ca, headers }), { status: 200, body: { TotalCount: 0 } })
})
