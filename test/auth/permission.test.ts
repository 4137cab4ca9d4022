import { createRequire } from 'node:module'
import { join } from 'node:path'
import t from 'tap'
import { parsePolicies } from '../../src/auth/policy.ts'
import { makeInstances, start, startVerifying } from '../fixture.ts'
import { basic, restClient } from '../http/rest-client.ts'
import { callV1, callV3, type Signer } from './signer.ts'

const allow = (Action: string | string[], more: object = {}) => ({ Effect: 'Allow', Action, Resource: '*', ...more })
const deny = (Action: string, more: object = {}) => ({ ...allow(Action, more), Effect: 'Deny' })
const policies = (...Statement: object[]) => parsePolicies([{ Version: '1', Statement }])
const until = (instant: string) => ({ Condition: { DateLessThan: { 'acs:CurrentTime': instant } } })

const key = (accessKeyId: string, ...statements: object[]) => ({
  accessKeyId,
  accessKeySecret: 'right',
  account: 'shared',
  ...(statements.length > 0 && { policies: policies(...statements) })
})
const accessKeys = [
  key('all'),
  key('lists', allow('swas-open:List*')),
  key('no-beijing', allow('*'), deny('*', { Resource: 'acs:swas-open:cn-beijing:shared:*' })),
  key('early', allow('*', until('2026-03-04T05:07:00Z'))),
  key('elsewhere', allow('*', { Condition: { IpAddress: { 'acs:SourceIp': '10.0.0.0/8' } } })),
  key('here', allow('*', { Condition: { IpAddress: { 'acs:SourceIp': '127.0.0.0/8' } } })),
  key('by-tls', allow('*', { Condition: { Bool: { 'acs:SecureTransport': 'true' } } })),
  { ...key('nothing'), policies: [] }
]
const denied = (AuthAction: string, NoPermissionType = 'ImplicitDeny') => ({
  status: 403,
  body: {
    Code: 'Forbidden.RAM',
    Message: "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
    AccessDeniedDetail: {
      AuthAction: `swas-open:${AuthAction}`,
      AuthPrincipalOwnerId: 'shared',
      AuthPrincipalType: 'SubUser',
      PolicyType: 'AccountLevelIdentityBasedPolicy',
      NoPermissionType
    }
  }
})

t.test('an AccessKey with policies does what they allow, in both APIs', async (t) => {
  const { endpoint, clock } = await start(t, { auth: 'verify', accessKeys })
  const signer = (accessKeyId: string): Signer => ({ endpoint, accessKeyId, secret: 'right', now: clock.now })
  const rest = await restClient(t, endpoint)
  const create = { Action: 'CreateKeyPair', KeyPairName: 'k1' }
  const keyPairs = '/v1/regions/cn-hangzhou/key-pairs'

  t.equal((await callV1(signer('all'), create)).status, 200)
  t.match(await callV1(signer('lists')), { status: 200, body: { KeyPairs: [{ KeyPairName: 'k1' }] } })
  t.match(await callV1(signer('lists'), create), denied('CreateKeyPair'))
  t.match(await callV3(signer('lists'), { method: 'GET', path: keyPairs }), { status: 200 })
  t.match(await rest('POST', keyPairs, { KeyPairName: 'k2' }, basic('lists', 'right')), denied('CreateKeyPair'))
  t.match(await rest('GET', keyPairs, undefined, basic('nothing', 'right')), denied('ListKeyPairs'))

  t.test('a denial wins', async (t) => {
    t.equal((await callV1(signer('no-beijing'))).status, 200)
    t.match(await callV1(signer('no-beijing'), { RegionId: 'cn-beijing' }), denied('ListKeyPairs', 'ExplicitDeny'))
  })

  t.test('by address, TLS and time', async (t) => {
    t.equal((await callV1(signer('here'))).status, 200)
    t.match(await callV1(signer('elsewhere')), denied('ListKeyPairs'))
    t.match(await callV1(signer('by-tls')), denied('ListKeyPairs'))
    t.equal((await callV1(signer('early'))).status, 200)
    clock.set('2026-03-04T05:07:00Z')
    t.match(await callV1(signer('early')), denied('ListKeyPairs'))
    clock.set('2026-03-04T05:06:07.890Z')
  })

  t.test('a ClientToken gives nothing back that is not allowed', async (t) => {
    const again = { ...create, KeyPairName: 'k3', ClientToken: 'token' }
    t.equal((await callV1(signer('early'), again)).status, 200)
    t.match(await callV1(signer('lists'), again), denied('CreateKeyPair'))
    t.equal((await callV1(signer('all'), again)).status, 200)
  })

  t.test('nothing is told of what may not be touched; XML says the same', async (t) => {
    const missing = { Action: 'DescribeInstanceKeyPair', InstanceId: '0'.repeat(32) }
    t.match(await callV1(signer('lists'), missing), denied('DescribeInstanceKeyPair'))
    const xml = await callV1(signer('nothing'), { Format: 'XML' })
    t.match(xml.text, /^<\?xml.*<Error>.*<AccessDeniedDetail>.*<NoPermissionType>ImplicitDeny</s)
  })
})

t.test('single servers, where the cloud knows them', async (t) => {
  const service = await start(t)
  const [mine = '', other = ''] = await makeInstances(service, 2)
  const { endpoint, clock } = service
  const put = (accessKeyId: string, Statement: object[]) =>
    fetch(`http://${endpoint}/_swas/access-keys/${accessKeyId}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ accessKeySecret: 'right', account: 'tester', policies: [{ Version: '1', Statement }] })
    })
  const plain = `acs:swas-open:cn-hangzhou:tester:${mine}`
  const server = `acs:swas-open:cn-hangzhou:tester:instance/${mine}`
  await put('one-server', [{ Effect: 'Allow', Action: '*', Resource: [plain, server] }])
  const call = (Action: string, InstanceId: string, more: Record<string, string> = {}) =>
    callV1(
      { endpoint, accessKeyId: 'one-server', secret: 'right', now: clock.now },
      { Action, InstanceId, ...more },
      { method: 'POST', place: 'form' }
    )
  const statuses = async (InstanceId: string) => [
    (await call('CreateInstanceKeyPair', InstanceId, { KeyPairName: 'k1' })).status,
    (await call('DescribeInstanceKeyPair', InstanceId)).status,
    (await call('DeleteInstanceKeyPair', InstanceId)).status,
    (await call('UploadInstanceKeyPair', InstanceId, { KeyPairName: 'k2', PublicKey: 'x' })).body.Code
  ]
  t.same(await statuses(mine), [200, 200, 200, 'InvalidPublicKeyBody.Malformed'])
  t.same(await statuses(other), [403, 403, 403, 'Forbidden.RAM'])
  t.equal((await call('RebootInstance', mine)).status, 403, 'RebootInstance knows no single servers')
  const release = async (...ids: string[]) =>
    (await call('DeleteInstances', '', { InstanceIds: JSON.stringify(ids), Force: 'true' })).body
  for (const ids of [[other], [mine, other], [other, mine]]) t.match(await release(...ids), { Code: 'Forbidden.RAM' })
  t.notMatch(await release(mine), { Code: 'Forbidden.RAM' }, 'DeleteInstances knows each of its servers')
})

t.test('policies of the file of AccessKeys', async (t) => {
  const keys = [
    { accessKeyId: 'ci', accessKeySecret: 'right', policies: [{ Version: '1', Statement: [allow('swas-open:List*')] }] }
  ]
  const accessKeysFile = join(t.testdir({ 'keys.json': JSON.stringify(keys) }), 'keys.json')
  const { endpoint, clock } = await start(t, { accessKeysFile })
  const signer = { endpoint, accessKeyId: 'ci', secret: 'right', now: clock.now }
  t.equal((await callV1(signer)).status, 200)
  t.match(await callV1(signer, { Action: 'CreateKeyPair', KeyPairName: 'k1' }), { status: 403 })

  const bad = [{ ...keys[0], policies: [{ Version: '1', Statement: [{ ...allow('*'), Condition: { Nope: {} } }] }] }]
  const badFile = join(t.testdir({ 'bad.json': JSON.stringify(bad) }), 'bad.json')
  await t.rejects(start(t, { accessKeysFile: badFile }), /\/0\/policies: \/0\/Statement\/0\/Condition\/Nope/)
})

t.test('the official SDK hands AccessDeniedDetail on', async (t) => {
  const { endpoint } = await startVerifying(t, { policies: policies(allow('swas-open:List*')) })
  const require = createRequire(import.meta.url)
  const { default: Client, CreateKeyPairRequest } = require('@alicloud/swas-open20200601')
  const { $OpenApiUtil } = require('@alicloud/openapi-core')
  const client = new Client(
    new $OpenApiUtil.Config({
      accessKeyId: 'testid',
      accessKeySecret: 'testsecret',
      regionId: 'cn-hangzhou',
      endpoint,
      protocol: 'http',
      connectTimeout: 60_000,
      readTimeout: 60_000
    })
  )
  const call = client.createKeyPair(new CreateKeyPairRequest({ regionId: 'cn-hangzhou', keyPairName: 'k1' }))
  await t.rejects(call, {
    code: 'Forbidden.RAM',
    statusCode: 403,
    accessDeniedDetail: { NoPermissionType: 'ImplicitDeny' }
  })
})
