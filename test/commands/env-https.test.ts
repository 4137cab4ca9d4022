import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { issueCertificate, makeAuthority, makeKeyPair } from '../../src/http/tls/certificate.ts'
import { has } from '../machine.ts'
import { run } from '../process.ts'
import { command, folder, program, shell } from './command.ts'

// The Node SDK as its README shows it: no protocol, so that it calls over HTTPS.
const sdk = `
  const { default: Client, ListKeyPairsRequest } = require('@alicloud/swas-open20200601')
  const { $OpenApiUtil: { Config } } = require('@alicloud/openapi-core')
  const { default: Credential } = require('@alicloud/credentials')
  const endpoint = process.env.ALIBABA_CLOUD_ENDPOINT
  const client = new Client(new Config({ credential: new Credential(), regionId: 'cn-hangzhou', endpoint }))
  client.listKeyPairs(new ListKeyPairsRequest({ regionId: 'cn-hangzhou' })).then(
    ({ body }) => console.log(body.totalCount),
    ({ message }) => console.log(message)
  )`

t.test('env --https brings an unmodified SDK and curl here, and doctor sees it', async (t) => {
  const { endpoint } = await run(t)
  const environment = {
    PORT: endpoint.split(':')[1] ?? '',
    XDG_CACHE_HOME: folder(t),
    SDK: sdk,
    SSL_CERT_DIR: '/etc/ssl/certs'
  }
  const evaluated = (script: string) =>
    shell('sh', ['-c', `eval "$("$0" "$1" env --https)"; ${script}`, process.execPath, program], environment)
  t.same(await evaluated('"$0" -e "$SDK"'), { code: 0, stdout: '0\n', stderr: '' })
  if (has('curl'))
    t.match(await evaluated('curl --silent "https://$ALIBABA_CLOUD_ENDPOINT/_swas/health"'), {
      stdout: /"status":"ok"/
    })
  const trusted = JSON.parse((await evaluated('"$0" "$1" doctor --json')).stdout)
  t.match(trusted.checks.https, { state: 'ok', says: /clients of this environment trust it/ })
  const { checks } = JSON.parse((await command(['doctor', '--json'], environment)).stdout)
  t.match(checks.https, { state: 'note', says: /the file of NODE_EXTRA_CA_CERTS, SSL_CERT_FILE, REQUESTS_CA_BUNDLE/ })
})

t.test('what clients trusted before stays trusted, in the same shell again too', async (t) => {
  const { endpoint } = await run(t)
  const of = async (name: string) => (await makeAuthority(new Date())).certificate.replace(/^/, `# ${name}\n`)
  const home = folder(t, {
    'ssl.pem': await of('ssl'),
    'node.pem': await of('node'),
    'requests.pem': await of('requests')
  })
  const given: Record<string, string> = {
    XDG_CACHE_HOME: home,
    NODE_EXTRA_CA_CERTS: `${home}/node.pem`,
    SSL_CERT_FILE: `${home}/ssl.pem`,
    REQUESTS_CA_BUNDLE: `${home}/requests.pem`,
    CURL_CA_BUNDLE: `${home}/ssl.pem`
  }
  const evaluate = async (environment: Record<string, string>, url: string) => {
    const { stdout } = await command(['env', '--https', '--format', 'json', '--url', url], environment)
    return JSON.parse(stdout)
  }
  const first = await evaluate(given, `http://${endpoint}`)
  const second = await evaluate({ ...given, ...first.variables }, `http://${endpoint}`)
  t.same(second.variables, first.variables)
  const ca = readFileSync(second.trust.authority, 'utf8')
  t.equal(second.trust.fingerprint, new X509Certificate(ca).fingerprint256)
  for (const [name, own] of Object.entries<string>(second.trust.variables)) {
    const text = readFileSync(own, 'utf8')
    t.ok(text.includes(readFileSync(given[name] ?? '', 'utf8').trim()), name)
    t.equal(text.split(ca.trim()).length, 2, `${name}: the CA is there once`)
  }

  writeFileSync(second.trust.keystore, '')
  await evaluate(given, `http://${endpoint}`)
  t.ok(existsSync(second.trust.keystore))
  writeFileSync(second.trust.authority, 'of a service that has ended')
  await evaluate(given, `http://${endpoint}`)
  t.notOk(existsSync(second.trust.keystore), 'a keystore with the former CA is removed')

  const port = endpoint.split(':')[1]
  const remote = await command(['env', '--https', '--url', `http://0.0.0.0:${port}`], { XDG_CACHE_HOME: home })
  t.match(remote, { code: 0, stderr: new RegExp(`over plain HTTP.*${second.trust.fingerprint}`) })
})

t.test('a certificate of the settings needs no file, and may be for another name', async (t) => {
  const authority = await makeAuthority(new Date())
  const { publicKey, privateKey } = await makeKeyPair()
  const certificate = await issueCertificate(authority, publicKey, ['swas.example.com'], new Date())
  const home = folder(t, { 'cert.pem': certificate, 'key.pem': privateKey })
  const { endpoint } = await run(t, { SWAS_TLS_CERT: `${home}/cert.pem`, SWAS_TLS_KEY: `${home}/key.pem` })
  const environment = { PORT: endpoint.split(':')[1] ?? '', XDG_CACHE_HOME: home }
  const printed = await command(['env', '--https'], environment)
  t.match(printed, { code: 0, stderr: '' })
  t.notMatch(printed.stdout, /\.pem/)
  const { checks } = JSON.parse((await command(['doctor', '--json'], environment)).stdout)
  t.match(checks.https, {
    state: 'note',
    says: /with the certificate of SWAS_TLS_CERT, which this machine doesn’t trust/
  })
})

t.test('env --url https://… alone asks nobody', async (t) => {
  const { code, stdout } = await command(['env', '--url', 'https://127.0.0.1:9'], { XDG_CACHE_HOME: folder(t) })
  t.equal(code, 0)
  t.notMatch(stdout, /\.pem/)
})

t.test('env --https says that nobody answers, or that it isn’t the service', async (t) => {
  const proxy = createServer((_, response) => response.writeHead(404).end()).listen(0, '127.0.0.1')
  t.teardown(() => proxy.close())
  await once(proxy, 'listening')
  const { port } = proxy.address() as AddressInfo
  const other = await command(['env', '--https', '--url', `http://127.0.0.1:${port}`], { XDG_CACHE_HOME: folder(t) })
  t.match(other, { code: 1, stdout: '', stderr: /is no CA \(status 404\): a proxy or another program/ })

  const outcome = await command(['env', '--https', '--url', 'http://127.0.0.1:9'], { XDG_CACHE_HOME: folder(t) })
  t.match(outcome, { code: 1, stdout: '', stderr: /Nobody answers at http:\/\/127\.0\.0\.1:9/ })
})
