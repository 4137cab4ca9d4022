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
  publicKeyLine,
  queueOf,
  refused,
  refusesBadParameters,
  refusesUnknownInstances,
  second
} from './expect.ts'

// InvalidParameter.KeypairAlreadyAttachedInstance is left out: it needs another server to attach the pair while this
// call is deleting it.
t.test('DeleteInstanceKeyPair', async (t) => {
  const service = await start(t, { transitionMs: second })
  const { clock } = service
  const as = (name: string) => account(service, name)
  const upload = (caller: ReturnType<typeof as>, InstanceId: string, KeyPairName: string) =>
    caller.ok('UploadInstanceKeyPair', { InstanceId, KeyPairName, PublicKey: publicKey })

  t.test('deletes a pair that was uploaded for the server, which accepts it until the restart', async (t) => {
    const caller = as('uploaded')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    await upload(caller, InstanceId, 'mine')
    await caller.ok('RebootInstance', { InstanceId })
    clock.advance(second)
    t.strictSame(Object.keys(await caller.ok('DeleteInstanceKeyPair', { InstanceId })), ['RequestId'])
    t.strictSame(await keyPairNames(caller), [])
    t.match(await caller.ok('DescribeInstanceKeyPair', { InstanceId }), { KeyPairName: '' })
    t.strictSame(await queueOf(caller, InstanceId), ['Detach mine'])
    t.equal((await logonOf(caller, InstanceId)).keys, publicKeyLine)
    await caller.ok('RebootInstance', { InstanceId })
    t.equal((await logonOf(caller, InstanceId)).keys, '')
  })

  t.test('deletes a pair that was created for the server', async (t) => {
    const caller = as('created')
    const InstanceId = await makeInstanceIn(caller, service, 'Stopped')
    await caller.ok('CreateInstanceKeyPair', { InstanceId, KeyPairName: 'made' })
    await caller.ok('DeleteInstanceKeyPair', { InstanceId })
    t.strictSame(await keyPairNames(caller), [])
  })

  t.test('keeps a pair of the region', async (t) => {
    const caller = as('regional')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    await importKeyPair(caller, 'imported')
    await attach(caller, 'imported', InstanceId)
    await caller.ok('DeleteInstanceKeyPair', { InstanceId })
    await caller.ok('CreateKeyPair', { KeyPairName: 'created' })
    await attach(caller, 'created', InstanceId)
    await caller.ok('DeleteInstanceKeyPair', { InstanceId })
    t.strictSame((await keyPairNames(caller)).sort(), ['created', 'imported'])
    t.strictSame([await attachedTo(caller, 'imported'), await attachedTo(caller, 'created')], [[], []])
  })

  t.test('keeps a pair that another server has attached too, and the last server takes it along', async (t) => {
    const caller = as('shared')
    const one = await makeInstanceIn(caller, service, 'Running')
    const two = await makeInstanceIn(caller, service, 'Running')
    await upload(caller, one, 'mine')
    await attach(caller, 'mine', two)
    await caller.ok('DeleteInstanceKeyPair', { InstanceId: one })
    t.strictSame(await attachedTo(caller, 'mine'), [two])
    await caller.ok('DeleteInstanceKeyPair', { InstanceId: two })
    t.strictSame(await keyPairNames(caller), [])
  })

  t.test('leaves a pair that was made for the server but has been replaced', async (t) => {
    const caller = as('replaced')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    await upload(caller, InstanceId, 'mine')
    await importKeyPair(caller, 'work', secondPublicKey)
    await attach(caller, 'work', InstanceId)
    await caller.ok('DeleteInstanceKeyPair', { InstanceId })
    t.strictSame((await keyPairNames(caller)).sort(), ['mine', 'work'])
  })

  t.test('gives the quota back when the pair goes, and not when it stays', async (t) => {
    const caller = as('quota')
    const InstanceId = await makeInstanceIn(caller, service, 'Running')
    for (let n = 1; n <= 9; n++) await importKeyPair(caller, `key-${n}`)
    await attach(caller, 'key-1', InstanceId)
    await caller.ok('DeleteInstanceKeyPair', { InstanceId })
    await upload(caller, InstanceId, 'mine')
    const eleventh = { KeyPairName: 'key-11', PublicKeyBody: publicKey }
    refused(t, await caller.rpc('ImportKeyPair', eleventh), 'QuotaExceed.KeyPair')
    await caller.ok('DeleteInstanceKeyPair', { InstanceId })
    await caller.ok('ImportKeyPair', eleventh)
    refused(t, await caller.rpc('ImportKeyPair', { ...eleventh, KeyPairName: 'key-12' }), 'QuotaExceed.KeyPair')
  })

  t.test('refuses', async (t) => {
    const caller = as('refuses')
    const notAttached = 'InvalidParameter.KeypairNotAttachedInstance'
    t.test('a server without a key pair, and a second call', async (t) => {
      const InstanceId = await makeInstanceIn(caller, service, 'Running')
      refused(t, await caller.rpc('DeleteInstanceKeyPair', { InstanceId }), notAttached)
      await upload(caller, InstanceId, 'mine')
      await caller.ok('DeleteInstanceKeyPair', { InstanceId })
      refused(t, await caller.rpc('DeleteInstanceKeyPair', { InstanceId }), notAttached)
    })
    t.test('a Windows server', async (t) => {
      const InstanceId = await makeInstance(caller, windowsImage)
      clock.advance(2 * second)
      refused(t, await caller.rpc('DeleteInstanceKeyPair', { InstanceId }), notAttached)
    })
    for (const action of ['RebootInstance', 'StopInstance']) {
      t.test(`a server on its way after ${action}, and keeps its pair`, async (t) => {
        const InstanceId = await makeInstanceIn(caller, service, 'Running')
        await upload(caller, InstanceId, action)
        await caller.ok(action, { InstanceId })
        refused(t, await caller.rpc('DeleteInstanceKeyPair', { InstanceId }), 'IncorrectInstanceStatus')
        t.strictSame(await attachedTo(caller, action), [InstanceId])
      })
    }
    await refusesBadParameters(t, caller, 'DeleteInstanceKeyPair', { InstanceId: 'any' })
    await refusesUnknownInstances(t, service, caller, 'DeleteInstanceKeyPair')
  })
})
