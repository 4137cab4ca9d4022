import t from 'tap'
import { secondPublicKey, start } from '../fixture.ts'
import {
  account,
  attach,
  detach,
  importKeyPair,
  logonOf,
  makeInstanceIn,
  publicKeyLine,
  queueOf,
  refused,
  refusesBadParameters,
  refusesUnknownInstances,
  second,
  secondKeyLine,
  statusOf
} from './expect.ts'

t.test('RebootInstance', async (t) => {
  const service = await start(t, { transitionMs: second })
  const { clock } = service
  const as = (name: string) => account(service, name)

  t.test('brings a server from Running by Starting to Running', async (t) => {
    const caller = as('works')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    t.strictSame(Object.keys(await caller.ok('RebootInstance', { InstanceId })), ['RequestId'])
    t.equal(await statusOf(caller, InstanceId), 'Starting')
    clock.advance(second - 1)
    t.equal(await statusOf(caller, InstanceId), 'Starting')
    clock.advance(1)
    t.equal(await statusOf(caller, InstanceId), 'Running')
  })

  for (const status of ['Pending', 'Starting', 'Stopping', 'Stopped', 'Resetting']) {
    t.test(`refuses a server that is ${status}, and leaves it so`, async (t) => {
      const caller = as(status)
      const InstanceId = await makeInstanceIn(caller, service, status)
      refused(t, await caller.rpc('RebootInstance', { InstanceId }), 'IncorrectInstanceStatus')
      t.equal(await statusOf(caller, InstanceId), status)
    })
  }

  t.test('applies what is queued, keys and password, and leaves other servers alone', async (t) => {
    const caller = as('applies')
    await importKeyPair(caller, 'work')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    const other = await makeInstanceIn(caller, service, 'Running')
    await attach(caller, 'work', InstanceId, other)
    await caller.ok('RebootInstance', { InstanceId })
    clock.advance(second)
    t.equal((await logonOf(caller, InstanceId)).keys, publicKeyLine)
    t.strictSame(await queueOf(caller, InstanceId), [])
    t.equal((await logonOf(caller, other)).keys, '')
    t.strictSame(await queueOf(caller, other), ['Attach work'])
    await caller.ok('UpdateInstanceAttribute', { InstanceId: other, Password: 'Correct-Horse-1' })
    await detach(caller, 'work', other)
    await attach(caller, 'work', other)
    await caller.ok('RebootInstance', { InstanceId: other })
    t.strictSame(await logonOf(caller, other), { keys: publicKeyLine, password: false })
  })

  t.test('a refused reboot applies nothing', async (t) => {
    const caller = as('applies nothing')
    await importKeyPair(caller, 'work')
    const InstanceId = await makeInstanceIn(caller, service, 'Stopped')
    await attach(caller, 'work', InstanceId)
    refused(t, await caller.rpc('RebootInstance', { InstanceId }), 'IncorrectInstanceStatus')
    t.equal((await logonOf(caller, InstanceId)).keys, '')
    t.strictSame(await queueOf(caller, InstanceId), ['Attach work'])
  })

  t.test('keeps what an earlier restart has applied', async (t) => {
    const caller = as('keeps')
    await importKeyPair(caller, 'work')
    await importKeyPair(caller, 'next', secondPublicKey)
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    await attach(caller, 'work', InstanceId)
    for (let n = 0; n < 3; n++) {
      await caller.ok('RebootInstance', { InstanceId })
      clock.advance(second)
      t.equal((await logonOf(caller, InstanceId)).keys, publicKeyLine)
    }
    await attach(caller, 'next', InstanceId)
    await caller.ok('RebootInstance', { InstanceId })
    t.equal((await logonOf(caller, InstanceId)).keys, secondKeyLine)
  })

  t.test('happens once for one ClientToken', async (t) => {
    const caller = as('token')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    await caller.ok('RebootInstance', { InstanceId, ClientToken: 'once' })
    await caller.ok('RebootInstance', { InstanceId, ClientToken: 'once' })
    refused(t, await caller.rpc('RebootInstance', { InstanceId }), 'IncorrectInstanceStatus')
  })

  t.test('refuses', async (t) => {
    await refusesBadParameters(t, as('refuses'), 'RebootInstance', { InstanceId: 'any' })
    await refusesUnknownInstances(t, service, as('refuses'), 'RebootInstance')
  })
})
