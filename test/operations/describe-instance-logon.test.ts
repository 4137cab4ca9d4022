import t from 'tap'
import { type Body, start, windowsImage } from '../fixture.ts'
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

  t.test('nobody can log on to a new server: it has no key, and no password', async (t) => {
    const caller = as('new')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    const reply = await caller.ok('DescribeInstanceLogon', { InstanceId }, 'GET')
    const { RequestId, PublicIpAddress, HostKeys, KnownHosts, ...body } = reply
    t.match(RequestId, /^[0-9A-F-]{36}$/)
    const { Instances } = await caller.ok('ListInstances')
    t.equal(PublicIpAddress, Instances[0].PublicIpAddress)
    t.strictSame(body, {
      InstanceId,
      Status: 'Running',
      SshEnabled: true,
      Host: PublicIpAddress,
      Port: service.sshPort,
      UserName: 'root',
      SshCommand: `ssh -p ${service.sshPort} root@${PublicIpAddress}`,
      AuthorizedKeys: '',
      PasswordLogon: false
    })
    t.match(HostKeys, [{ Type: 'ssh-ed25519' }, { Type: 'ssh-rsa' }])
    t.same(
      KnownHosts,
      HostKeys.map(({ PublicKey }: Body) => `[${PublicIpAddress}]:${service.sshPort} ${PublicKey}`)
    )
  })

  t.test('the password is accepted once it is effective, the key once it is applied, and then it alone', async (t) => {
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

  t.test('names the state, since one can only log on to a Running server', async (t) => {
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

t.test(
  'DescribeInstanceLogon where other machines reach the service, and the address of a server leads nowhere',
  async (t) => {
    const service = await start(t, { ssh: { host: '0.0.0.0', port: 0, isLoopbackOnly: false } })
    const caller = account(service, 'remote')
    const InstanceId = await makeInstance(caller)
    const { Host, UserName, SshCommand, KnownHosts } = await caller.ok('DescribeInstanceLogon', { InstanceId })
    const UserNameOfServer = `root+${InstanceId}`
    t.same({ Host, UserName }, { Host: '127.0.0.1', UserName: UserNameOfServer })
    t.equal(SshCommand, `ssh -p ${service.sshPort} ${UserNameOfServer}@127.0.0.1`)
    t.match(KnownHosts[0], `[127.0.0.1]:${service.sshPort} ssh-ed25519 `)
  }
)

t.test('DescribeInstanceLogon without SSH', async (t) => {
  const service = await start(t, { ssh: undefined })
  const caller = account(service, 'off')
  const InstanceId = await makeInstance(caller)
  const { RequestId: _, PublicIpAddress, ...body } = await caller.ok('DescribeInstanceLogon', { InstanceId })
  t.ok(PublicIpAddress)
  t.strictSame(body, { InstanceId, Status: 'Running', SshEnabled: false, AuthorizedKeys: '', PasswordLogon: false })
})
