/** Reset and snapshots. */
import { sql } from 'kysely'
import t from 'tap'
import { reset } from '../../../src/store/reset.ts'
import { hasAccount, readTables } from '../../../src/store/table-catalog.ts'
import { type Body, caller, linuxImage, list, publicKey, type Service, start } from '../../fixture.ts'
import { everyRow } from '../../rows.ts'
import { controlAs, controlClient } from './client.ts'

const plan = { ImageId: linuxImage, PlanId: 'swas.s2.c2m2s50b4t08', Period: '1' }

/** Everything that an account can have. */
async function fill(service: Service, account: string): Promise<{ instanceIds: string[] }> {
  const call = caller(service.endpoint, account)
  const ok = async (action: string, parameters: Record<string, string>) => {
    const { status, body } = await call(action, parameters)
    if (status !== 200) throw new Error(`${action} ${JSON.stringify(body)}`)
    return body
  }
  const { InstanceIds } = await ok('CreateInstances', { ...plan, Amount: '2', ClientToken: `token-${account}` })
  await ok('CreateKeyPair', { KeyPairName: 'made', ClientToken: 'token' })
  await ok('ImportKeyPair', { KeyPairName: 'imported', PublicKeyBody: publicKey })
  await ok('AttachKeyPair', { KeyPairName: 'made', ...list('InstanceIds', InstanceIds) })
  await ok('RebootInstance', { InstanceId: InstanceIds[0] })
  await ok('DetachKeyPair', { KeyPairName: 'made', ...list('InstanceIds', [InstanceIds[1]]) })
  await ok('TagResources', {
    ResourceType: 'instance',
    'ResourceId.1': InstanceIds[0],
    'Tag.1.Key': 'tag',
    'Tag.1.Value': 'value'
  })
  return { instanceIds: InstanceIds }
}

/** All that an account can see of itself. */
async function lookOf(service: Service, account: string): Promise<Body> {
  const call = caller(service.endpoint, account)
  const seen = []
  for (const action of ['ListKeyPairs', 'ListInstances', 'ListPendingRestarts']) {
    const { RequestId: _, ...body } = (await call(action)).body
    seen.push(body)
    for (const { InstanceId } of body.Instances ?? []) {
      // Each service has a port of its own.
      const { AuthorizedKeys, PasswordLogon } = (await call('DescribeInstanceLogon', { InstanceId })).body
      seen.push({ AuthorizedKeys, PasswordLogon })
    }
  }
  return seen
}

t.test('reset', async (t) => {
  const service = await start(t)
  const { endpoint, database } = service
  const control = controlClient(endpoint)
  const rows = async (text = '') =>
    (await everyRow(database)).filter((row) => row.includes(text) && !/^(kysely|revision)/.test(row))

  t.test('of one account leaves the others’', async (t) => {
    await fill(service, 'alice')
    await fill(service, 'bob')
    await control('PUT', 'transitions', { mode: 'timed', ms: 1, account: 'alice' })
    const before = await lookOf(service, 'bob')
    t.equal((await control('POST', 'reset', { account: 'alice' })).status, 204)
    t.same(await rows('alice'), [])
    t.match(await control('GET', 'transitions?account=alice'), { body: { mode: 'instant' } })
    t.same(await lookOf(service, 'bob'), before)
    t.equal(
      (await caller(endpoint, 'alice')('ImportKeyPair', { KeyPairName: 'made', PublicKeyBody: publicKey })).status,
      200
    )
  })

  t.test('of all leaves nothing, and the clock is the machine’s', async (t) => {
    await control('PUT', 'clock', { now: '2030-01-01T00:00:00Z', frozen: true })
    t.ok((await rows()).length > 10)
    t.equal((await control('POST', 'reset')).status, 204)
    t.same(await rows(), [])
    t.match(await control('GET', 'clock'), { body: { frozen: false, now: service.clock.now().toISOString() } })
    const { instanceIds } = await fill(service, 'alice')
    t.equal(instanceIds.length, 2, 'tokens and quotas too are as new')
    t.equal((await control('POST', 'reset', { acount: 'alice' })).status, 400)
    t.ok((await rows()).length > 10)
  })

  t.test('keeps who may call, and what was put aside', async (t) => {
    await control('PUT', 'access-keys/second', { account: 'owner' })
    const { body: sandbox } = await control('POST', 'sandboxes')
    await control('PUT', 'snapshots/before')
    await control('POST', 'reset')
    t.match(await control('GET', 'access-keys'), { body: { accessKeys: [{}, {}] } })
    t.equal((await control('GET', `sandboxes/${sandbox.account}`)).status, 200)
    t.match(await control('GET', 'snapshots'), { body: { snapshots: [{ name: 'before' }] } })
    await control('DELETE', 'snapshots/before')
  })

  t.test('finds a table that was added later', async (t) => {
    const { db } = database
    await sql`create table added (account text not null, name text primary key)`.execute(db)
    await sql`create table added_parts (name text references added, part text)`.execute(db)
    const add = async () => {
      await sql`insert into added values ('alice', 'a'), ('bob', 'b')`.execute(db)
      await sql`insert into added_parts values ('a', '1'), ('b', '2')`.execute(db)
    }
    await add()
    await control('PUT', 'snapshots/added')
    t.match(await control('GET', 'snapshots/added'), { body: { tables: { added: [{}, {}], added_parts: [{}, {}] } } })
    await control('DELETE', 'snapshots/added')
    await reset(db, { account: 'alice' })
    t.same(await rows('added'), ['added (bob,b)(bob,b)', 'added_parts (b,2)(b,2)'])
    await control('POST', 'reset')
    t.same(
      (await rows()).filter((row) => row.startsWith('added')),
      []
    )
    await sql`drop table added_parts, added`.execute(db)
  })

  t.test('reaches every table by its account, but for those that have none', async (t) => {
    const tables = await readTables(database.db, [])
    const without = tables.filter((table) => !hasAccount(table) && table.parent === undefined)
    t.same(
      without.map(({ name }) => name),
      ['clock', 'seeds', 'used_nonces']
    )
  })
})

t.test('snapshots', async (t) => {
  const service = await start(t, { transitionMs: 0 })
  const { endpoint, ok, clock } = service
  const control = controlClient(endpoint)
  const alice = controlAs(endpoint, 'alice', 'any')

  t.test('bring the whole service back', async (t) => {
    await control('PUT', 'transitions', { mode: 'reads', reads: 1 })
    await fill(service, 'tester').catch(() => {}) // a server that is Starting refuses
    await control('PUT', 'transitions', { mode: 'instant' })
    await control('POST', 'reset')
    await control('PUT', 'clock', { now: '2030-01-01T00:00:00Z', frozen: true })
    await fill(service, 'alice')
    await fill(service, 'bob')
    const before = [await lookOf(service, 'alice'), await lookOf(service, 'bob')]
    t.match(await control('PUT', 'snapshots/two'), { status: 201 })
    clock.advance(1000)
    await control('POST', 'reset')
    t.equal((await ok('ListKeyPairs')).TotalCount, 0)
    t.equal((await control('POST', 'snapshots/two/restore')).status, 204)
    t.same([await lookOf(service, 'alice'), await lookOf(service, 'bob')], before)
    t.match(await control('GET', 'clock'), { body: { now: '2030-01-01T00:00:00.000Z', frozen: true } })
    await fill(service, 'carol') // new ids and addresses are free
    t.equal((await control('POST', 'snapshots/two/restore')).status, 204)
    t.same([await lookOf(service, 'alice'), await lookOf(service, 'bob')], before)
    t.equal((await caller(endpoint, 'carol')('ListInstances')).body.TotalCount, 0)
  })

  t.test('bring one account back, and leave the others', async (t) => {
    const before = await lookOf(service, 'alice')
    t.equal((await alice('PUT', 'snapshots/mine')).status, 201)
    await caller(endpoint, 'alice')('DeleteKeyPairs', { 'KeyPairNames.1': 'imported' })
    const bobs = await fill(service, 'bob').then(
      () => undefined,
      () => lookOf(service, 'bob')
    )
    t.equal((await alice('POST', 'snapshots/mine/restore')).status, 204)
    t.same(await lookOf(service, 'alice'), before)
    t.same(await lookOf(service, 'bob'), bobs ?? (await lookOf(service, 'bob')))
    t.match(await alice('GET', 'snapshots'), { body: { snapshots: [{ name: 'mine' }] } })
    t.match(await control('GET', 'snapshots'), { body: { snapshots: [{ name: 'two' }] } }, 'the operator’s are others')
  })

  t.test('forget ClientTokens, and count quotas again', async (t) => {
    const again = caller(endpoint, 'alice')
    t.match(await again('CreateKeyPair', { KeyPairName: 'made', ClientToken: 'token' }), {
      body: { Code: 'KeyPairNameAlreadyExist' }
    })
    for (let n = 3; n <= 10; n++)
      t.equal((await again('ImportKeyPair', { KeyPairName: `k-${n}`, PublicKeyBody: publicKey })).status, 200)
    t.match(await again('ImportKeyPair', { KeyPairName: 'k-11', PublicKeyBody: publicKey }), {
      body: { Code: 'QuotaExceed.KeyPair' }
    })
  })

  t.test('are files that another service takes, for another account too', async (t) => {
    const { body: file } = await alice('GET', 'snapshots/mine')
    t.match(file, { format: 'swas-local snapshot', version: 1, account: 'alice', tables: { key_pairs: [{}, {}] } })
    t.notMatch(JSON.stringify(file), /PRIVATE|sealed|secret|token/i)
    const other = await start(t)
    const dora = controlAs(other.endpoint, 'dora', 'any')
    t.match(await dora('PUT', 'snapshots/from-alice', file), { status: 201 })
    t.equal((await dora('POST', 'snapshots/from-alice/restore')).status, 204)
    const [keys, ...rest] = await lookOf(other, 'dora')
    await alice('POST', 'snapshots/mine/restore')
    t.same([keys, ...rest], await lookOf(service, 'alice'))
    await fill(other, 'alice') // their addresses are not taken
    t.same(
      await everyRow(other.database).then((all) => all.filter((row) => /^instances.*,"?alice/.test(row)).length),
      2
    )
    t.match(await dora('POST', 'snapshots/from-alice/restore'), { status: 204 })

    const eve = controlAs(other.endpoint, 'eve', 'any')
    await eve('PUT', 'snapshots/copy', file)
    t.match(await eve('POST', 'snapshots/copy/restore'), { status: 409, body: { Code: 'InvalidSnapshot.Conflict' } })
    t.match(await eve('GET', 'sandboxes'), { status: 403 })
  })

  t.test('reach into nobody else’s servers', async (t) => {
    const { body: file } = await alice('GET', 'snapshots/mine')
    const { instanceIds } = await fill(service, 'victim')
    const mallory = controlAs(endpoint, 'mallory', 'any')
    const before = await lookOf(service, 'victim')
    const [tag] = file.tables.instance_tags
    const forged = {
      ...file,
      account: 'mallory',
      tables: { instance_tags: [{ ...tag, instance_id: instanceIds[0], tag_key: 'forged' }] }
    }
    t.equal((await mallory('PUT', 'snapshots/evil', forged)).status, 201)
    t.equal((await mallory('POST', 'snapshots/evil/restore')).status, 204)
    t.same(await lookOf(service, 'victim'), before)
    const disguised = { ...file, tables: { key_pairs: [{ ...file.tables.key_pairs[0], account: 'victim' }] } }
    t.match(await mallory('PUT', 'snapshots/evil', disguised), {
      status: 400,
      body: { Code: 'InvalidSnapshot.Malformed' }
    })
  })

  t.test('refuse what is none', async (t) => {
    const { body: file } = await alice('GET', 'snapshots/mine')
    const bad: [Body, string][] = [
      [{}, 'InvalidRequest'],
      [{ ...file, version: 2 }, 'InvalidRequest'],
      [{ ...file, tables: { access_keys: [] } }, 'InvalidSnapshot.Malformed'],
      [{ ...file, tables: { key_pairs: [{ account: 'alice', color: 1 }] } }, 'InvalidSnapshot.Malformed']
    ]
    for (const [body, Code] of bad) t.match(await alice('PUT', 'snapshots/bad', body), { status: 400, body: { Code } })
    t.equal(
      (await alice('PUT', 'snapshots/bad', { ...file, tables: { key_pairs: [{ account: 'alice' }] } })).status,
      201
    )
    const before = await lookOf(service, 'alice')
    t.match(await alice('POST', 'snapshots/bad/restore'), { status: 400, body: { Code: 'InvalidSnapshot.Malformed' } })
    t.same(await lookOf(service, 'alice'), before, 'nothing is half done')
    t.match(await alice('GET', 'snapshots/none'), { status: 404, body: { Code: 'InvalidSnapshot.NotFound' } })
    t.match(await alice('POST', 'snapshots/none/restore'), { status: 404 })
    t.match(await alice('DELETE', 'snapshots/none'), { status: 404 })
    t.match(await alice('PUT', `snapshots/${encodeURIComponent('a b')}`), { status: 400 })
    t.match(await alice('PUT', 'snapshots/x?account=bob'), { status: 403, body: { Code: 'NoPermission.Operator' } })
  })
})
