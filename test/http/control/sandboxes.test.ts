import { sql } from 'kysely'
import t from 'tap'
import { callV1, type Signer } from '../../auth/signer.ts'
import { eventually } from '../../eventually.ts'
import { caller, linuxImage, type Service, start } from '../../fixture.ts'
import { controlAs, controlClient } from './client.ts'

async function mint(service: Service, ttlSeconds?: number) {
  const { endpoint, clock } = service
  const { status, body } = await controlClient(endpoint)('POST', 'sandboxes', { ...(ttlSeconds && { ttlSeconds }) })
  if (status !== 201) throw new Error(JSON.stringify(body))
  const signer: Signer = { endpoint, accessKeyId: body.accessKeyId, secret: body.accessKeySecret, now: clock.now }
  return { ...body, signer, control: controlAs(endpoint, body.accessKeyId, body.accessKeySecret) }
}

async function fill({ signer }: { signer: Signer }): Promise<void> {
  const create = { Action: 'CreateInstances', ImageId: linuxImage, PlanId: 'swas.s2.c2m2s50b4t08', Period: '1' }
  const { body } = await callV1(signer, { ...create, ClientToken: 'token' })
  await callV1(signer, { Action: 'CreateKeyPair', KeyPairName: 'k1' })
  await callV1(signer, { Action: 'CreateKeyPair', KeyPairName: 'k2', RegionId: 'cn-beijing' })
  await callV1(
    signer,
    { Action: 'AttachKeyPair', KeyPairName: 'k1', 'InstanceIds.1': body.InstanceIds[0] },
    { method: 'POST' }
  )
  await callV1({ ...signer, secret: 'wrong' })
}

async function rowsOf({ database }: Service, text: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = current_schema()`.execute(database.db)
  const found = await Promise.all(
    rows.map(async ({ name }) => {
      const table = await sql`select 1 from ${sql.table(name)} t where strpos(t::text, ${text}) > 0`.execute(
        database.db
      )
      return table.rows.length > 0 ? [name] : []
    })
  )
  return found.flat().sort()
}

t.test('an account of its own, which ends with everything of it', async (t) => {
  const service = await start(t)
  const { endpoint, clock } = service
  const sandbox = await mint(service, 600)
  t.match(sandbox, {
    account: /^sandbox-[0-9a-f]{20}$/,
    accessKeySecret: /^[\w-]{32}$/,
    expires: '2026-03-04T05:16:07.890Z'
  })
  t.equal(sandbox.accessKeyId, sandbox.account)
  await fill(sandbox)
  t.same(await rowsOf(service, sandbox.account), [
    'access_keys',
    'calls',
    'client_tokens',
    'instances',
    'key_pairs',
    'quotas',
    'sandboxes',
    'signature_reports',
    'used_nonces'
  ])

  const { body } = await sandbox.control('GET', `sandboxes/${sandbox.account}`)
  t.match(body, {
    account: sandbox.account,
    left: {
      keyPairs: [
        { regionId: 'cn-beijing', keyPairName: 'k2' },
        { regionId: 'cn-hangzhou', keyPairName: 'k1' }
      ],
      instances: [{ regionId: 'cn-hangzhou', instanceId: /^[0-9a-f]{32}$/ }]
    }
  })
  t.match((await controlClient(endpoint)('GET', 'sandboxes')).body, { sandboxes: [{ account: sandbox.account }] })

  clock.advance(600_000)
  t.match(await callV1(sandbox.signer), { status: 404, body: { Code: 'InvalidAccessKeyId.NotFound' } })
  t.match(await controlClient(endpoint)('GET', `sandboxes/${sandbox.account}`), {
    status: 404,
    body: { Code: 'InvalidAccount.NotFound' }
  })
  t.same((await controlClient(endpoint)('GET', 'sandboxes')).body, { sandboxes: [] })
  await eventually(async () => (await rowsOf(service, sandbox.account)).length === 0) // the sweep takes all of it
  t.equal((await caller(endpoint, sandbox.account)('ListKeyPairs')).status, 404, 'no unknown AccessKey gets its name')
})

t.test('deleting it says what was left, and leaves others alone', async (t) => {
  const service = await start(t)
  const [one, two] = [await mint(service), await mint(service)]
  await fill(one)
  await fill(two)
  t.match(await two.control('DELETE', `sandboxes/${one.account}`), { status: 404 })
  t.match(await two.control('GET', `sandboxes/${one.account}`), { status: 404 })
  const { status, body } = await one.control('DELETE', `sandboxes/${one.account}`)
  t.equal(status, 200)
  t.equal(body.left.keyPairs.length, 2)
  t.same(await rowsOf(service, one.account), [])
  t.equal((await callV1(one.signer)).status, 404)
  t.match(await callV1(two.signer), { status: 200, body: { TotalCount: 1 } })
})

t.test('what is written while it is deleted is written before, or not at all', async (t) => {
  const service = await start(t)
  const sandbox = await mint(service)
  const calls = Array.from({ length: 20 }, (_, n) =>
    callV1(sandbox.signer, {
      Action: 'CreateKeyPair',
      KeyPairName: `k${n}`,
      RegionId: n % 2 ? 'cn-hangzhou' : 'cn-beijing'
    })
  )
  await Promise.race(calls)
  await sandbox.control('DELETE', `sandboxes/${sandbox.account}`)
  const codes = (await Promise.all(calls)).map(({ status, body }) => (status === 200 ? 'made' : body.Code))
  t.ok(
    codes.every((code) => code === 'made' || code === 'InvalidAccessKeyId.NotFound'),
    codes.join(' ')
  )
  // A nonce may come after its AccessKey is gone: nobody can use it, and it expires.
  const left = await rowsOf(service, sandbox.account)
  t.same(
    left.filter((table) => table !== 'used_nonces'),
    []
  )
})

t.test('only the operator lists them, and a time to live has its limits', async (t) => {
  const service = await start(t)
  const { control } = await mint(service)
  t.match(await control('GET', 'sandboxes'), { status: 403, body: { Code: 'NoPermission.Operator' } })
  for (const ttlSeconds of [0, 86_401, 1.5, 'x'])
    t.match(await controlClient(service.endpoint)('POST', 'sandboxes', { ttlSeconds }), {
      status: 400,
      body: { Code: 'InvalidRequest', Message: /ttlSeconds/ }
    })
})
