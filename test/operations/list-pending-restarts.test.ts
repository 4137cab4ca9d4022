import t from 'tap'
import { makeInstances, secondPublicKey, start } from '../fixture.ts'
import {
  account,
  attach,
  attachedTo,
  type Caller,
  detach,
  importKeyPair,
  logonOf,
  makeInstance,
  publicKeyLine,
  queueOf,
  refused,
  refusesUnknownInstances,
  setPassword
} from './expect.ts'

t.test('ListPendingRestarts', async (t) => {
  const service = await start(t)
  const { clock } = service
  const as = (name: string) => account(service, name)

  t.test('lists nothing where nothing waits', async (t) => {
    const caller = as('nothing')
    const InstanceId = await makeInstance(caller)
    for (const parameters of [{}, { InstanceId }]) {
      const { RequestId: _, ...body } = await caller.ok('ListPendingRestarts', parameters)
      t.strictSame(body, { TotalCount: 0, PageNumber: 1, PageSize: 10, PendingRestarts: [] })
    }
  })

  t.test('names server, state and changes with their instants, in order', async (t) => {
    const caller = as('all fields')
    await importKeyPair(caller, 'work')
    const id = await makeInstance(caller)
    await caller.ok('UpdateInstanceAttribute', { InstanceId: id, InstanceName: 'web-1', Password: 'Correct-Horse-1' })
    clock.set('2026-05-06T07:08:09.999Z')
    await attach(caller, 'work', id)
    clock.set('2026-05-06T07:08:10.000Z')
    await detach(caller, 'work', id)
    const { RequestId: _, ...body } = await caller.ok('ListPendingRestarts', {}, 'GET')
    t.strictSame(body, {
      TotalCount: 1,
      PageNumber: 1,
      PageSize: 10,
      PendingRestarts: [
        {
          InstanceId: id,
          InstanceName: 'web-1',
          Status: 'Running',
          PasswordChange: true,
          PasswordLogon: false,
          KeyChanges: [
            { Change: 'Attach', KeyPairName: 'work', RequestTime: '2026-05-06T07:08:09Z' },
            { Change: 'Detach', KeyPairName: 'work', RequestTime: '2026-05-06T07:08:10Z' }
          ]
        }
      ]
    })
  })

  t.test('lists a server for which only a password waits', async (t) => {
    const caller = as('password')
    const [InstanceId = ''] = await makeInstances(caller, 2)
    await caller.ok('UpdateInstanceAttribute', { InstanceId, Password: 'Correct-Horse-1' })
    const { TotalCount, PendingRestarts } = await caller.ok('ListPendingRestarts')
    t.equal(TotalCount, 1)
    t.match(PendingRestarts, [{ InstanceId, PasswordChange: true, KeyChanges: [] }])
    await caller.ok('RebootInstance', { InstanceId })
    t.equal((await caller.ok('ListPendingRestarts')).TotalCount, 0)
  })

  t.test('pages, newest server first', async (t) => {
    const caller = as('pages')
    await importKeyPair(caller, 'work')
    const ids: string[] = []
    for (let n = 0; n < 3; n++) {
      clock.advance(1000)
      ids.unshift(await makeInstance(caller))
    }
    await attach(caller, 'work', ...ids)
    const page = async (PageNumber: string) => {
      const {
        RequestId: _,
        PendingRestarts,
        ...rest
      } = await caller.ok('ListPendingRestarts', { PageNumber, PageSize: '2' })
      return { ...rest, ids: PendingRestarts.map((entry: { InstanceId: string }) => entry.InstanceId) }
    }
    t.strictSame(await page('1'), { TotalCount: 3, PageNumber: 1, PageSize: 2, ids: ids.slice(0, 2) })
    t.strictSame(await page('2'), { TotalCount: 3, PageNumber: 2, PageSize: 2, ids: ids.slice(2) })
    t.strictSame(await page('3'), { TotalCount: 3, PageNumber: 3, PageSize: 2, ids: [] })
  })

  t.test('keeps accounts and regions apart', async (t) => {
    const caller = as('apart')
    await importKeyPair(caller, 'work')
    await attach(caller, 'work', await makeInstance(caller))
    t.equal((await caller.ok('ListPendingRestarts')).TotalCount, 1)
    t.equal((await caller.ok('ListPendingRestarts', { RegionId: 'cn-beijing' })).TotalCount, 0)
    t.equal((await as('apart, another').ok('ListPendingRestarts')).TotalCount, 0)
  })

  t.test('refuses', async (t) => {
    const caller = as('refuses')
    refused(t, await caller.rpc('ListPendingRestarts', { RegionId: '' }), 'MissingRegionId')
    refused(t, await caller.rpc('ListPendingRestarts', { RegionId: 'mars' }), 'InvalidRegionId.NotFound')
    for (const [name, values] of [
      ['PageNumber', ['0', '1001', 'one', '1.5']],
      ['PageSize', ['0', '101', '-1', 'ten']]
    ] as const) {
      for (const value of values) {
        refused(t, await caller.rpc('ListPendingRestarts', { [name]: value }), `Invalid${name}`, { about: value })
      }
    }
    await refusesUnknownInstances(t, service, caller, 'ListPendingRestarts')
  })
})

t.test('The restart queue', async (t) => {
  const service = await start(t)
  const as = (name: string) => account(service, name)
  const makeQueue = async (caller: Caller) => {
    await importKeyPair(caller, 'ka')
    await importKeyPair(caller, 'kb', secondPublicKey)
    const id = await makeInstance(caller)
    await setPassword(caller, id)
    await attach(caller, 'ka', id)
    await attach(caller, 'kb', id)
    await detach(caller, 'kb', id)
    await attach(caller, 'ka', id)
    return id
  }
  const queue = ['Attach ka', 'Attach kb', 'Detach kb', 'Attach ka']
  const before = { keys: '', password: true }
  const after = { keys: publicKeyLine, password: false }

  t.test('is applied in order by a reboot', async (t) => {
    const caller = as('reboot')
    const InstanceId = await makeQueue(caller)
    t.strictSame(await queueOf(caller, InstanceId), queue)
    t.strictSame(await logonOf(caller, InstanceId), before)
    await caller.ok('RebootInstance', { InstanceId })
    t.strictSame(await queueOf(caller, InstanceId), [])
    t.strictSame(await logonOf(caller, InstanceId), after)
  })

  t.test('is kept by a stop and applied in order by the start after it', async (t) => {
    const caller = as('stop and start')
    const InstanceId = await makeQueue(caller)
    await caller.ok('StopInstance', { InstanceId })
    t.strictSame(await queueOf(caller, InstanceId), queue)
    t.strictSame(await logonOf(caller, InstanceId), before)
    await caller.ok('StartInstance', { InstanceId })
    t.strictSame(await queueOf(caller, InstanceId), [])
    t.strictSame(await logonOf(caller, InstanceId), after)
  })

  t.test('takes changes of a Stopped server too', async (t) => {
    const caller = as('stopped')
    const InstanceId = await makeQueue(caller)
    await caller.ok('StopInstance', { InstanceId })
    await attach(caller, 'kb', InstanceId)
    await detach(caller, 'kb', InstanceId)
    await caller.ok('StartInstance', { InstanceId })
    t.strictSame(await logonOf(caller, InstanceId), { keys: '', password: false })
  })

  t.test('is each server’s own', async (t) => {
    const caller = as('own')
    await importKeyPair(caller, 'ka')
    await importKeyPair(caller, 'kb', secondPublicKey)
    const [one = '', two = ''] = await makeInstances(caller, 2)
    await attach(caller, 'ka', one, two)
    await attach(caller, 'kb', two)
    await caller.ok('RebootInstance', { InstanceId: one })
    t.strictSame(await queueOf(caller, one), [])
    t.strictSame(await queueOf(caller, two), ['Attach ka', 'Attach kb'])
    t.equal((await logonOf(caller, two)).keys, '')
    t.strictSame([await attachedTo(caller, 'ka'), await attachedTo(caller, 'kb')], [[one], [two]])
  })

  t.test('keeps the keys of key pairs that were deleted and made again under the same name', async (t) => {
    const caller = as('same name')
    await importKeyPair(caller, 'ka')
    const id = await makeInstance(caller)
    await attach(caller, 'ka', id)
    await caller.ok('RebootInstance', { InstanceId: id })
    await detach(caller, 'ka', id)
    await caller.ok('DeleteKeyPairs', { 'KeyPairNames.1': 'ka' })
    await importKeyPair(caller, 'ka', secondPublicKey)
    t.equal((await logonOf(caller, id)).keys, publicKeyLine)
    await caller.ok('RebootInstance', { InstanceId: id })
    t.equal((await logonOf(caller, id)).keys, '')
    t.strictSame(await attachedTo(caller, 'ka'), [])
  })
})
