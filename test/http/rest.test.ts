import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { type Body, linuxImage, makeInstances, publicKey, start } from '../fixture.ts'
import { basic, restClient } from './rest-client.ts'

const region = '/v1/regions/cn-hangzhou'
const plan = { ImageId: linuxImage, PlanId: 'swas.s2.c2m2s50b4t08', Period: 1 }

t.test('the REST API', async (t) => {
  const service = await start(t)
  const { endpoint, ok } = service
  const rest = await restClient(t, endpoint)
  const imported = (KeyPairName: string) => ({ KeyPairName, PublicKeyBody: publicKey })

  t.test('goes through the main job, with names that a path has to encode', async (t) => {
    const KeyPairName = '钥匙:1'
    const name = encodeURIComponent(KeyPairName)
    const made = await rest('POST', `${region}/instances`, { ...plan, Amount: 2 })
    t.equal(made.status, 201)
    const { InstanceIds } = made.body
    const ids = InstanceIds.join(',')
    t.match(await rest('POST', `${region}/key-pairs/import`, imported(KeyPairName)), {
      status: 201,
      body: { KeyPairName }
    })
    t.match((await rest('PUT', `${region}/key-pairs/${name}/instances/${ids}`)).body, { TotalCount: 2, FailCount: 0 })
    const { RequestId: _one, ...fromRest } = (await rest('GET', `${region}/key-pairs?PageSize=5`)).body
    const { RequestId: _two, ...fromRpc } = await ok('ListKeyPairs', { PageSize: '5' })
    const { PendingInstanceIds, ...official } = fromRest.KeyPairs[0]
    t.same({ ...fromRest, KeyPairs: [official] }, fromRpc)
    for (const listed of [official.InstanceIds, PendingInstanceIds]) t.same([...listed].sort(), [...InstanceIds].sort())
    t.match((await rest('GET', `${region}/key-pairs/${name}`)).body, { KeyPairName, KeyType: 'ssh-ed25519' })
    t.equal((await rest('GET', `${region}/pending-restarts`)).body.TotalCount, 2)
    const server = `${region}/instances/${InstanceIds[0]}`
    t.match((await rest('GET', `${server}/pending-restart`)).body.KeyChanges, [{ Change: 'Attach', KeyPairName }])
    t.match(await rest('POST', `${region}/instances/${ids}/reboot`), { status: 200 })
    t.equal((await rest('GET', `${server}/logon`)).body.AuthorizedKeys, `${publicKey}\n`)
    t.match(await rest('PATCH', server, { InstanceName: 'web-1' }), { status: 200 })
    t.match((await rest('GET', server)).body, { InstanceName: 'web-1', Status: 'Running' })
    t.match(await rest('DELETE', `${region}/key-pairs/${name}/instances/${ids}`), { status: 200 })
    t.match(await rest('DELETE', `${region}/key-pairs/${name}`), { status: 200 })
    t.equal((await ok('ListKeyPairs')).TotalCount, 0)
  })

  t.test('answers 201 where something is made, and 200 elsewhere', async (t) => {
    const [id] = await makeInstances(service)
    const keyPair = `${region}/instances/${id}/key-pair`
    t.match(await rest('POST', `${region}/key-pairs`, { KeyPairName: 'made' }), {
      status: 201,
      body: { PrivateKeyBody: /^-----BEGIN RSA PRIVATE KEY-----\n/ }
    })
    t.match(await rest('POST', keyPair, { KeyPairName: 'its-own' }), { status: 201 })
    t.match(await rest('GET', keyPair), { status: 200, body: { KeyPairName: 'its-own' } })
    t.match(await rest('DELETE', keyPair), { status: 200 })
    t.match(await rest('PUT', keyPair, { KeyPairName: 'its-own', PublicKey: publicKey }), { status: 201 })
    t.match(await rest('POST', `${region}/instances/${id}/reset-system`, {}), { status: 200 })
    t.match(await rest('DELETE', `${region}/key-pairs/made,its-own`), { status: 200 })
  })

  t.test('takes 100 servers in a path', async (t) => {
    const ids = Array.from({ length: 100 }, (_, n) => n.toString(16).padStart(32, '0'))
    t.match(await rest('POST', `${region}/instances/${ids.join(',')}/start`), {
      status: 404,
      body: { Code: 'InvalidInstanceId.NotFound' }
    })
  })

  t.test('takes a key pair called import', async (t) => {
    t.match(await rest('POST', `${region}/key-pairs/import`, imported('import')), { status: 201 })
    t.match((await rest('GET', `${region}/key-pairs/import`)).body, { KeyPairName: 'import' })
    t.match(await rest('DELETE', `${region}/key-pairs/import`), { status: 200 })
  })

  t.test('takes a list in a query as its name repeated, and a list of objects as one JSON text', async (t) => {
    const [one = '', two = ''] = await makeInstances(service, 2)
    const tags = { ResourceType: 'instance', ResourceId: [one], Tag: [{ Key: 'env', Value: 'a,b &' }] }
    t.match(await rest('POST', `${region}/tags`, tags), { status: 200 })
    const count = async (query: string) => (await rest('GET', `${region}/instances?${query}`)).body.TotalCount
    t.equal(await count(`InstanceIds=${one}`), 1)
    t.equal(await count(`InstanceIds=${one}&InstanceIds=${two}`), 2)
    t.equal(await count(`Tag=${encodeURIComponent(JSON.stringify(tags.Tag))}`), 1)
    for (const bad of ['Tag=env', 'Tag={}', 'Tag.1.Key=env', 'InstanceIds.1=x', 'PageSize=1&PageSize=2']) {
      const code = `Invalid${bad.split('=')[0]}`
      t.match(await rest('GET', `${region}/instances?${bad}`), { status: 400, body: { Code: code } }, bad)
    }
    const query = `ResourceType=instance&ResourceId=${one}&TagKey=env&TagKey=none`
    t.match(await rest('DELETE', `${region}/tags?${query}`), { status: 200 })
    t.equal(await count(`Tag=${encodeURIComponent('[{"Key":"env"}]')}`), 0)
  })

  t.test('answers HEAD where it answers GET', async (t) => {
    const head = await fetch(`http://${endpoint}${region}/key-pairs`, { method: 'HEAD' })
    const get = await fetch(`http://${endpoint}${region}/key-pairs`)
    t.equal(head.status, 200)
    t.equal(head.headers.get('content-type'), get.headers.get('content-type'))
    t.equal(await head.text(), '')
  })

  t.test('names the caller by HTTP Basic or a V3 signature; without either it is the account default', async (t) => {
    const count = async (AccessKeyId: string) => (await ok('ListKeyPairs', { AccessKeyId })).TotalCount
    const v3 = 'ACS3-HMAC-SHA256 Credential=signer,SignedHeaders=host,Signature=00'
    const path = `${region}/key-pairs/import`
    await rest('POST', path, imported('nobodys'), { authorization: '' })
    await rest('POST', path, imported('signed'), { authorization: v3 })
    await rest('POST', path, imported('basic'), basic('LTAI5tUser', 'päss:word'))
    t.same([await count('default'), await count('signer'), await count('LTAI5tUser')], [1, 1, 1])
    const long = await rest('GET', `${region}/key-pairs`, undefined, basic('x'.repeat(129)))
    t.match(long, { status: 404, body: { Code: 'InvalidAccessKeyId.NotFound' } })
    const noColon = `Basic ${Buffer.from('user').toString('base64')}`
    for (const authorization of ['Bearer abc', 'Basic', 'Basic !', noColon, basic('').authorization, 'ACS3 x']) {
      t.match(await rest('GET', `${region}/key-pairs`, undefined, { authorization }), {
        status: 400,
        body: { Code: 'IncompleteSignature' }
      })
    }
  })

  t.test('refuses what it doesn’t know or can’t read', async (t) => {
    const keyPairs = `${region}/key-pairs`
    const refuses = async (
      [method, path, body, headers]: Parameters<typeof rest>,
      status: number,
      Code: string,
      Message = /./
    ) => t.match(await rest(method, path, body, headers), { status, body: { Code, Message, HostId: endpoint } }, Code)
    await refuses(['GET', '/v1/regions/nowhere/images'], 404, 'InvalidRegionId.NotFound')
    await refuses(['GET', '/v1/regions//images'], 404, 'InvalidRegionId.NotFound')
    await refuses(['POST', keyPairs, {}], 400, 'MissingKeyPairName')
    await refuses(['POST', keyPairs], 400, 'MissingKeyPairName')
    await refuses(['POST', `${region}/instances`, { ...plan, Period: '1' }], 400, 'InvalidPeriod.ValueNotSupported')
    await refuses(['GET', `${keyPairs}?PageSise=5`], 400, 'InvalidPageSise')
    await refuses(['GET', `${keyPairs}?PageSize=`], 400, 'InvalidPageSize')
    await refuses(['GET', `${keyPairs}?PageSize=five`], 400, 'InvalidPageSize')
    await refuses(['POST', keyPairs, { KeyPairName: 'ok', Colour: 'red' }], 400, 'InvalidColour')
    await refuses(['POST', keyPairs, { KeyPairName: 'ok', constructor: 1 }], 400, 'Invalidconstructor')
    await refuses(['POST', keyPairs, '{"KeyPairName":"ok","__proto__":{}}'], 400, 'Invalid__proto__')
    await refuses(['POST', keyPairs, { KeyPairName: 'ok', RegionId: 'cn-beijing' }], 400, 'InvalidRegionId')
    await refuses(['POST', `${keyPairs}?KeyPairName=ok`, {}], 400, 'InvalidKeyPairName')
    const credentials = { LoginCredentials: { KeyPair: 'x' } }
    const server = `${region}/instances/x`
    await refuses(['POST', `${server}/reset-system`, credentials], 400, 'InvalidLoginCredentials')
    await refuses(['POST', keyPairs, '{'], 400, 'InvalidRequest', /not JSON/)
    await refuses(['POST', keyPairs, '[]'], 400, 'InvalidRequest', /not a JSON object/)
    await refuses(['DELETE', `${keyPairs}/none`, {}], 400, 'InvalidRequest', /DELETE takes no body/)
    const plain = { 'content-type': 'text/plain' }
    await refuses(['POST', keyPairs, 'KeyPairName=x', plain], 415, 'InvalidContentType', /Send application\/json\.$/)
    await refuses(['POST', keyPairs, { KeyPairName: 'x'.repeat(2 ** 20) }], 413, 'RequestTooLarge')
    await refuses(['GET', '/v1/nothing'], 404, 'InvalidAction.NotFound')
    await refuses(['GET', '/v1/regions/%zz/images'], 400, 'InvalidRequest')
  })

  t.test('refuses a method that a path has not, and names those that it has', async (t) => {
    for (const [method, path, allow] of [
      ['DELETE', '/v1/regions', 'GET, HEAD'],
      ['PUT', `${region}/key-pairs`, 'GET, HEAD, POST'],
      ['OPTIONS', `${region}/key-pairs/some`, 'DELETE, GET, HEAD'],
      ['GET', `${region}/instances/x/start`, 'POST'],
      ['POST', '/openapi.json', 'GET, HEAD']
    ] as const) {
      const { status, headers, body } = await rest(method, path)
      t.match(
        { status, Code: body.Code, allow: headers.get('allow') },
        { status: 405, Code: 'MethodNotAllowed', allow }
      )
    }
  })

  t.test('refuses a method that nobody knows', async (t) => {
    const { hostname, port } = new URL(`http://${endpoint}`)
    const socket = connect(Number(port), hostname)
    socket.write(`PROPFIND ${region}/key-pairs HTTP/1.1\r\nhost: ${endpoint}\r\nconnection: close\r\n\r\n`)
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n')
    t.match(head, /^HTTP\/1\.1 405 /)
    t.match(JSON.parse(body) as Body, { Code: 'MethodNotAllowed' })
  })
})
