import t from 'tap'
import { start, windowsImage } from '../fixture.ts'
import {
  account,
  attach,
  type Caller,
  detach,
  importKeyPair,
  logonOf,
  makeInstance,
  makeInstanceIn,
  refused,
  refusesBadParameters,
  refusesUnknownInstances,
  second
} from './expect.ts'

t.test('UpdateInstanceAttribute', async (t) => {
  const service = await start(t, { transitionMs: second, logLevel: 'trace' })
  const { clock } = service
  const as = (name: string) => account(service, name)
  const nameOf = async (caller: Caller, id: string) => {
    const { Instances } = await caller.ok('ListInstances', { InstanceIds: JSON.stringify([id]) })
    return Instances[0].InstanceName
  }
  const waiting = async (caller: Caller) => (await caller.ok('ListPendingRestarts')).TotalCount

  t.test('changes the name at once', async (t) => {
    const caller = as('name')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    const good = ['ab', 'Web.front-1_a:b', '服务器一号', '〇a', 'x'.repeat(128), '龘'.repeat(128)]
    for (const InstanceName of good) {
      const body = await caller.ok('UpdateInstanceAttribute', { InstanceId, InstanceName })
      t.strictSame(Object.keys(body), ['RequestId'])
      t.equal(await nameOf(caller, InstanceId), InstanceName)
    }
    t.equal(await waiting(caller), 0)
  })

  t.test('two servers may have one name', async (t) => {
    const caller = as('same name')
    for (const InstanceId of [await makeInstance(caller), await makeInstance(caller)]) {
      await caller.ok('UpdateInstanceAttribute', { InstanceId, InstanceName: 'twin' })
    }
    t.equal((await caller.ok('ListInstances', { InstanceName: 'twin' })).TotalCount, 2)
  })

  t.test('refuses names outside of the rule', async (t) => {
    const caller = as('bad names')
    const InstanceId = await makeInstance(caller)
    const before = await nameOf(caller, InstanceId)
    for (const InstanceName of ['a', '1ab', '.ab', 'a b', 'a%b', 'http://ab', 'ab\n', 'a\0b', 'x'.repeat(129)]) {
      const reply = await caller.rpc('UpdateInstanceAttribute', { InstanceId, InstanceName })
      refused(t, reply, 'InvalidInstanceName.ValueNotSupported', { about: JSON.stringify(InstanceName) })
    }
    t.equal(await nameOf(caller, InstanceId), before)
  })

  t.test('a password waits for a reboot', async (t) => {
    const caller = as('password')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    await caller.ok('UpdateInstanceAttribute', { InstanceId, Password: 'Correct-Horse-1' })
    t.strictSame(await logonOf(caller, InstanceId), { keys: '', password: false })
    t.match(await caller.ok('ListPendingRestarts'), { TotalCount: 1, PendingRestarts: [{ PasswordChange: true }] })
    await caller.ok('RebootInstance', { InstanceId })
    t.strictSame(await logonOf(caller, InstanceId), { keys: '', password: true })
    t.equal(await waiting(caller), 0)
  })

  t.test('a password waits for the start after a stop', async (t) => {
    const caller = as('password, stopped')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    await caller.ok('UpdateInstanceAttribute', { InstanceId, Password: 'Correct-Horse-1' })
    await caller.ok('StopInstance', { InstanceId })
    clock.advance(second)
    t.equal((await logonOf(caller, InstanceId)).password, false)
    t.equal(await waiting(caller), 1)
    await caller.ok('StartInstance', { InstanceId })
    t.equal((await logonOf(caller, InstanceId)).password, true)
    t.equal(await waiting(caller), 0)
  })

  t.test('turns password logon on again after an attached key turned it off', async (t) => {
    const caller = as('password after key')
    await importKeyPair(caller, 'work')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    const restart = async () => {
      await caller.ok('RebootInstance', { InstanceId })
      clock.advance(second)
    }
    const setPassword = () => caller.ok('UpdateInstanceAttribute', { InstanceId, Password: 'Correct-Horse-1' })
    const next = async () => (await caller.ok('DescribePendingRestart', { InstanceId })).PasswordLogon
    const now = async () => (await logonOf(caller, InstanceId)).password
    await setPassword()
    await restart()
    await attach(caller, 'work', InstanceId)
    t.strictSame([await now(), await next()], [true, false])
    await restart()
    t.strictSame([await now(), await next()], [false, false])
    await setPassword()
    t.strictSame([await now(), await next()], [false, true], 'it waits for the restart')
    await restart()
    t.strictSame([await now(), await next()], [true, true], 'it may be the old one again')
  })

  t.test('of a key and a password that wait for one restart, the later request decides', async (t) => {
    const caller = as('later wins')
    await importKeyPair(caller, 'work')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    const steps = {
      password: () => caller.ok('UpdateInstanceAttribute', { InstanceId, Password: 'Correct-Horse-1' }),
      attach: () => attach(caller, 'work', InstanceId),
      detach: () => detach(caller, 'work', InstanceId)
    }
    const cases: [(keyof typeof steps)[], boolean][] = [
      [['password', 'attach'], false],
      [['detach'], false],
      [['attach', 'password'], true],
      [['password', 'detach', 'attach'], false],
      [['detach', 'attach', 'password', 'detach'], true],
      [['password', 'attach', 'password'], true],
      [['detach', 'password', 'attach', 'detach'], false]
    ]
    for (const [order, lets] of cases) {
      for (const step of order) await steps[step]()
      const { PendingRestarts } = await caller.ok('ListPendingRestarts')
      t.strictSame([PendingRestarts[0].PasswordLogon], [lets], `${order} is told before`)
      await caller.ok('RebootInstance', { InstanceId })
      clock.advance(second)
      t.equal((await logonOf(caller, InstanceId)).password, lets, order.join(', '))
    }
  })

  t.test('takes passwords of three classes out of four, 8 to 30 characters', async (t) => {
    const caller = as('passwords')
    const InstanceId = await makeInstance(caller)
    for (const Password of ['aaaaaA1x', 'aaaaa-1x', 'AAAAA-1X', 'aaaaa-AX', `${'aB3'.repeat(10)}`, '/aaaaA11']) {
      await caller.ok('UpdateInstanceAttribute', { InstanceId, Password })
    }
    for (const specials of ['()`~!@#$%^&*-_+', "=|{}[]:;'<>,.?/"]) {
      await caller.ok('UpdateInstanceAttribute', { InstanceId, Password: `aA${specials}` })
    }
    t.equal(await waiting(caller), 1)
  })

  t.test('refuses other passwords', async (t) => {
    const caller = as('bad passwords')
    const InstanceId = await makeInstance(caller)
    const bad = [
      'aA1-567',
      `${'aB3'.repeat(10)}x`,
      'aaaaaaaa',
      'aaaaAAAA',
      'aaaa1111',
      'aaaa----',
      'aA1 aaaaa',
      'aA1"aaaaa',
      'aA1\\aaaa',
      'aA1é5678',
      '密码aA1-56'
    ]
    for (const Password of bad) {
      const reply = await caller.rpc('UpdateInstanceAttribute', { InstanceId, Password, InstanceName: 'renamed' })
      refused(t, reply, 'InvalidPassword.ValueNotSupported', { about: Password })
    }
    t.equal(await waiting(caller), 0)
    t.not(await nameOf(caller, InstanceId), 'renamed')
  })

  t.test('a password on Windows may not begin with a slash', async (t) => {
    const caller = as('windows')
    const InstanceId = await makeInstance(caller, windowsImage)
    const reply = await caller.rpc('UpdateInstanceAttribute', { InstanceId, Password: '/aaaaA11' })
    refused(t, reply, 'InvalidPassword.ValueNotSupported')
    await caller.ok('UpdateInstanceAttribute', { InstanceId, Password: 'a/aaaA11' })
  })

  t.test('is taken in every state, and changes nothing when asked for nothing', async (t) => {
    const caller = as('states')
    for (const status of ['Pending', 'Starting', 'Running', 'Stopping', 'Stopped', 'Resetting']) {
      const InstanceId = await makeInstanceIn(caller, service, status)
      await caller.ok('UpdateInstanceAttribute', { InstanceId, InstanceName: status })
      await caller.ok('UpdateInstanceAttribute', { InstanceId })
      t.equal(await nameOf(caller, InstanceId), status)
    }
  })

  t.test('no password is in the log', async (t) => {
    const caller = as('log')
    const InstanceId = await makeInstance(caller)
    await caller.rpc('UpdateInstanceAttribute', { InstanceId, Password: 'Nobody-Reads-1' }, 'GET')
    t.match(service.log(), 'UpdateInstanceAttribute')
    t.notMatch(service.log(), 'Nobody-Reads-1')
  })

  t.test('refuses', async (t) => {
    await refusesBadParameters(t, as('refuses'), 'UpdateInstanceAttribute', { InstanceId: 'any' })
    await refusesUnknownInstances(t, service, as('refuses'), 'UpdateInstanceAttribute', {
      parameters: { Password: 'Correct-Horse-1' }
    })
  })
})
