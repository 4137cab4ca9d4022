import t from 'tap'
import { callV1, type Signer } from '../../auth/signer.ts'
import { start } from '../../fixture.ts'
import { controlAs, controlClient } from './client.ts'

const controlToken = 'the-operators-token'
const bearer = `Bearer ${controlToken}`
const accessKeys = [
  { accessKeyId: 'dev', accessKeySecret: 'dev-secret' },
  { accessKeyId: 'other', accessKeySecret: 'other-secret' }
]
const listOnly = [{ Version: '1', Statement: [{ Effect: 'Allow', Action: 'swas-open:List*', Resource: '*' }] }]

t.test('in the mode open, on one’s own machine, who says nothing is the operator', async (t) => {
  const { endpoint, clock, ok, rpc } = await start(t)
  const control = controlClient(endpoint)
  await ok('ListKeyPairs', { AccessKeyId: 'mine' })
  t.match(await control('PUT', 'access-keys/mine', { accessKeySecret: 'right' }), {
    status: 201,
    body: { accessKeyId: 'mine', account: 'mine', accessKeySecret: undefined }
  })
  t.match(await rpc('ListKeyPairs', { AccessKeyId: 'mine' }), { status: 400, body: { Code: 'MissingSignature' } })
  const signer: Signer = { endpoint, accessKeyId: 'mine', secret: 'right', now: clock.now }
  t.equal((await callV1(signer)).status, 200)

  t.test('a secret that is left out is made, and told once', async (t) => {
    const { body } = await control('PUT', 'access-keys/made', {})
    t.match(body.accessKeySecret, /^[\w-]{32}$/)
    t.equal((await callV1({ ...signer, accessKeyId: 'made', secret: body.accessKeySecret })).status, 200)
    t.notMatch(JSON.stringify((await control('GET', 'access-keys')).body), body.accessKeySecret)
  })

  t.test('an inactive one, temporary credentials, and a second AccessKey of the account', async (t) => {
    await control('PUT', 'access-keys/off', { accessKeySecret: 'right', active: false })
    t.match(await callV1({ ...signer, accessKeyId: 'off' }), {
      status: 400,
      body: { Code: 'InvalidAccessKeyId.Inactive' }
    })
    const temporary = { accessKeySecret: 'right', securityToken: 'token', expires: '2026-03-04T06:00:00Z' }
    await control('PUT', 'access-keys/STS.x', temporary)
    const sts = { ...signer, accessKeyId: 'STS.x' }
    t.match(await callV1(sts), { status: 400, body: { Code: 'MissingSecurityToken' } })
    t.equal((await callV1(sts, { SecurityToken: 'token' })).status, 200)
    await control('PUT', 'access-keys/second', { accessKeySecret: 'right', account: 'mine' })
    await callV1(signer, { Action: 'CreateKeyPair', KeyPairName: 'k1' })
    t.match(await callV1({ ...signer, accessKeyId: 'second' }), { body: { KeyPairs: [{ KeyPairName: 'k1' }] } })
  })

  t.test('no unknown AccessKey has the name of an account that AccessKeys open', async (t) => {
    await control('PUT', 'access-keys/opener', { accessKeySecret: 'right', account: 'opened' })
    t.match(await rpc('ListKeyPairs', { AccessKeyId: 'opened' }), {
      status: 404,
      body: { Code: 'InvalidAccessKeyId.NotFound' }
    })
    await control('PUT', 'access-keys/opener2', { accessKeySecret: 'right', account: 'default' })
    const rest = await fetch(`http://${endpoint}/v1/regions/cn-hangzhou/key-pairs`)
    t.equal(rest.status, 400)
  })

  t.test('one that is deleted is unknown again', async (t) => {
    t.equal((await control('DELETE', 'access-keys/mine')).status, 204)
    t.equal((await rpc('ListRegions', { AccessKeyId: 'mine' })).status, 404, 'the second AccessKey opens its account')
    t.equal((await control('DELETE', 'access-keys/second')).status, 204)
    t.equal((await rpc('ListRegions', { AccessKeyId: 'mine' })).status, 200)
    t.match(await control('DELETE', 'access-keys/mine'), { status: 404, body: { Code: 'InvalidAccessKeyId.NotFound' } })
  })
})

t.test('in the mode verify an account has its own AccessKeys, and the operator all', async (t) => {
  const { endpoint, clock } = await start(t, { auth: 'verify', accessKeys, controlToken })
  const [nobody, operator] = [controlClient(endpoint), controlClient(endpoint, bearer)]
  const [dev, other] = [controlAs(endpoint, 'dev', 'dev-secret'), controlAs(endpoint, 'other', 'other-secret')]
  const ci: Signer = { endpoint, accessKeyId: 'ci', secret: 'right', now: clock.now }

  t.match(await nobody('PUT', 'access-keys/x', {}), { status: 403, body: { Code: 'NoPermission.Operator' } })
  t.match(await controlClient(endpoint, 'Bearer wrong')('GET', 'access-keys'), {
    status: 403,
    body: { Code: 'InvalidControlToken' }
  })
  t.match(await controlClient(endpoint, 'Digest x')('GET', 'access-keys'), { body: { Code: 'IncompleteSignature' } })
  t.match(await controlAs(endpoint, 'dev', 'wrong')('GET', 'access-keys'), { body: { Code: 'SignatureDoesNotMatch' } })

  t.match(await dev('PUT', 'access-keys/ci', { accessKeySecret: 'right', policies: listOnly }), {
    status: 201,
    body: { account: 'dev' }
  })
  t.equal((await callV1(ci)).status, 200)
  t.match(await callV1(ci, { Action: 'CreateKeyPair', KeyPairName: 'k1' }), {
    status: 403,
    body: { Code: 'Forbidden.RAM' }
  })
  t.match((await dev('GET', 'access-keys')).body, {
    accessKeys: [{ accessKeyId: 'ci', account: 'dev', active: true, policies: listOnly }]
  })

  t.test('not those of another account', async (t) => {
    t.match(await dev('PUT', 'access-keys/x', { account: 'other' }), {
      status: 403,
      body: { Code: 'NoPermission.Operator' }
    })
    t.match(await other('PUT', 'access-keys/ci', { accessKeySecret: 'mine' }), {
      status: 409,
      body: { Code: 'InvalidAccessKeyId.AlreadyExist' }
    })
    t.match(await other('DELETE', 'access-keys/ci'), { status: 404 })
    t.same((await other('GET', 'access-keys')).body, { accessKeys: [] })
    t.equal((await callV1(ci)).status, 200)
  })

  t.test('who has policies changes no AccessKeys', async (t) => {
    const restricted = controlAs(endpoint, 'ci', 'right')
    for (const [method, path] of [
      ['PUT', 'access-keys/x'],
      ['GET', 'access-keys'],
      ['DELETE', 'access-keys/ci'],
      ['POST', 'sandboxes']
    ] as const)
      t.match(await restricted(method, path, method === 'GET' ? undefined : {}), {
        status: 403,
        body: { Code: 'NoPermission' }
      })
  })

  t.test('those of the settings are not changed here', async (t) => {
    for (const method of ['PUT', 'DELETE'])
      t.match(await operator(method, 'access-keys/dev', method === 'PUT' ? {} : undefined), {
        status: 409,
        body: { Code: 'InvalidAccessKeyId.AlreadyExist' }
      })
    t.match(await operator('PUT', 'access-keys/sandbox-x', {}), { status: 409 })
  })

  t.test('what is wrong is said, and no secret with it', async (t) => {
    for (const [body, words] of [
      [{ accessKeySecret: '' }, /\/accessKeySecret/],
      [{ secret: 'marked' }, /\/secret is not known/],
      [{ expires: 'marked' }, /\/expires/],
      [{ policies: [{ Version: '2', Statement: [] }] }, /policies.*Version/s],
      [{ policies: [{ Version: '1', Statement: [{ Effect: 'Allow', NotAction: '*', Resource: '*' }] }] }, /NotAction/]
    ] as const) {
      const reply = await operator('PUT', 'access-keys/bad', body)
      t.match(reply, { status: 400, body: { Code: 'InvalidRequest', Message: words } })
      t.notMatch(JSON.stringify(reply.body), /marked/)
    }
    t.equal((await operator('PUT', `access-keys/${encodeURIComponent('a:b')}`, {})).status, 400)
    t.notMatch(JSON.stringify((await operator('GET', 'access-keys')).body), /bad/)
  })

  t.test('the operator takes one away from any account', async (t) => {
    t.equal((await operator('DELETE', 'access-keys/ci')).status, 204)
    t.match(await callV1(ci), { status: 404, body: { Code: 'InvalidAccessKeyId.NotFound' } })
  })
})

t.test('an AccessKey outlives a restart of a data folder, and is nowhere in clear', async (t) => {
  const dataDir = t.testdir()
  const first = await start(t, { dataDir })
  await controlClient(first.endpoint)('PUT', 'access-keys/kept', { accessKeySecret: 'right' })
  await first.app.close()
  const { endpoint, clock } = await start(t, { dataDir })
  const signer: Signer = { endpoint, accessKeyId: 'kept', secret: 'right', now: clock.now }
  t.equal((await callV1(signer)).status, 200)
  t.equal((await callV1({ ...signer, secret: 'wrong' })).status, 400)
})
