/** `swas-local mcp`, as the client of the official MCP SDK sees it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import manifest from '../../package.json' with { type: 'json' }
import { controlOperations } from '../../src/http/control/operations/index.ts'
import { operations } from '../../src/operations/index.ts'
import { run } from '../process.ts'
import { command, root } from './command.ts'
import { connect, launchMcp } from './mcp-client.ts'

const token = '0123456789abcdef'
const RegionId = 'cn-hangzhou'

/** A service, and a client as its operator. */
async function connectToService(t: Test) {
  const service = await run(t, { SWAS_CONTROL_TOKEN: token })
  const url = `http://${service.endpoint}`
  return { service, url, ...(await connect(t, ['--url', url], { SWAS_CONTROL_TOKEN: token })) }
}

t.test('the tools are the declared operations', async (t) => {
  const { client } = await connect(t, ['--port', '2'])
  t.match(client.getServerVersion(), { name: 'swas-local', version: manifest.version })
  t.match(client.getInstructions(), /swas-local at http:\/\/127\.0\.0\.1:2 .* Nothing reaches the cloud/)
  const { tools } = await client.listTools()
  const declared = new Map([
    ...operations.map(({ action, summary }) => [action, summary] as const),
    ...controlOperations.map(({ id, summary }) => [id, summary] as const)
  ])
  for (const { name, description, inputSchema } of tools) {
    t.equal(description, declared.get(name), name)
    t.equal(inputSchema.type, 'object')
    t.notMatch(JSON.stringify(inputSchema), /x-swas-/)
  }
  const names = tools.map(({ name }) => name)
  t.equal(new Set(names).size, names.length, 'each name is there once')
  for (const { action, group } of operations) if (/^Key pair/.test(group)) t.ok(names.includes(action), action)
  const useful = 'Reset Seed SaveSnapshot AdvanceClock AddFaults SetQuota ListCalls WaitForCall'
  for (const id of useful.split(' ')) t.ok(names.includes(id), id)
  const schemaOf = (wanted: string) => tools.find(({ name }) => name === wanted)?.inputSchema
  t.same(schemaOf('CreateKeyPair')?.required, ['RegionId', 'KeyPairName'], 'a parameter with a default may be left out')
  t.match(schemaOf('DeleteKeyPairs')?.properties, { KeyPairNames: { type: 'array', maxItems: 50 } })
  t.match(schemaOf('DeleteFault'), { properties: { Id: { type: 'string' } }, required: ['Id'] })
  const readOnly = tools.filter(({ annotations }) => annotations?.readOnlyHint).map(({ name }) => name)
  t.match(readOnly.sort().slice(0, 3), ['DescribeInstanceKeyPair', 'DescribeKeyPair', 'DescribePublicKey'])
})

t.test('it tells the key-pair story', async (t) => {
  const { service, json, call, said } = await connectToService(t)
  const { servers } = await json('Seed', { accounts: [{ account: 'test', servers: [{ name: 'web' }] }] })
  const InstanceIds = servers.map(({ instanceId }: { instanceId: string }) => instanceId)
  const created = await json('CreateKeyPair', { RegionId, KeyPairName: 'dev' })
  t.match(created, { KeyPairName: 'dev', PrivateKeyBody: /^-----BEGIN RSA PRIVATE KEY-----\n/ })
  await call('AttachKeyPair', { RegionId, KeyPairName: 'dev', InstanceIds })
  t.match(await json('ListKeyPairs', { RegionId }), { KeyPairs: [{ InstanceIds, PendingInstanceIds: InstanceIds }] })
  await call('RebootInstances', { RegionId, InstanceIds })
  t.match(await json('ListKeyPairs', { RegionId, PageSize: 5 }), {
    PageSize: 5,
    KeyPairs: [{ PendingInstanceIds: [] }]
  })
  t.match((await service.rpc('ListKeyPairs', { AccessKeyId: 'test' })).body, { TotalCount: 1 }, 'the service has it')
  await call('DetachKeyPair', { RegionId, KeyPairName: 'dev', InstanceIds })
  t.match(await call('DeleteKeyPairs', { RegionId, KeyPairNames: ['dev'] }), { isError: false })
  t.match(await json('ListKeyPairs', { RegionId }), { TotalCount: 0 })
  t.equal(said(), '')
})

t.test('it prepares and observes a test', async (t) => {
  const { call, json } = await connectToService(t)
  const list = () => call('ListKeyPairs', { RegionId })
  await call('AddFaults', {
    faults: [
      { operation: 'ListKeyPairs', error: { code: 'Throttling.User' } },
      { operation: 'ListKeyPairs', call: 2, reply: 'reset' }
    ]
  })
  t.match(await list(), { isError: true, text: /"Code":"Throttling\.User"/ })
  t.match(await list(), { isError: true, text: /^http:\/\/127\.0\.0\.1:\d+ sent no complete response: .+\.$/ })
  t.match(await list(), { isError: false })
  t.match(await json('ListFaults'), { faults: [{ hits: 1 }, { hits: 1 }] })

  t.match(await call('SetQuota', { Name: 'KeyPairs', account: 'test', quota: 1 }), { isError: false, text: 'Done.' })
  await call('SaveSnapshot', { Name: 'empty' })
  await call('CreateKeyPair', { RegionId, KeyPairName: 'one' })
  t.match(await json('ListQuotas', { near: 0 }), { quotas: [{ name: 'KeyPairs', account: 'test', used: 1, quota: 1 }] })
  t.match(await json('CreateKeyPair', { RegionId, KeyPairName: 'two' }), { Code: /Quota/ })
  t.match(await json('WaitForCall', { operation: 'CreateKeyPair', parameters: { KeyPairName: 'one' } }), {
    calls: [{ account: 'test', code: '' }]
  })
  t.match(await json('ListCalls', { parameters: '{"KeyPairName":"two"}' }), { calls: [{ operation: 'CreateKeyPair' }] })
  await call('RestoreSnapshot', { Name: 'empty' })
  t.match(await json('ListKeyPairs', { RegionId }), { TotalCount: 0 })
  t.match(await json('SetClock', { now: '2030-01-01T00:00:00Z', frozen: true }), { frozen: true })
  t.match(await json('AdvanceClock', { ms: 1000 }), { now: '2030-01-01T00:00:01.000Z' })
})

t.test('an error is one of the tool', async (t) => {
  const { url, call, json } = await connectToService(t)
  const refused = await call('CreateKeyPair', { RegionId, KeyPairName: '1' })
  t.ok(refused.isError)
  t.match(JSON.parse(refused.text), {
    Code: 'InvalidKeyPairName.Malformed',
    Message: /letter/,
    RequestId: /^[\dA-F-]{36}$/
  })
  const { RequestId } = JSON.parse(refused.text)
  t.match(await json('GetCall', { RequestId }), { code: 'InvalidKeyPairName.Malformed' }, 'the call is in the log')
  t.match(await call('CreateKeyPair', { RegionId }), { isError: true, text: /"Code":"MissingKeyPairName"/ })
  t.match(await call('ListKeyPairs', { RegionId, Name: 'x' }), { isError: true, text: /"Code":"InvalidName"/ })
  t.match(await call('ListQuotas', { nearly: 1 }), { isError: true, text: /"Code":"InvalidRequest".*nearly/ })

  await call('AddFaults', { faults: [{ operation: '*' }, { operation: '*' }].map((one) => ({ ...one, delayMs: 1 })) })
  for (const given of [{}, { Id: '' }, { Id: '..' }, { Id: '.' }, { Id: [] }, { Id: ['1', '2'] }])
    t.ok((await call('DeleteFault', given)).isError, JSON.stringify(given))
  t.equal((await json('ListFaults')).faults.length, 2, 'none is deleted')
  t.match(await call('DeleteKeyPairs', { RegionId, KeyPairNames: ['a,b'] }), {
    isError: true,
    text: "DeleteKeyPairs was not called: KeyPairNames is missing or empty, or isn't a name or an id."
  })

  const withoutToken = await connect(t, ['--url', url])
  t.match(await withoutToken.call('Reset'), { isError: true, text: /"Code":"/ })
  const nobody = await connect(t, ['--port', '2'])
  t.match(await nobody.call('ListKeyPairs', { RegionId }), {
    isError: true,
    text: /^Nobody answers at http:\/\/127\.0\.0\.1:2\. /
  })
})

t.test('it calls with an AccessKey of the settings', async (t) => {
  const settings = { SWAS_AUTH: 'verify', SWAS_ACCESS_KEYS: 'first:a-secret,second:another' }
  const { endpoint } = await run(t, settings)
  const first = await connect(t, ['--url', `http://${endpoint}`], settings)
  await first.call('CreateKeyPair', { RegionId, KeyPairName: 'dev' })
  t.match(
    await first.json('ListCalls'),
    { calls: [{ account: 'first' }] },
    'without the operator’s token, of its own account'
  )
  const second = await connect(t, ['--url', `http://${endpoint}`, '--access-key-id', 'second'], settings)
  t.match(await second.json('ListKeyPairs', { RegionId }), { TotalCount: 0 })
  t.match(await second.call('AdvanceClock', { ms: 1 }), { isError: true, text: /"Code":"/ })
})

t.test('with --start it is the service too, and ends when the input does', async (t) => {
  const { child, answers, send, answered, closed, stderr } = launchMcp(t)
  await answered()
  send({ method: 'notifications/initialized' })
  child.stdin.write('{"no": "protocol, but a secret"}\n')
  send({ id: 2, method: 'tools/call', params: { name: 'CreateKeyPair', arguments: { RegionId, KeyPairName: 'dev' } } })
  await answered()
  send({
    id: 3,
    method: 'tools/call',
    params: { name: 'WaitForCall', arguments: { operation: 'RunCommand', withinMs: 300_000 } }
  })
  child.stdin.end()
  t.equal((await closed)[0], 0, 'a call that still runs is aborted')
  const [first = '', second = '', ...more] = answers
  t.match(JSON.parse(first), { id: 1, result: { protocolVersion: '2025-06-18' } })
  t.match(JSON.parse(second), { id: 2, result: { content: [{ text: /BEGIN RSA PRIVATE KEY/ }] } })
  t.same(more, [])
  t.match(await stderr, /"action":"CreateKeyPair"/, 'the log of the service')
  t.match(await stderr, /swas-local mcp: \w+: a message could not be read or sent\./)
  t.notMatch(await stderr, /PRIVATE KEY|a secret/)
})

t.test('it ends by a signal, too', async (t) => {
  const { child, answered, closed } = launchMcp(t)
  await answered()
  child.kill('SIGTERM')
  t.equal((await closed)[0], 0)
})

t.test('what can’t be meant is refused', async (t) => {
  t.match(await command(['mcp', '--port', '2']), { code: 0, stdout: '', stderr: '' }, 'an empty input is none')
  const refused = async (args: string[], stderr: RegExp) =>
    t.match(await command(['mcp', ...args]), { code: 2, stdout: '', stderr }, args.join(' '))
  await refused(['--start', '--url', 'http://127.0.0.1:2'], /give --start or --url, not both/)
  const overHttpsOnly = await command(['mcp', '--start'], { SWAS_HTTPS: 'required' })
  t.match(overHttpsOnly, { code: 2, stdout: '', stderr: /SWAS_HTTPS=required refuses the calls of --start/ })
  await refused(['now'], /now is one word too many/)
  await refused(['--port', '0'], /PORT 0 is any port/)
})

t.test('the SDK is loaded by this command only', async (t) => {
  const dist = join(root, 'dist')
  const files = readdirSync(dist).filter((name) => /\.c?js$/.test(name))
  const withSdk = files.filter((name) =>
    readFileSync(join(dist, name), 'utf8').includes('node_modules/@modelcontextprotocol/server/')
  )
  t.match(withSdk, [/^mcp-\w+\.js$/], 'it is in the file of the command')
  t.equal(withSdk.length, 1)
  for (const name of files)
    t.notMatch(readFileSync(join(dist, name), 'utf8'), new RegExp(`from "./${withSdk[0]}"`), name)
})
