import t from 'tap'
import { type Body, makeInstances, publicKey, secondPublicKey, start } from '../fixture.ts'
import { restClient } from '../http/rest-client.ts'
import { account, attach, detach, importKeyPair, keyPairNames, refused, refusesBadParameters } from './expect.ts'

t.test('ListKeyPairs', async (t) => {
  const service = await start(t)
  const { clock } = service
  const as = (name: string) => account(service, name)

  t.test('shows each with its key, its servers and its minute, and nothing else', async (t) => {
    const caller = as('shows')
    clock.set('2026-02-03T04:05:06.789Z')
    await importKeyPair(caller, 'work')
    clock.set('2026-02-03T04:06:00.000Z')
    await importKeyPair(caller, 'idle', secondPublicKey)
    const ids = await makeInstances(caller, 3)
    await attach(caller, 'work', ...ids)
    const { RequestId, ...body } = await caller.ok('ListKeyPairs')
    t.match(RequestId, /^[0-9A-F-]{36}$/)
    t.strictSame(body, {
      TotalCount: 2,
      PageNumber: 1,
      PageSize: 10,
      KeyPairs: [
        { CreationTime: '2026-02-03T04:06Z', KeyPairName: 'idle', PublicKey: secondPublicKey, InstanceIds: [] },
        {
          CreationTime: '2026-02-03T04:05Z',
          KeyPairName: 'work',
          PublicKey: publicKey,
          InstanceIds: [...ids].sort()
        }
      ]
    })
  })

  t.test(
    'tells in REST which servers don’t use a key pair yet, and in RPC nothing but the cloud’s fields',
    async (t) => {
      const caller = as('pending')
      const { ok } = caller
      const rest = await restClient(t, service.endpoint, 'pending')
      const [used = '', waiting = '', replaced = ''] = await makeInstances(caller, 3)
      await importKeyPair(caller, 'work')
      await importKeyPair(caller, 'next', secondPublicKey)
      await attach(caller, 'work', used, waiting, replaced)
      await ok('RebootInstances', { InstanceIds: JSON.stringify([used, replaced]) })
      await attach(caller, 'next', replaced)
      const path = '/v1/regions/cn-hangzhou/key-pairs'
      const pending = async () => {
        const { body } = await rest('GET', path)
        return Object.fromEntries(body.KeyPairs.map((one: Body) => [one.KeyPairName, one.PendingInstanceIds]))
      }
      t.strictSame(await pending(), { work: [waiting], next: [replaced] })
      t.strictSame((await rest('GET', `${path}/work`)).body.PendingInstanceIds, [waiting], 'DescribeKeyPair')

      t.test('as the servers are: not after a stop, but after the start', async (t) => {
        await ok('StopInstance', { InstanceId: waiting })
        t.strictSame(await pending(), { work: [waiting], next: [replaced] })
        await ok('StartInstance', { InstanceId: waiting })
        t.strictSame(await pending(), { work: [], next: [replaced] })
      })
      t.test('detached and attached again, it is used all the time', async (t) => {
        await detach(caller, 'work', used)
        await attach(caller, 'work', used)
        t.strictSame(await pending(), { work: [], next: [replaced] })
      })
      t.test('after a reset', async (t) => {
        await ok('ResetSystem', { InstanceId: used, 'LoginCredentials.KeyPairName': 'work' })
        t.strictSame(await pending(), { work: [], next: [replaced] })
      })
      for (const Format of ['JSON', 'XML']) {
        const { text } = await caller.rpc('ListKeyPairs', { Format })
        t.match(text, 'InstanceIds')
        t.notMatch(text, 'Pending', Format)
      }
      const { components } = (await (await fetch(`http://${service.endpoint}/openapi.json`)).json()) as Body
      t.equal(components.schemas.KeyPair.properties.PendingInstanceIds['x-swas-extension'], true)
    }
  )

  t.test('is empty where there is none', async (t) => {
    const { RequestId: _, ...body } = await as('empty').ok('ListKeyPairs')
    t.strictSame(body, { TotalCount: 0, PageNumber: 1, PageSize: 10, KeyPairs: [] })
  })

  t.test('pages, newest first, then by name in the order of its bytes', async (t) => {
    const caller = as('pages')
    const page = async (PageNumber: string, PageSize: string) => {
      const { RequestId: _, KeyPairs, ...rest } = await caller.ok('ListKeyPairs', { PageNumber, PageSize })
      return { ...rest, names: KeyPairs.map(({ KeyPairName }: Body) => KeyPairName) }
    }
    for (const name of ['old', 'older']) await importKeyPair(caller, name)
    clock.advance(1)
    for (const name of ['b1', '密钥', 'a1', 'B1', '龘1']) await importKeyPair(caller, name)
    t.strictSame(await page('1', '4'), {
      TotalCount: 7,
      PageNumber: 1,
      PageSize: 4,
      names: ['B1', 'a1', 'b1', '密钥']
    })
    t.strictSame(await page('2', '4'), { TotalCount: 7, PageNumber: 2, PageSize: 4, names: ['龘1', 'old', 'older'] })
    t.strictSame(await page('3', '4'), { TotalCount: 7, PageNumber: 3, PageSize: 4, names: [] })
    t.strictSame(await page('1000', '100'), { TotalCount: 7, PageNumber: 1000, PageSize: 100, names: [] })
  })

  t.test('KeyPairName picks exactly one', async (t) => {
    const caller = as('picks')
    for (const name of ['work', 'Work', 'workshop']) await importKeyPair(caller, name)
    const picked = async (KeyPairName: string) => {
      const { TotalCount, KeyPairs } = await caller.ok('ListKeyPairs', { KeyPairName })
      return [TotalCount, ...KeyPairs.map((entry: Body) => entry.KeyPairName)]
    }
    t.strictSame(await picked('work'), [1, 'work'])
    t.strictSame(await picked('Work'), [1, 'Work'])
    t.strictSame(await picked('wor'), [0])
    t.strictSame(await picked('w_rk'), [0])
    refused(t, await caller.rpc('ListKeyPairs', { KeyPairName: 'work*' }), 'InvalidKeyPairName.Malformed')
  })

  t.test('keeps accounts and regions apart', async (t) => {
    const caller = as('apart')
    await importKeyPair(caller, 'here')
    await caller.ok('ImportKeyPair', { KeyPairName: 'there', PublicKeyBody: publicKey, RegionId: 'eu-central-1' })
    await importKeyPair(as('apart, another'), 'theirs')
    t.strictSame(await keyPairNames(caller), ['here'])
    t.strictSame(await keyPairNames(caller, 'eu-central-1'), ['there'])
    t.strictSame(await keyPairNames(caller, 'cn-beijing'), [])
    t.strictSame(await keyPairNames(as('apart, another')), ['theirs'])
  })

  t.test('shows an attached server before it restarts', async (t) => {
    const caller = as('at once')
    await importKeyPair(caller, 'work')
    const [id = ''] = await makeInstances(caller)
    await attach(caller, 'work', id)
    t.match(await caller.ok('ListKeyPairs'), { KeyPairs: [{ InstanceIds: [id] }] })
  })

  t.test('refuses', async (t) => {
    const caller = as('refuses')
    const { rpc } = caller
    refused(t, await rpc('ListKeyPairs', {}, 'POST'), 'UnsupportedHTTPMethod')
    for (const PageNumber of ['0', '-1', '1001', '1.5', 'one']) {
      refused(t, await rpc('ListKeyPairs', { PageNumber }), 'InvalidPageNumber', { about: PageNumber })
    }
    for (const PageSize of ['0', '-1', '101', '1.5', 'ten']) {
      refused(t, await rpc('ListKeyPairs', { PageSize }), 'InvalidPageSize', { about: PageSize })
    }
    refused(t, await rpc('ListKeyPairs', { KeyPairName: 'a b' }), 'InvalidKeyPairName.Malformed')
    await refusesBadParameters(t, caller, 'ListKeyPairs', {})
  })
})
