import t from 'tap'
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
  const environment = { PORT: endpoint.split(':')[1] ?? '', XDG_CACHE_HOME: folder(t), SDK: sdk }
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

t.test('env --https says that nobody answers', async (t) => {
  const outcome = await command(['env', '--https', '--url', 'http://127.0.0.1:9'], { XDG_CACHE_HOME: folder(t) })
  t.match(outcome, { code: 1, stdout: '', stderr: /Nobody answers at http:\/\/127\.0\.0\.1:9/ })
})
