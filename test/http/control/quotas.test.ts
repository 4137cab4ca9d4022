/** Limits: looked at, set, filled. */
import t from 'tap'
import { type Body, caller, linuxImage, publicKey, start } from '../../fixture.ts'
import { controlAs, controlClient } from './client.ts'

const hangzhou = 'cn-hangzhou'
const imported = (KeyPairName: string, RegionId = hangzhou) => ({ KeyPairName, RegionId, PublicKeyBody: publicKey })

t.test('quotas', async (t) => {
  const { endpoint } = await start(t)
  const control = controlClient(endpoint)
  t.afterEach(async () => void (await control('POST', 'reset')))
  const importAs = async (account: string, name: string, region?: string) =>
    (await caller(endpoint, account)('ImportKeyPair', imported(name, region))).body.Code
  const createAs = async (account: string, Amount: number) =>
    (
      await caller(endpoint, account)('CreateInstances', {
        ImageId: linuxImage,
        PlanId: 'swas.s2.c2m2s50b4t08',
        Period: '1',
        Amount: String(Amount)
      })
    ).body.Code
  const full = 'QuotaExceed.KeyPair'

  t.test('tell what is used, and what is nearly full', async (t) => {
    await importAs('alice', 'k1')
    await importAs('alice', 'k2')
    await importAs('alice', 'k1', 'cn-beijing')
    await importAs('bob', 'k1')
    await createAs('alice', 19)
    t.same((await control('GET', 'quotas?account=alice')).body.quotas, [
      { name: 'Instances', account: 'alice', regionId: '', used: 19, quota: 20 },
      { name: 'KeyPairs', account: 'alice', regionId: 'cn-beijing', used: 1, quota: 10 },
      { name: 'KeyPairs', account: 'alice', regionId: hangzhou, used: 2, quota: 10 }
    ])
    t.equal((await control('GET', 'quotas')).body.quotas.length, 4)
    t.match((await control('GET', 'quotas?near=1')).body.quotas, [{ name: 'Instances', account: 'alice' }])
    t.same((await control('GET', 'quotas?near=0')).body.quotas, [])
    t.equal((await controlAs(endpoint, 'bob', 'any')('GET', 'quotas')).body.quotas.length, 1)
    t.match(await control('GET', 'quotas?near=x'), { status: 400, body: { Code: 'InvalidRequest' } })
  })

  t.test('hold for one account and region, one account, one region, or all: the narrowest wins', async (t) => {
    const set = async (quota: number, where: object = {}) =>
      t.equal((await control('PUT', 'quotas/KeyPairs', { quota, ...where })).status, 204)
    await set(4)
    await set(3, { regionId: 'cn-beijing' })
    await set(2, { account: 'alice' })
    await set(1, { account: 'alice', regionId: hangzhou })
    const fitting = async (account: string, region: string) => {
      for (let n = 1; ; n++) {
        const code = await importAs(account, `k-${n}`, region)
        if (code !== undefined) return code === full ? n - 1 : code
      }
    }
    t.equal(await fitting('alice', hangzhou), 1)
    t.equal(await fitting('alice', 'cn-beijing'), 2, 'the account’s before the region’s')
    t.equal(await fitting('bob', 'cn-beijing'), 3)
    t.equal(await fitting('bob', hangzhou), 4)
    const create = await caller(endpoint, 'alice')('CreateKeyPair', { KeyPairName: 'more' })
    t.equal(create.body.Code, full, 'also before a key is generated')

    t.equal((await control('DELETE', `quotas/KeyPairs?account=alice&regionId=${hangzhou}`)).status, 204)
    t.same(await importAs('alice', 'more'), undefined, 'what holds then is the account’s: 2')
    t.equal(await importAs('alice', 'and-more'), full)
    await control('DELETE', 'quotas/KeyPairs')
    t.same(await importAs('bob', 'more'), undefined, 'and 10 where nothing was set')
    t.match((await control('GET', 'quotas?account=bob')).body.quotas, [
      { regionId: 'cn-beijing', quota: 3 },
      { quota: 10 }
    ])
  })

  t.test('of servers count over all regions', async (t) => {
    t.equal((await control('PUT', 'quotas/Instances', { quota: 25, account: 'alice' })).status, 204)
    t.same([await createAs('alice', 20), await createAs('alice', 5)], [undefined, undefined])
    t.equal(await createAs('alice', 1), 'ExceedAccountQuota')
    t.match(await control('PUT', 'quotas/Instances', { quota: 1, regionId: hangzhou }), {
      status: 400,
      body: { Code: 'InvalidRegionId' }
    })
  })

  t.test('are refused where more is used already, and are the account’s own to set', async (t) => {
    await importAs('alice', 'k1')
    await importAs('alice', 'k2')
    const alice = controlAs(endpoint, 'alice', 'any')
    t.match(await alice('PUT', 'quotas/KeyPairs', { quota: 1 }), {
      status: 409,
      body: { Code: 'InvalidQuota.BelowUsed' }
    })
    t.match((await alice('GET', 'quotas')).body.quotas, [{ quota: 10 }], 'and nothing has changed')
    t.equal((await alice('PUT', 'quotas/KeyPairs', { quota: 2 })).status, 204)
    t.equal(await importAs('alice', 'k3'), full)
    t.equal(await importAs('bob', 'k3'), undefined)
    t.match(await alice('PUT', 'quotas/KeyPairs', { quota: 0, account: 'bob' }), { status: 403 })
    t.match(await control('PUT', 'quotas/Keys', { quota: 1 }), {
      status: 404,
      body: { Code: 'InvalidQuota.NotFound', Message: /KeyPairs,Instances/ }
    })
    t.match(await control('PUT', 'quotas/KeyPairs', { quota: 1, regionId: 'mars' }), {
      status: 404,
      body: { Code: 'InvalidRegionId.NotFound' }
    })
    t.match(await control('PUT', 'quotas/KeyPairs', { quota: -1 }), { status: 400 })
  })

  t.test('can be filled with real key pairs and servers', async (t) => {
    await importAs('alice', 'filler-2')
    const where = { account: 'alice', regionId: hangzhou }
    const { body } = await control('POST', 'quotas/KeyPairs/fill', { ...where, room: 1 })
    t.same(body, { made: [1, 3, 4, 5, 6, 7, 8, 9].map((n) => `filler-${n}`) })
    const { KeyPairs, TotalCount } = (await caller(endpoint, 'alice')('ListKeyPairs')).body
    t.equal(TotalCount, 9)
    t.equal(new Set(KeyPairs.map(({ PublicKey }: Body) => PublicKey)).size, 9)
    t.match(await caller(endpoint, 'alice')('DescribeKeyPair', { KeyPairName: 'filler-1' }), {
      body: { KeyType: 'ssh-ed25519' }
    })
    t.same((await control('POST', 'quotas/KeyPairs/fill', { ...where, room: 1 })).body, { made: [] })
    t.match(await control('POST', 'quotas/KeyPairs/fill', { ...where, room: 2 }), {
      status: 409,
      body: { Code: 'InvalidQuota.NoRoom' }
    })
    t.same([await importAs('alice', 'last'), await importAs('alice', 'too-many')], [undefined, full])

    const servers = await control('POST', 'quotas/Instances/fill', { ...where, room: 2 })
    t.equal(servers.body.made.length, 18)
    t.match(await caller(endpoint, 'alice')('DescribeInstance', { InstanceId: servers.body.made[0] }), {
      body: { Status: 'Running', InstanceName: /^filler-/ }
    })
    t.equal(await createAs('alice', 3), 'ExceedAccountQuota')
    t.match(await control('POST', 'quotas/KeyPairs/fill', { regionId: hangzhou, room: 0 }), {
      status: 400,
      body: { Code: 'InvalidAccount' }
    })
    t.match(await controlAs(endpoint, 'bob', 'any')('POST', 'quotas/KeyPairs/fill', { regionId: hangzhou, room: 9 }), {
      body: { made: ['filler-1'] }
    })
  })

  t.test('that are set while others count hold for them too', async (t) => {
    const names = Array.from({ length: 12 }, (_, n) => `k-${n}`)
    const set = control('PUT', 'quotas/KeyPairs', { quota: 12 })
    const codes = await Promise.all(names.map((name) => importAs('alice', name)))
    t.equal((await set).status, 204)
    t.ok(codes.every((code) => code === undefined || code === full))
    for (const name of names) await importAs('alice', name)
    t.match((await control('GET', 'quotas')).body.quotas, [{ used: 12, quota: 12 }])
  })
})
