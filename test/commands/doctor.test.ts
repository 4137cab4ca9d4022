import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { run } from '../process.ts'
import { command, connectionsOf, folder, program, root, shell } from './command.ts'

const realId = 'LTAI5tAbCdEfGhIjKlMnOpQr'
const profileFile = (...profiles: object[]) =>
  JSON.stringify({ current: 'work', profiles: profiles.map((profile) => ({ name: 'work', mode: 'AK', ...profile })) })
const realProfile = { access_key_id: realId, access_key_secret: 'hush-hush', region_id: 'ap-southeast-1' }

interface Diagnosis {
  readonly code: number | null
  readonly ok: boolean
  readonly checks: Record<string, { state: string; says: string }>
  /** By the client's name: where it goes, what that is, and whether it is wrong. */
  readonly goes: Record<string, readonly [string, string, boolean]>
  readonly text: string
}

async function diagnose(environment: Record<string, string>, ...args: string[]): Promise<Diagnosis> {
  const { code, stdout, stderr } = await command(['doctor', '--json', ...args], { PORT: '2', ...environment })
  t.equal(stderr, '')
  const { ok, checks, clients } = JSON.parse(stdout)
  const goes = Object.fromEntries(
    clients.map(({ client, to, kind, isWrong }: Record<string, string>) => [client, [to, kind, isWrong]])
  )
  return { code, ok, checks, goes, text: stdout }
}

t.test('in an empty home nothing is wrong, and every SDK would go to the cloud', async (t) => {
  const { code, ok, checks, goes } = await diagnose({ HOME: folder(t) })
  t.match({ code, ok }, { code: 0, ok: true }, JSON.stringify(checks))
  t.match(checks, { node: { state: 'ok' }, build: { state: 'ok' }, proxies: { state: 'ok' } })
  t.match(checks.service?.says, /nobody answers/)
  const cloud = (to: string) => [to, 'cloud', false]
  t.same(goes, {
    'Node SDK': cloud('swas-open.aliyuncs.com'),
    'pop-core': ['', 'nowhere', false],
    'Python SDK': cloud('swas-open.aliyuncs.com'),
    'Go SDK': cloud('swas-open.aliyuncs.com'),
    'Java SDK': cloud('swas-open.aliyuncs.com'),
    'aliyun CLI': cloud('swas.cn-hangzhou.aliyuncs.com'),
    'aliyun CLI, plugin': cloud('swas.cn-hangzhou.aliyuncs.com'),
    Terraform: cloud('swas.cn-beijing.aliyuncs.com'),
    curl: ['', 'nowhere', false],
    'REST SDKs': ['', 'nowhere', false]
  })
})

t.test('real credentials that would go to the cloud are wrong, and are not shown', async (t) => {
  const HOME = folder(t, { '.aliyun/config.json': profileFile(realProfile) })
  const { code, goes, text, checks } = await diagnose({ HOME })
  t.equal(code, 1)
  t.match(checks.credentials, { state: 'note', says: /profile work \(LTAI…\)/ })
  t.same(goes['Node SDK'], ['swas-open.aliyuncs.com', 'cloud', true])
  t.same(goes['aliyun CLI'], ['swas.ap-southeast-1.aliyuncs.com', 'cloud', true])
  t.same(goes.Terraform, ['swas.cn-beijing.aliyuncs.com', 'cloud', false], 'it uses no profile that isn’t named')
  t.same((await diagnose({ HOME, ALICLOUD_PROFILE: 'work' })).goes.Terraform?.[2], true)
  const { stdout } = await command(['doctor'], { HOME, PORT: '2' })
  t.match(stdout, /^WRONG Node SDK +swas-open\.aliyuncs\.com \(THE REAL CLOUD\)$/m)
  for (const said of [text, stdout]) t.notMatch(said, /hush-hush|LTAI5/)

  const script = 'eval "$("$0" "$1" env)"; exec "$0" "$1" doctor'
  const healed = await shell('sh', ['-c', script, process.execPath, program], { HOME, PORT: '2' })
  t.match(
    healed,
    { code: 0, stdout: /^ok +Terraform +127\.0\.0\.1:2 \(swas-local\)$/m },
    'env takes them out of the way'
  )
})

t.test('what the Node SDK takes is what its own code takes', async (t) => {
  const sdkFile = (id: string) => `[default]\ntype = access_key\naccess_key_id = ${id}\naccess_key_secret = hush-hush\n`
  const ask = `
    const { default: Client } = require('@alicloud/swas-open20200601')
    const { $OpenApiUtil: { Config } } = require('@alicloud/openapi-core')
    const { default: Credential } = require('@alicloud/credentials')
    const client = new Client(new Config({ credential: new Credential(), regionId: 'cn-hangzhou' }))
    client._credential.getCredential().then(({ accessKeyId }) => console.log(client._endpoint, accessKeyId))`
  const variables = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'mine', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'x' }
  const both = folder(t, {
    '.aliyun/config.json': profileFile(realProfile, { name: 'other', access_key_id: 'other', access_key_secret: 'x' }),
    '.alibabacloud/credentials': sdkFile('filed')
  })
  const cases: [Record<string, string>, string][] = [
    [{ HOME: both }, realId],
    [{ HOME: both, ...variables }, 'mine'],
    [{ HOME: both, ALIBABA_CLOUD_PROFILE: 'other' }, 'other'],
    [{ HOME: both, ALIBABA_CLOUD_CLI_PROFILE_DISABLED: 'true' }, 'filed'],
    [{ HOME: folder(t, { '.alibabacloud/credentials': sdkFile(realId) }) }, realId],
    [{ HOME: folder(t), ALIBABA_CLOUD_CREDENTIALS_FILE: `${both}/.alibabacloud/credentials` }, 'filed']
  ]
  for (const [environment, id] of cases) {
    const { stdout } = await shell(process.execPath, ['-e', ask], environment)
    t.equal(stdout, `swas-open.aliyuncs.com ${id}\n`)
    const { goes, text } = await diagnose(environment)
    t.same(goes['Node SDK'], ['swas-open.aliyuncs.com', 'cloud', id === realId], id)
    if (id !== realId) t.match(text, new RegExp(`credentials that open nothing there, ${id} of`))
  }
})

t.test('which variable and which file send the CLI’s plugin and Terraform where', async (t) => {
  const HOME = folder(t, { '.aliyun/config.json': profileFile({ ...realProfile, endpoint: '127.0.0.1:2' }) })
  const plugin = async (environment: Record<string, string>) =>
    (await diagnose({ HOME, ...environment })).goes['aliyun CLI, plugin']
  const builtIn = async (environment: Record<string, string>) =>
    (await diagnose({ HOME, ...environment })).goes['aliyun CLI']?.slice(0, 2)
  t.same(await builtIn({ ALIBABA_CLOUD_ENDPOINT: '127.0.0.1:2' }), ['127.0.0.1:2', 'service'])
  t.match(await builtIn({}), [/^swas\..+\.aliyuncs\.com$/, 'cloud'])
  t.same(await plugin({ ALIBABA_CLOUD_ENDPOINT: 'swas.cn-beijing.aliyuncs.com' }), ['127.0.0.1:2', 'service', false])
  t.same(await plugin({ ALIBABA_CLOUD_IGNORE_PROFILE: 'TRUE', ALIBABA_CLOUD_ENDPOINT: 'localhost:2' }), [
    'localhost:2',
    'service',
    false
  ])
  t.same(await plugin({ ALIBABACLOUD_PROFILE: 'none', REGION: 'eu-west-1' }), [
    'swas.eu-west-1.aliyuncs.com',
    'cloud',
    false
  ])
  const terraform = async (environment: Record<string, string>) =>
    (await diagnose({ HOME, ...environment })).goes.Terraform
  t.same(await terraform({ SWAS_OPEN_ENDPOINT: '127.0.0.1:2' }), ['127.0.0.1:2', 'service', false])
  const first = { ALIBABA_CLOUD_ENDPOINT_SWAS_OPEN: 'swas.cn-beijing.aliyuncs.com', SWAS_OPEN_ENDPOINT: '127.0.0.1:2' }
  t.same(await terraform({ ...first, ALICLOUD_ACCESS_KEY: realId }), ['swas.cn-beijing.aliyuncs.com', 'cloud', true])
  t.same(await terraform({ ALIBABA_CLOUD_ENDPOINT_SWAS_OPEN: '127.0.0.1:8080' }), [
    '127.0.0.1:8080',
    'elsewhere',
    false
  ])
})

t.test('credentials that are fetched when they are used may be real', async (t) => {
  const HOME = folder(t, { '.aliyun/config.json': profileFile({ mode: 'OAuth' }) })
  const { code, goes, text } = await diagnose({ HOME })
  t.match({ code, text }, { code: 1, text: /mode OAuth/ })
  t.same(goes['aliyun CLI']?.[2], true)
  const broken = folder(t, { '.aliyun/config.json': '{"profiles": [{"access_key_secret": "hush-hush"' })
  const { checks } = await diagnose({ HOME: broken })
  t.match(checks.credentials, { state: 'wrong', says: /config\.json is not what the aliyun CLI writes$/ })
})

t.test('who answers at the port is told apart', async (t) => {
  const HOME = folder(t)
  const { endpoint, stop } = await run(t)
  const PORT = endpoint.split(':')[1] ?? ''
  const { code, checks } = await diagnose({ HOME, PORT })
  t.match(
    { code, checks },
    { code: 0, checks: { service: { state: 'ok', says: /database is pglite/ }, clock: { state: 'ok' } } }
  )
  const clock = (method: string, body?: object) =>
    fetch(`http://${endpoint}/_swas/clock${method === 'POST' ? '/advance' : ''}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
    })
  await clock('POST', { ms: 60_000 })
  t.match((await diagnose({ HOME, PORT })).checks.clock, { state: 'note', says: /60 s ahead/ })
  await clock('POST', { ms: -2_000_000 })
  t.match(await diagnose({ HOME, PORT }), { code: 1, checks: { clock: { state: 'wrong', says: /1940 s behind/ } } })
  await clock('PUT', { frozen: true, now: new Date().toISOString().replace(/\.\d+/, '') })
  t.match((await diagnose({ HOME, PORT })).checks.clock, { state: 'note', says: /stands still/ })
  await stop()

  const otherServer = createHttpServer((_request, response) => response.end('hello')).listen(0, '127.0.0.1')
  t.teardown(() => otherServer.close())
  await new Promise((resolve) => otherServer.once('listening', resolve))
  const taken = String((otherServer.address() as AddressInfo).port)
  t.match(await diagnose({ HOME, PORT: taken }), {
    code: 1,
    checks: { service: { state: 'wrong', says: /another program answers/ }, clock: undefined }
  })
})

t.test('values that were refused lately, with the rule that the cloud’s message leaves out', async (t) => {
  const HOME = folder(t)
  const { endpoint, stop } = await run(t, {})
  const PORT = endpoint.split(':')[1] ?? ''
  t.equal((await diagnose({ HOME, PORT })).checks.refusals, undefined, 'none was')
  const call = (parameters: Record<string, string>) => {
    const common = { Version: '2020-06-01', AccessKeyId: 'any', RegionId: 'cn-hangzhou' }
    return fetch(`http://${endpoint}/`, { method: 'POST', body: new URLSearchParams({ ...common, ...parameters }) })
  }
  const ids = Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`InstanceIds.${n + 1}`, `${n}`]))
  await call({ Action: 'AttachKeyPair', KeyPairName: 'web', ...ids })
  await call({ Action: 'CreateKeyPair', KeyPairName: 'my.key' })
  const { says } = (await diagnose({ HOME, PORT })).checks.refusals ?? { says: '' }
  t.match(says, 'AttachKeyPair answered InvalidInstanceIds.ValueNotSupported: InstanceIds: The ids of 1 to 50 servers.')
  t.match(
    says,
    'CreateKeyPair answered InvalidKeyPairName.Malformed: KeyPairName: The name of a key pair: 2 to 64 characters'
  )
  await stop()
})

t.test('settings and the data folder', async (t) => {
  const HOME = folder(t)
  t.match(await diagnose({ HOME, PORT: 'x' }), {
    code: 1,
    checks: { settings: { state: 'wrong', says: /^PORT must be/ } }
  })
  t.match(await diagnose({ HOME, SWAS_SEEDS: '1' }), {
    code: 1,
    checks: { settings: { says: /SWAS_SEEDS is not a setting/ } }
  })
  t.match((await diagnose({ HOME, DATA_DIR: `${HOME}/new/data` })).checks.folder, {
    state: 'ok',
    says: /will be created/
  })
  t.match(await diagnose({ HOME }, '--data-dir', `${root}package.json/x`), {
    code: 1,
    checks: { folder: { state: 'wrong', says: /package\.json\/x can’t be created, because .*package\.json is a file/ } }
  })
  const DATA_DIR = `${HOME}/data`
  const running = await run(t, { DATA_DIR })
  t.match((await diagnose({ HOME, DATA_DIR })).checks.folder, { state: 'note', says: /in use by another swas-local/ })
  await running.stop()
  t.match((await diagnose({ HOME, DATA_DIR })).checks.folder, { state: 'ok', says: /is free/ })
})

t.test('proxies that stand in the way', async (t) => {
  const HOME = folder(t)
  const http_proxy = 'http://127.0.0.1:9'
  t.match((await diagnose({ HOME, http_proxy })).checks.proxies, { state: 'wrong', says: /Python.*Go.*curl/ })
  t.match((await diagnose({ HOME, http_proxy, NO_PROXY: '127.0.0.1' })).checks.proxies, {
    state: 'wrong',
    says: /the Go SDK, unless NO_PROXY has 127\.0\.0\.1:2/
  })
  const { checks, code } = await diagnose({ HOME, http_proxy, no_proxy: 'a.example, 127.0.0.1,127.0.0.1:2' })
  t.match(
    { checks, code },
    { code: 0, checks: { proxies: { state: 'note', says: /instead of the service: the Python SDK, whatever/ } } }
  )
})

t.test('it connects to the service and the own database only', async (t) => {
  const HOME = folder(t, { '.aliyun/config.json': profileFile(realProfile) })
  const environment = {
    HOME,
    PORT: '2',
    DATABASE_URL: 'postgres://swas:hush-hush@127.0.0.1:3/d',
    ALIBABA_CLOUD_CREDENTIALS_URI: 'http://127.0.0.1:4',
    HTTP_PROXY: 'http://127.0.0.1:5',
    ALIBABA_CLOUD_ENDPOINT: 'swas.cn-hangzhou.aliyuncs.com'
  }
  const { outcome, connections } = await connectionsOf(t, ['doctor'], environment)
  t.same(connections.sort(), ['127.0.0.1:2', '127.0.0.1:3'])
  t.match(outcome, {
    code: 1,
    stdout: /^WRONG database +DATABASE_URL: nobody answers at 127\.0\.0\.1:3\..*ECONNREFUSED/m
  })
  t.notMatch(outcome.stdout, /hush-hush/)
})
