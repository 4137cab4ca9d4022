import t from 'tap'
import { publicKey, secondPublicKey, start, windowsImage } from '../fixture.ts'
import {
  account,
  attach,
  attachedTo,
  importKeyPair,
  keyPairNames,
  logonOf,
  makeInstance,
  makeInstanceIn,
  noId,
  publicKeyLine,
  queueOf,
  refused,
  refusesBadParameters,
  refusesUnknownInstances,
  second
} from './expect.ts'

t.test('UploadInstanceKeyPair', async (t) => {
  const service = await start(t, { transitionMs: second })
  const as = (name: string) => account(service, name)

  t.test('takes a key in, attaches it, and accepts it after the restart', async (t) => {
    const caller = as('works')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    const body = await caller.ok('UploadInstanceKeyPair', { InstanceId, KeyPairName: 'mine', PublicKey: publicKey })
    t.strictSame(Object.keys(body), ['RequestId'])
    t.match(await caller.ok('DescribeKeyPair', { KeyPairName: 'mine' }), {
      Origin: 'Imported',
      PublicKey: publicKey,
      InstanceIds: [InstanceId]
    })
    t.strictSame(await queueOf(caller, InstanceId), ['Attach mine'])
    t.equal((await logonOf(caller, InstanceId)).keys, '')
    await caller.ok('RebootInstance', { InstanceId })
    t.equal((await logonOf(caller, InstanceId)).keys, publicKeyLine)
  })

  t.test('takes the place of the key pair that the server has, which stays', async (t) => {
    const caller = as('replaces')
    await importKeyPair(caller, 'old', secondPublicKey)
    const InstanceId = await makeInstanceIn(caller, service, 'Stopped')
    await attach(caller, 'old', InstanceId)
    await caller.ok('UploadInstanceKeyPair', { InstanceId, KeyPairName: 'new', PublicKey: publicKey })
    t.strictSame([await attachedTo(caller, 'old'), await attachedTo(caller, 'new')], [[], [InstanceId]])
    await caller.ok('StartInstance', { InstanceId })
    t.equal((await logonOf(caller, InstanceId)).keys, publicKeyLine)
  })

  t.test('the pair can be attached to other servers too', async (t) => {
    const caller = as('shared')
    const one = await makeInstanceIn(caller, service, 'Running')
    const two = await makeInstanceIn(caller, service, 'Running')
    await caller.ok('UploadInstanceKeyPair', { InstanceId: one, KeyPairName: 'mine', PublicKey: publicKey })
    await attach(caller, 'mine', two)
    t.strictSame(await attachedTo(caller, 'mine'), [one, two])
  })

  t.test('refuses, and then adds nothing', async (t) => {
    const caller = as('refuses')
    const { rpc } = caller
    await importKeyPair(caller, 'taken')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    const good = { InstanceId, KeyPairName: 'mine', PublicKey: publicKey }
    t.afterEach(async () => {
      t.strictSame(await keyPairNames(caller), ['taken'])
      t.strictSame(await queueOf(caller, InstanceId), [])
    })
    t.test('a name that is taken', async (t) => {
      refused(t, await rpc('UploadInstanceKeyPair', { ...good, KeyPairName: 'taken' }), 'KeyPairNameAlreadyExist')
    })
    t.test('a Windows server', async (t) => {
      const windows = await makeInstance(caller, windowsImage)
      service.clock.advance(2 * second)
      const reply = await rpc('UploadInstanceKeyPair', { ...good, InstanceId: windows })
      refused(t, reply, 'DependencyViolation.WindowsInstance')
    })
    for (const status of ['Pending', 'Starting', 'Stopping', 'Resetting']) {
      t.test(`a server that is ${status}`, async (t) => {
        const passing = await makeInstanceIn(caller, service, status)
        refused(t, await rpc('UploadInstanceKeyPair', { ...good, InstanceId: passing }), 'IncorrectInstanceStatus')
      })
    }
    t.test('what is no public key', async (t) => {
      refused(
        t,
        await rpc('UploadInstanceKeyPair', { ...good, PublicKey: 'hello' }),
        'InvalidPublicKeyBody.Malformed',
        {
          detail:
            'This is one word, perhaps the name of a key pair or a user: send the public key itself, one line that begins with its type.'
        }
      )
    })
    t.test('an unknown server before a taken name', async (t) => {
      const reply = await rpc('UploadInstanceKeyPair', { ...good, InstanceId: noId, KeyPairName: 'taken' })
      refused(t, reply, 'InvalidInstanceId.NotFound')
    })
    t.test('names outside of the rule', async (t) => {
      refused(t, await rpc('UploadInstanceKeyPair', { ...good, KeyPairName: 'a b' }), 'InvalidKeyPairName.Malformed')
    })
    await refusesBadParameters(t, caller, 'UploadInstanceKeyPair', good)
    await refusesUnknownInstances(t, service, caller, 'UploadInstanceKeyPair', {
      parameters: { KeyPairName: 'mine', PublicKey: publicKey }
    })
  })

  t.test('counts for the quota of the region', async (t) => {
    const caller = as('quota')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    for (let n = 1; n <= 9; n++) await importKeyPair(caller, `key-${n}`)
    await caller.ok('UploadInstanceKeyPair', { InstanceId, KeyPairName: 'key-10', PublicKey: publicKey })
    const parameters = { InstanceId, KeyPairName: 'key-11', PublicKey: publicKey }
    refused(t, await caller.rpc('UploadInstanceKeyPair', parameters), 'QuotaExceed.KeyPair')
    t.strictSame(await attachedTo(caller, 'key-10'), [InstanceId])
  })
})
