import t from 'tap'
import { start, windowsImage } from '../fixture.ts'
import {
  account,
  attach,
  importKeyPair,
  logonOf,
  makeInstance,
  makeInstanceIn,
  publicKeyLine,
  refused,
  refusesBadParameters,
  refusesUnknownInstances,
  second,
  setPassword
} from './expect.ts'

t.test('DescribeInstanceLogon', async (t) => {
  const service = await start(t, { transitionMs: second })
  const { clock } = service
  const as = (name: string) => account(service, name)

  t.test('a new server lets nobody in: it has no key, and no password', async (t) => {
    const caller = as('new')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    const { RequestId, PublicIpAddress, ...body } = await caller.ok('DescribeInstanceLogon', { InstanceId }, 'GET')
    t.match(RequestId, /^[0-9A-F-]{36}$/)
    const { Instances } = await caller.ok('ListInstances')
    t.equal(PublicIpAddress, Instances[0].PublicIpAddress)
    t.strictSame(body, { InstanceId, Status: 'Running', UserName: 'root', AuthorizedKeys: '', PasswordLogon: false })
  })

  t.test('the password lets in once it is effective, the key once it is applied, and then it alone', async (t) => {
    const caller = as('old')
    await importKeyPair(caller, 'work')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    await setPassword(caller, InstanceId)
    clock.advance(second)
    t.strictSame(await logonOf(caller, InstanceId), { keys: '', password: true })
    await attach(caller, 'work', InstanceId)
    await caller.ok('RebootInstance', { InstanceId })
    t.strictSame(await logonOf(caller, InstanceId), { keys: publicKeyLine, password: false })
  })

  t.test('names the state, since only a Running server lets anyone in', async (t) => {
    const caller = as('states')
    for (const Status of ['Pending', 'Starting', 'Running', 'Stopping', 'Stopped', 'Resetting']) {
      const InstanceId = await makeInstanceIn(caller, service, Status)
      t.equal((await caller.ok('DescribeInstanceLogon', { InstanceId })).Status, Status)
    }
  })

  t.test('refuses Windows servers', async (t) => {
    const caller = as('windows')
    const InstanceId = await makeInstance(caller, windowsImage)
    refused(t, await caller.rpc('DescribeInstanceLogon', { InstanceId }), 'DependencyViolation.WindowsInstance')
  })

  t.test('refuses', async (t) => {
    await refusesBadParameters(t, as('refuses'), 'DescribeInstanceLogon', { InstanceId: 'any' })
    await refusesUnknownInstances(t, service, as('refuses'), 'DescribeInstanceLogon')
  })
})
