import t from 'tap'
import { type Body, makeInstances, start } from '../fixture.ts'
import { account, makeInstance, makeInstanceIn, refused, refusesUnknownInstances, second } from './expect.ts'

t.test('ListInstanceStatus', async (t) => {
  const service = await start(t, { transitionMs: second })
  const { clock } = service
  const as = (name: string) => account(service, name)

  for (const Status of ['Pending', 'Starting', 'Running', 'Stopping', 'Stopped', 'Resetting']) {
    t.test(`shows ${Status}`, async (t) => {
      const caller = as(Status)
      const InstanceId = await makeInstanceIn(caller, service, Status)
      const { RequestId, ...body } = await caller.ok('ListInstanceStatus', {}, 'GET')
      t.match(RequestId, /^[0-9A-F-]{36}$/)
      t.strictSame(body, { TotalCount: 1, PageNumber: 1, PageSize: 10, InstanceStatuses: [{ InstanceId, Status }] })
    })
  }

  t.test('pages, newest first, and picks by InstanceIds', async (t) => {
    const caller = as('pages')
    const old = await makeInstance(caller)
    clock.advance(second)
    const [a = '', b = ''] = (await makeInstances(caller, 2)).sort()
    const ids = async (parameters: Record<string, string>) => {
      const { RequestId: _, InstanceStatuses, ...rest } = await caller.ok('ListInstanceStatus', parameters)
      return { ...rest, ids: InstanceStatuses.map(({ InstanceId }: Body) => InstanceId) }
    }
    t.strictSame(await ids({ PageSize: '2' }), { TotalCount: 3, PageNumber: 1, PageSize: 2, ids: [a, b] })
    t.strictSame(await ids({ PageSize: '2', PageNumber: '2' }), {
      TotalCount: 3,
      PageNumber: 2,
      PageSize: 2,
      ids: [old]
    })
    const picked = { TotalCount: 2, PageNumber: 1, PageSize: 10, ids: [b, old] }
    t.strictSame(await ids({ InstanceIds: JSON.stringify([old, b, old]) }), picked)
    t.strictSame(await ids({ 'InstanceIds.1': old, 'InstanceIds.2': b }), picked)
  })

  t.test('keeps accounts and regions apart', async (t) => {
    const caller = as('apart')
    await makeInstance(caller)
    t.equal((await caller.ok('ListInstanceStatus')).TotalCount, 1)
    t.equal((await caller.ok('ListInstanceStatus', { RegionId: 'cn-beijing' })).TotalCount, 0)
    t.equal((await as('apart, another').ok('ListInstanceStatus')).TotalCount, 0)
  })

  t.test('refuses', async (t) => {
    const caller = as('refuses')
    const { rpc } = caller
    const id = await makeInstance(caller)
    refused(t, await rpc('ListInstanceStatus', { RegionId: '' }), 'MissingRegionId')
    refused(t, await rpc('ListInstanceStatus', { RegionId: 'mars' }), 'InvalidRegionId.NotFound')
    for (const [name, code, values] of [
      ['PageNumber', 'InvalidPageNumber', ['0', '1001', 'one']],
      ['PageSize', 'InvalidPageSize', ['0', '101', 'ten']],
      ['InstanceIds', 'InvalidInstanceIds.ValueNotSupported', [id, '{}', '[1]', JSON.stringify(Array(101).fill(id))]]
    ] as const) {
      for (const value of values) {
        const about = `${name} ${value.slice(0, 40)}`
        refused(t, await rpc('ListInstanceStatus', { [name]: value }), code, { about })
      }
    }
    await refusesUnknownInstances(t, service, caller, 'ListInstanceStatus', {
      named: (unknown) => ({ InstanceIds: JSON.stringify([unknown, id]) })
    })
  })

  // A bug of src/http/rpc/decode.ts: an empty numbered list becomes `in ()`, which ends as InternalError.
  t.test('an empty numbered list is no list', async (t) => {
    t.equal((await as('empty list').rpc('ListInstanceStatus', { 'InstanceIds.1': '' })).status, 200)
  })
})
