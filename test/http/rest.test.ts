import t from 'tap'
import { operations } from '../../src/operations/index.ts'
import { type Body, linuxImage, publicKey, start } from '../fixture.ts'

t.test('the REST door', async (t) => {
  const { endpoint, ok, rpc } = await start(t)
  const region = '/v1/regions/cn-hangzhou'
  // The V3 header names the account that the RPC calls of this test have; signatures are not checked yet.
  const authorization = 'ACS3-HMAC-SHA256 Credential=tester,SignedHeaders=host,Signature=00'
  const rest = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    const reply = await fetch(`http://${endpoint}${path}`, {
      method,
      headers: { authorization, ...type, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) })
    })
    return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Body }
  }

  t.test('is the same service as the RPC door', async (t) => {
    const KeyPairName = '钥匙:1'
    const name = encodeURIComponent(KeyPairName)
    const plan = { ImageId: linuxImage, PlanId: 'swas.s2.c2m2s50b4t08', Period: 1, Amount: 2 }
    const { InstanceIds } = (await rest('POST', `${region}/instances`, plan)).body
    t.match((await rest('POST', `${region}/key-pairs/import`, { KeyPairName, PublicKeyBody: publicKey })).body, {
      KeyPairName
    })
    const attached = await rest('PUT', `${region}/key-pairs/${name}/instances/${InstanceIds.join(',')}`)
    t.match(attached.body, { TotalCount: 2, FailCount: 0 })
    const listed = await rest('GET', `${region}/key-pairs?PageSize=5`)
    const { RequestId: _one, ...fromRest } = listed.body
    const { RequestId: _two, ...fromRpc } = await ok('ListKeyPairs', { PageSize: '5' })
    t.same(fromRest, fromRpc)
    t.same([...fromRest.KeyPairs[0].InstanceIds].sort(), [...InstanceIds].sort())
    t.equal((await rest('GET', `${region}/pending-restarts`)).body.TotalCount, 2)
    t.equal((await rest('POST', `${region}/instances/${InstanceIds.join(',')}/reboot`)).status, 200)
    t.equal((await rest('GET', `${region}/instances/${InstanceIds[0]}/logon`)).body.AuthorizedKeys, `${publicKey}\n`)
    t.equal((await rest('DELETE', `${region}/key-pairs/${name}/instances/${InstanceIds.join(',')}`)).status, 200)
    t.equal((await rest('DELETE', `${region}/key-pairs/${name}`)).status, 200)
    t.equal((await ok('ListKeyPairs')).TotalCount, 0)
  })

  t.test('answers with the same errors', async (t) => {
    const { status, body, headers } = await rest('DELETE', `${region}/key-pairs/none`)
    const { RequestId, Recommend, ...same } = (await rpc('DeleteKeyPairs', { 'KeyPairNames.1': 'none' })).body
    t.equal(status, 404)
    t.equal(headers.get('x-acs-request-id'), body.RequestId)
    t.match(body, same)
    t.ok(RequestId && Recommend)
    t.match((await rest('GET', '/v1/regions/nowhere/images')).body, { Code: 'InvalidRegionId.NotFound' })
    t.match((await rest('POST', `${region}/key-pairs`, {})).body, { Code: 'MissingKeyPairName' })
    t.match((await rest('POST', `${region}/instances`, { ImageId: linuxImage, PlanId: 'x', Period: '1' })).body, {
      Code: 'InvalidPeriod.ValueNotSupported'
    })
  })

  t.test('refuses what it doesn’t know or can’t read', async (t) => {
    t.match((await rest('GET', `${region}/key-pairs?PageSise=5`)).body, { Code: 'InvalidPageSise' })
    t.match((await rest('POST', `${region}/key-pairs`, { KeyPairName: 'ok', Colour: 'red' })).body, {
      Code: 'InvalidColour'
    })
    t.match((await rest('POST', `${region}/key-pairs`, { KeyPairName: 'ok', constructor: 1 })).body, {
      Code: 'Invalidconstructor'
    })
    t.match((await rest('POST', `${region}/key-pairs`, { KeyPairName: 'ok', RegionId: 'cn-beijing' })).body, {
      Code: 'InvalidRegionId'
    })
    t.match(await rest('POST', `${region}/key-pairs`, '{'), {
      status: 400,
      body: { Code: 'InvalidRequest', Message: /not JSON/ }
    })
    t.match(await rest('POST', `${region}/key-pairs`, '[]'), {
      status: 400,
      body: { Code: 'InvalidRequest', Message: /not a JSON object/ }
    })
    t.match(await rest('POST', `${region}/key-pairs`, 'KeyPairName=x', { 'content-type': 'text/plain' }), {
      status: 415,
      body: { Code: 'InvalidContentType' }
    })
    t.match(await rest('GET', '/v1/nothing'), { status: 404, body: { Code: 'InvalidAction.NotFound' } })
  })

  t.test('takes a caller without a name for the account default', async (t) => {
    await rest(
      'POST',
      `${region}/key-pairs/import`,
      { KeyPairName: 'nobodys', PublicKeyBody: publicKey },
      { authorization: '' }
    )
    t.equal((await ok('ListKeyPairs', { AccessKeyId: 'default' })).TotalCount, 1)
  })

  t.test('has a route for every operation, but for those on one server that another route serves', async (t) => {
    const document = (await (await fetch(`http://${endpoint}/openapi.json`)).json()) as Body
    const documented = Object.values<Body>(document.paths).flatMap((path) =>
      Object.values<Body>(path).map(({ operationId }) => operationId)
    )
    const all = operations.map(({ action }) => action)
    const one = ['StartInstance', 'StopInstance', 'RebootInstance']
    t.same(documented.sort(), all.filter((action) => !one.includes(action)).sort())
  })
})
