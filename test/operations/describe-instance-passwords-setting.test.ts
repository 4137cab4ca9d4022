import t from 'tap'
import { start, windowsImage } from '../fixture.ts'
import { account, makeInstance, refusesBadParameters, refusesUnknownInstances } from './expect.ts'

t.test('DescribeInstancePasswordsSetting', async (t) => {
  const service = await start(t)
  const as = (name: string) => account(service, name)

  t.test('a password is set as soon as it was given, and until the system is reset', async (t) => {
    const caller = as('works')
    const InstanceId = await makeInstance(caller)
    const describe = async () => {
      const { RequestId, ...body } = await caller.ok('DescribeInstancePasswordsSetting', { InstanceId }, 'GET')
      t.match(RequestId, /^[0-9A-F-]{36}$/)
      return body
    }
    const unset = { InstancePasswordSetting: false, VncPasswordSetting: false }
    const set = { InstancePasswordSetting: true, VncPasswordSetting: false }
    t.strictSame(await describe(), unset)
    await caller.ok('UpdateInstanceAttribute', { InstanceId, InstanceName: 'web' })
    t.strictSame(await describe(), unset)
    await caller.ok('UpdateInstanceAttribute', { InstanceId, Password: 'Correct-Horse-1' })
    t.strictSame(await describe(), set)
    await caller.ok('RebootInstance', { InstanceId })
    t.strictSame(await describe(), set)
    await caller.ok('ResetSystem', { InstanceId })
    t.strictSame(await describe(), unset)
  })

  t.test('knows Windows servers too', async (t) => {
    const caller = as('windows')
    const InstanceId = await makeInstance(caller, windowsImage)
    await caller.ok('UpdateInstanceAttribute', { InstanceId, Password: 'Correct-Horse-1' })
    t.match(await caller.ok('DescribeInstancePasswordsSetting', { InstanceId }), { InstancePasswordSetting: true })
  })

  t.test('refuses', async (t) => {
    await refusesBadParameters(t, as('refuses'), 'DescribeInstancePasswordsSetting', { InstanceId: 'any' })
    await refusesUnknownInstances(t, service, as('refuses'), 'DescribeInstancePasswordsSetting')
  })
})
