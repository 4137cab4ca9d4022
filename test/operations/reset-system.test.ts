import t from 'tap'
import { linuxImage, secondPublicKey, start, windowsImage } from '../fixture.ts'
import {
  account,
  attach,
  attachedTo,
  type Caller,
  importKeyPair,
  keyPairNames,
  logonOf,
  makeInstance,
  makeInstanceIn,
  publicKeyLine,
  queueOf,
  refused,
  refusesBadParameters,
  refusesUnknownInstances,
  second,
  secondKeyLine,
  server,
  setPassword,
  statusOf
} from './expect.ts'

const debian = '5a3e1c6f0d2b4e7f8a9b0c1d2e3f4a54'
const wordPress = '5a3e1c6f0d2b4e7f8a9b0c1d2e3f4a58'

t.test('ResetSystem', async (t) => {
  const service = await start(t, { transitionMs: second })
  const { clock } = service
  const as = (name: string) => account(service, name)
  const only = async (caller: Caller, id: string) => {
    const { Instances } = await caller.ok('ListInstances', { InstanceIds: JSON.stringify([id]) })
    return Instances[0]
  }
  /** A server with a password, an applied key pair `work`, and a key pair `next` and a password that wait. */
  const makeUsed = async (caller: Caller) => {
    await importKeyPair(caller, 'work')
    await importKeyPair(caller, 'next', secondPublicKey)
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    await setPassword(caller, InstanceId)
    clock.advance(second)
    await attach(caller, 'work', InstanceId)
    await caller.ok('RebootInstance', { InstanceId })
    clock.advance(second)
    await attach(caller, 'next', InstanceId)
    await caller.ok('UpdateInstanceAttribute', { InstanceId, Password: 'Another-Horse-2' })
    return InstanceId
  }

  for (const status of ['Running', 'Stopped']) {
    t.test(`brings a ${status} server by Resetting to Running`, async (t) => {
      const caller = as(status)
      const InstanceId = await makeInstanceIn(caller, service, status)
      t.strictSame(Object.keys(await caller.ok('ResetSystem', { InstanceId })), ['RequestId'])
      t.equal(await statusOf(caller, InstanceId), 'Resetting')
      clock.advance(second)
      t.equal(await statusOf(caller, InstanceId), 'Running')
    })
  }

  t.test('leaves neither key pair nor queue nor password, and the image as it was', async (t) => {
    const caller = as('clears')
    const InstanceId = await makeUsed(caller)
    const before = await only(caller, InstanceId)
    await caller.ok('ResetSystem', { InstanceId })
    t.strictSame(await logonOf(caller, InstanceId), { keys: '', password: false })
    t.strictSame([await attachedTo(caller, 'work'), await attachedTo(caller, 'next')], [[], []])
    t.strictSame(await queueOf(caller, InstanceId), [])
    t.equal((await caller.ok('ListPendingRestarts')).TotalCount, 0)
    t.match(await caller.ok('DescribeInstancePasswordsSetting', { InstanceId }), { InstancePasswordSetting: false })
    clock.advance(second)
    t.strictSame(await only(caller, InstanceId), before)
    await caller.ok('RebootInstance', { InstanceId })
    t.strictSame(await logonOf(caller, InstanceId), { keys: '', password: false })
    await caller.ok('DeleteKeyPairs', { 'KeyPairNames.1': 'work', 'KeyPairNames.2': 'next' })
  })

  t.test('gives the password logon of the image back', async (t) => {
    const caller = as('sshd')
    const InstanceId = await makeUsed(caller)
    await caller.ok('ResetSystem', { InstanceId })
    clock.advance(second)
    await setPassword(caller, InstanceId)
    t.strictSame(await logonOf(caller, InstanceId), { keys: '', password: true })
  })

  t.test('leaves other servers alone', async (t) => {
    const caller = as('others')
    await importKeyPair(caller, 'work')
    const one = await makeInstanceIn(caller, service, 'Running')
    const two = await makeInstanceIn(caller, service, 'Running')
    await attach(caller, 'work', one, two)
    await caller.ok('ResetSystem', { InstanceId: one })
    t.strictSame(await attachedTo(caller, 'work'), [two])
    t.strictSame(await queueOf(caller, two), ['Attach work'])
  })

  t.test('changes the image, and keeps name, address and plan', async (t) => {
    const caller = as('image')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    const before = await only(caller, InstanceId)
    await caller.ok('ResetSystem', { InstanceId, ImageId: debian })
    clock.advance(second)
    t.strictSame(await only(caller, InstanceId), {
      ...before,
      ImageId: debian,
      Image: { ImageName: 'Debian-12', ImageType: 'system', ImageVersion: '12', OsType: 'linux' }
    })
  })

  t.test('makes a Linux server a Windows one, and back', async (t) => {
    const caller = as('windows')
    const InstanceId = await makeUsed(caller)
    await caller.ok('ResetSystem', { InstanceId, ImageId: windowsImage })
    clock.advance(second)
    t.match(await only(caller, InstanceId), { ImageId: windowsImage, Image: { OsType: 'windows' } })
    t.strictSame([await attachedTo(caller, 'work'), await attachedTo(caller, 'next')], [[], []])
    refused(t, await caller.rpc('DescribeInstanceLogon', { InstanceId }), 'DependencyViolation.WindowsInstance')
    await caller.ok('ResetSystem', { InstanceId, ImageId: linuxImage, 'LoginCredentials.KeyPairName': 'work' })
    t.equal((await logonOf(caller, InstanceId)).keys, publicKeyLine)
  })

  t.test('LoginCredentials.KeyPairName is attached and accepted at once, with password logon off', async (t) => {
    const caller = as('key pair')
    const InstanceId = await makeUsed(caller)
    await caller.ok('ResetSystem', { InstanceId, 'LoginCredentials.KeyPairName': 'next' })
    t.strictSame([await attachedTo(caller, 'work'), await attachedTo(caller, 'next')], [[], [InstanceId]])
    t.strictSame(await logonOf(caller, InstanceId), { keys: secondKeyLine, password: false })
    t.strictSame(await queueOf(caller, InstanceId), [])
    t.match(await caller.ok('DescribeInstanceKeyPair', { InstanceId }), { KeyPairName: 'next' })
    clock.advance(second)
    await attach(caller, 'work', InstanceId)
    await caller.ok('RebootInstance', { InstanceId })
    t.equal((await logonOf(caller, InstanceId)).keys, publicKeyLine, 'and can be replaced')
  })

  t.test('LoginCredentials.Password is accepted at once', async (t) => {
    const caller = as('password')
    const InstanceId = await makeUsed(caller)
    await caller.ok('ResetSystem', { InstanceId, 'LoginCredentials.Password': 'Fresh-Start-3' })
    t.strictSame(await logonOf(caller, InstanceId), { keys: '', password: true })
    t.equal((await caller.ok('ListPendingRestarts')).TotalCount, 0)
    t.match(await caller.ok('DescribeInstancePasswordsSetting', { InstanceId }), { InstancePasswordSetting: true })
  })

  t.test('LoginCredentials may be one JSON object; a key pair and a password in it are both accepted', async (t) => {
    const caller = as('both')
    const InstanceId = await makeUsed(caller)
    const LoginCredentials = JSON.stringify({ KeyPairName: 'work', Password: 'Fresh-Start-3' })
    await caller.ok('ResetSystem', { InstanceId, LoginCredentials })
    t.strictSame(await logonOf(caller, InstanceId), { keys: publicKeyLine, password: true })
    t.match(await caller.ok('DescribeInstancePasswordsSetting', { InstanceId }), { InstancePasswordSetting: true })
  })

  t.test('refuses, and leaves the server as it was', async (t) => {
    const caller = as('refuses')
    const { rpc } = caller
    const InstanceId = await makeUsed(caller)
    await importKeyPair(as('neighbour'), 'theirs')
    const before = await only(caller, InstanceId)
    t.afterEach(async () => {
      t.strictSame(await only(caller, InstanceId), before)
      t.strictSame(await logonOf(caller, InstanceId), { keys: publicKeyLine, password: false })
      t.strictSame(await attachedTo(caller, 'next'), [InstanceId])
      t.strictSame(await queueOf(caller, InstanceId), ['Attach next'])
    })

    t.test('images that are none', async (t) => {
      for (const ImageId of ['nothing', linuxImage.toUpperCase()]) {
        refused(t, await rpc('ResetSystem', { InstanceId, ImageId }), 'InvalidImageId.NotFound', { about: ImageId })
      }
    })
    t.test('images that the plan can’t carry', async (t) => {
      for (const [PlanId, ImageId, about] of [
        ['swas.s2.c1m05s20b1t02', windowsImage, 'the plan has no Windows'],
        ['swas.s2.c1m1s30b2t03', wordPress, 'the disk is too small'],
        ['swas.s2.c2m1s40b3t04', windowsImage, 'the memory is too small']
      ] as const) {
        const { InstanceIds } = await caller.ok('CreateInstances', { ...server, PlanId })
        clock.advance(2 * second)
        const reply = await rpc('ResetSystem', { InstanceId: InstanceIds[0], ImageId })
        refused(t, reply, 'InvalidImageId.NotSupport', { about })
      }
    })
    t.test('key pairs of nobody, of another account, of another case', async (t) => {
      for (const name of ['nobody', 'theirs', 'Work']) {
        const reply = await rpc('ResetSystem', { InstanceId, 'LoginCredentials.KeyPairName': name })
        refused(t, reply, 'InvalidKeyPairName.NotFound', { about: name })
      }
    })
    t.test('a key pair for Windows', async (t) => {
      const parameters = { InstanceId, ImageId: windowsImage, 'LoginCredentials.KeyPairName': 'work' }
      refused(t, await rpc('ResetSystem', parameters), 'DependencyViolation.WindowsInstance')
    })
    t.test('passwords outside of the rule', async (t) => {
      for (const password of ['short-A', 'alllowercase', 'aA1 aaaaa']) {
        const reply = await rpc('ResetSystem', { InstanceId, 'LoginCredentials.Password': password })
        refused(t, reply, 'InvalidPassword.ValueNotSupported', { about: password })
      }
      const windows = { InstanceId, ImageId: windowsImage, 'LoginCredentials.Password': '/aaaaA11' }
      refused(t, await rpc('ResetSystem', windows), 'InvalidPassword.ValueNotSupported')
    })
    t.test('credentials that are none', async (t) => {
      const text = await rpc('ResetSystem', { InstanceId, LoginCredentials: 'work' })
      refused(t, text, 'InvalidLoginCredentials')
      const number = await rpc('ResetSystem', { InstanceId, LoginCredentials: '{"Password":12345678}' })
      refused(t, number, 'InvalidLoginCredentials.Password')
    })
    t.test('names outside of the rule', async (t) => {
      const { status, body } = await rpc('ResetSystem', { InstanceId, 'LoginCredentials.KeyPairName': '1st' })
      t.equal(status, 400)
      t.equal(body.Code, 'InvalidKeyPairName.Malformed')
    })
    await refusesBadParameters(t, caller, 'ResetSystem', { InstanceId })
    await refusesUnknownInstances(t, service, caller, 'ResetSystem')
  })

  for (const status of ['Pending', 'Starting', 'Stopping', 'Resetting']) {
    t.test(`refuses a server that is ${status}`, async (t) => {
      const caller = as(`refuses ${status}`)
      const InstanceId = await makeInstanceIn(caller, service, status)
      refused(t, await caller.rpc('ResetSystem', { InstanceId }), 'IncorrectInstanceStatus')
      t.equal(await statusOf(caller, InstanceId), status)
    })
  }

  t.test('a key pair that was made for the server stays', async (t) => {
    const caller = as('made for it')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    await caller.ok('UploadInstanceKeyPair', { InstanceId, KeyPairName: 'mine', PublicKey: secondPublicKey })
    await caller.ok('ResetSystem', { InstanceId })
    t.strictSame(await keyPairNames(caller), ['mine'])
    t.strictSame(await attachedTo(caller, 'mine'), [])
  })

  t.test('a Windows server is reset like any other', async (t) => {
    const caller = as('windows again')
    const InstanceId = await makeInstance(caller, windowsImage)
    clock.advance(2 * second)
    await caller.ok('ResetSystem', { InstanceId, 'LoginCredentials.Password': 'Fresh-Start-3' })
    t.match(await caller.ok('DescribeInstancePasswordsSetting', { InstanceId }), { InstancePasswordSetting: true })
  })
})
