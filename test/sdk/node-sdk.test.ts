import { createRequire } from 'node:module'
import t from 'tap'
import { type Body, linuxImage, startVerifying } from '../fixture.ts'
import { authorityOf } from '../http/secure.ts'
import { type CallAction, stopsAtOnce, tellStory } from './story.ts'

// The SDK is CommonJS with a default export of its own; required as its README shows.
const require = createRequire(import.meta.url)
const swas: Body = require('@alicloud/swas-open20200601')
const { $OpenApiUtil }: Body = require('@alicloud/openapi-core')
const dara: Body = require('@darabonba/typescript')

interface Settings {
  endpoint: string
  signatureAlgorithm?: string
  /** In PEM: the call goes by the SDK's own protocol, HTTPS. */
  ca?: string
}

/** The SDK's own method where it has one; its generic call for our extensions, which it doesn't know. */
function sdkCaller({ endpoint, signatureAlgorithm, ca }: Settings): CallAction {
  const client = new swas.default(
    new $OpenApiUtil.Config({
      accessKeyId: 'testid',
      accessKeySecret: 'testsecret',
      regionId: 'cn-hangzhou',
      endpoint,
      ...(ca === undefined ? { protocol: 'http' } : { ca }),
      // Three seconds by default, in which a busy machine may neither accept a connection nor make an RSA key.
      connectTimeout: 60_000,
      readTimeout: 60_000,
      signatureAlgorithm
    })
  )
  const lower = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)
  return async (action, parameters) => {
    const method = client[lower(action)]
    if (method === undefined) return await generic(client, action, parameters, ca === undefined ? 'HTTP' : 'HTTPS')
    const request = new swas[`${action}Request`](
      Object.fromEntries(Object.entries(parameters).map(([name, value]) => [lower(name), value]))
    )
    const { body } = await method.call(client, request)
    return body.toMap()
  }
}

async function generic(
  client: Body,
  action: string,
  query: Record<string, unknown>,
  protocol: 'HTTP' | 'HTTPS'
): Promise<Body> {
  const params = new $OpenApiUtil.Params({
    action,
    version: '2020-06-01',
    protocol,
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json'
  })
  const request = new $OpenApiUtil.OpenApiRequest({ query })
  return (await client.callApi(params, request, new dara.RuntimeOptions({}))).body
}

t.test('the official Node SDK, signature V3', async (t) => {
  const service = await startVerifying(t)
  const { endpoint } = service
  await tellStory(t, sdkCaller({ endpoint }))
  await stopsAtOnce(t, service, sdkCaller({ endpoint }))

  t.test('a refusal is a ClientError with code, status and request id', async (t) => {
    const refused = sdkCaller({ endpoint })('CreateKeyPair', { RegionId: 'cn-hangzhou', KeyPairName: 'uploaded' })
    await t.rejects(refused, { code: 'KeyPairNameAlreadyExist', statusCode: 400, requestId: /^[0-9A-F-]{36}$/ })
  })
})

t.test('the official Node SDK, with its default protocol', async (t) => {
  const service = await startVerifying(t)
  const { endpoint } = service
  const ca = await authorityOf(endpoint)
  await tellStory(t, sdkCaller({ endpoint, ca }))
  await stopsAtOnce(t, service, sdkCaller({ endpoint, ca }))
})

t.test('the official Node SDK passes parameters of a command as a map', async (t) => {
  const { endpoint } = await startVerifying(t)
  const call = sdkCaller({ endpoint })
  const region = { RegionId: 'cn-hangzhou' }
  const plan = { ImageId: linuxImage, PlanId: 'swas.s2.c2m2s50b4t08', Period: 1 }
  const [InstanceId] = (await call('CreateInstances', { ...region, ...plan })).InstanceIds
  const given = { EnableParameter: true, Parameters: { name: 'Jack', greeting: 'Hello' } }
  const command = { Name: 'greet', Type: 'RunShellScript', CommandContent: 'echo {{greeting}}, {{name}}' }
  const { InvokeId } = await call('RunCommand', { ...region, InstanceId, ...command, ...given })
  const { Invocations } = await call('DescribeInvocations', { ...region, InstanceId })
  t.match(Invocations, [{ InvokeId, Parameters: given.Parameters }])
  const find = async () =>
    (await call('DescribeInvocationResult', { ...region, InstanceId, InvokeId })).InvocationResult
  let result = await find()
  while (result.InvokeRecordStatus === 'Running') result = await find()
  t.equal(Buffer.from(result.Output, 'base64').toString(), 'Hello, Jack\n')
})

t.test('the official Node SDK, signature V1', async (t) => {
  const service = await startVerifying(t)
  const { endpoint } = service
  await tellStory(t, sdkCaller({ endpoint, signatureAlgorithm: 'v2' }))
  await stopsAtOnce(t, service, sdkCaller({ endpoint, signatureAlgorithm: 'v2' }))
})
