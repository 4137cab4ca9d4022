import t from 'tap'
import { list, makeInstances, secondPublicKey, start, windowsImage } from '../fixture.ts'
import {
  account,
  attach,
  attachedTo,
  attachInstanceNotFound,
  type Caller,
  detach,
  importKeyPair,
  keyPairNames,
  logonOf,
  makeInstanceIn,
  noId,
  publicKeyLine,
  queueOf,
  refused,
  refusesBadParameters,
  refusesUnknownInstances,
  second,
  setPassword
} from './expect.ts'

const row = (InstanceId: string) => ({ InstanceId, Success: 'true', Code: '200', Message: 'success' })

t.test('DetachKeyPair', async (t) => {
  const service = await start(t, { transitionMs: second })
  const { clock } = service
  const as = (name: string) => account(service, name)
  const running = async (caller: Caller, amount = 1, image?: string) => {
    const ids = await makeInstances(caller, amount, image)
    clock.advance(2 * second)
    return ids
  }
  const reboot = async (caller: Caller, InstanceId: string) => {
    await caller.ok('RebootInstance', { InstanceId })
    clock.advance(second)
  }

  t.test('answers a row for each server, each once, in the order of the request', async (t) => {
    const caller = as('rows')
    await importKeyPair(caller, 'work')
    const [a = '', b = '', c = ''] = await running(caller, 3)
    await attach(caller, 'work', a, b, c)
    const { RequestId, ...body } = await detach(caller, 'work', c, a, c)
    t.match(RequestId, /^[0-9A-F-]{36}$/)
    t.strictSame(body, { TotalCount: 2, FailCount: 0, Results: [row(c), row(a)] })
    t.strictSame(await attachedTo(caller, 'work'), [b])
  })

  t.test('takes the servers as one JSON list, and by GET', async (t) => {
    const caller = as('json')
    await importKeyPair(caller, 'work')
    const [a = '', b = ''] = await running(caller, 2)
    await attach(caller, 'work', a, b)
    const parameters = { KeyPairName: 'work', InstanceIds: JSON.stringify([b, a]) }
    const { RequestId: _, ...body } = await caller.ok('DetachKeyPair', parameters, 'GET')
    t.strictSame(body, { TotalCount: 2, FailCount: 0, Results: [row(b), row(a)] })
  })

  t.test('takes servers that are Stopped', async (t) => {
    const caller = as('stopped')
    await importKeyPair(caller, 'work')
    const id = await makeInstanceIn(caller, service, 'Stopped')
    await attach(caller, 'work', id)
    t.strictSame((await detach(caller, 'work', id)).Results, [row(id)])
    t.strictSame(await attachedTo(caller, 'work'), [])
  })

  for (const [status, action] of [
    ['Starting', 'RebootInstance'],
    ['Stopping', 'StopInstance']
  ] as const) {
    t.test(`refuses a server that is ${status} in its row`, async (t) => {
      const caller = as(status)
      await importKeyPair(caller, 'work')
      const [passing = '', ready = ''] = await running(caller, 2)
      await attach(caller, 'work', passing, ready)
      await caller.ok(action, { InstanceId: passing })
      const { RequestId: _, ...body } = await detach(caller, 'work', passing, ready)
      t.strictSame(body, {
        TotalCount: 2,
        FailCount: 1,
        Results: [
          {
            InstanceId: passing,
            Success: 'false',
            Code: '403',
            Message: 'The state of the current instance does not support this operation.'
          },
          row(ready)
        ]
      })
      t.strictSame(await attachedTo(caller, 'work'), [passing])
    })
  }

  t.test('refuses the whole call and changes nothing', async (t) => {
    const caller = as('refuses')
    const { rpc } = caller
    await importKeyPair(caller, 'work')
    await importKeyPair(caller, 'other', secondPublicKey)
    await importKeyPair(as('neighbour'), 'theirs')
    const [a = '', b = '', bare = ''] = await running(caller, 3)
    const [w = ''] = await running(caller, 1, windowsImage)
    await attach(caller, 'work', a)
    await attach(caller, 'other', b)
    t.afterEach(async () => {
      t.strictSame([await attachedTo(caller, 'work'), await attachedTo(caller, 'other')], [[a], [b]])
      t.strictSame(await queueOf(caller, a), ['Attach work'])
    })

    for (const [which, id] of [
      ['has none', bare],
      ['has another one', b],
      ['runs Windows', w]
    ] as const) {
      t.test(`when a server ${which}`, async (t) => {
        const reply = await rpc('DetachKeyPair', { KeyPairName: 'work', ...list('InstanceIds', [a, id]) })
        refused(t, reply, 'InvalidParameter.KeypairNotAttachedInstance')
      })
    }
    t.test('when a server is unknown', async (t) => {
      const reply = await rpc('DetachKeyPair', { KeyPairName: 'work', ...list('InstanceIds', [a, noId]) })
      refused(t, reply, 'InvalidInstanceId.NotFound', { message: attachInstanceNotFound })
    })
    t.test('when the key pair is unknown here', async (t) => {
      for (const KeyPairName of ['nobody', 'theirs', 'Work']) {
        const reply = await rpc('DetachKeyPair', { KeyPairName, 'InstanceIds.1': a })
        refused(t, reply, 'InvalidKeyPairName.NotFound', { about: KeyPairName })
      }
    })
    t.test('when the name is outside of the rule', async (t) => {
      refused(t, await rpc('DetachKeyPair', { KeyPairName: 'a b', 'InstanceIds.1': a }), 'InvalidKeyPairName.Malformed')
    })
    t.test('when there are more than 50 servers', async (t) => {
      const many = list('InstanceIds', Array<string>(51).fill(a))
      refused(t, await rpc('DetachKeyPair', { KeyPairName: 'work', ...many }), 'InvalidInstanceIds.ValueNotSupported')
    })
    t.test('when the servers are no list', async (t) => {
      const reply = await rpc('DetachKeyPair', { KeyPairName: 'work', InstanceIds: a })
      refused(t, reply, 'InvalidInstanceIds.ValueNotSupported')
    })
    await refusesBadParameters(t, caller, 'DetachKeyPair', { KeyPairName: 'work', 'InstanceIds.1': a })
    await refusesUnknownInstances(t, service, caller, 'DetachKeyPair', {
      parameters: { KeyPairName: 'work' },
      message: attachInstanceNotFound,
      named: (unknown) => ({ 'InstanceIds.1': unknown })
    })
  })

  t.test('a server whose key pair was detached has none to detach', async (t) => {
    const caller = as('detached')
    await importKeyPair(caller, 'work')
    const [id = ''] = await running(caller)
    await attach(caller, 'work', id)
    await detach(caller, 'work', id)
    const reply = await caller.rpc('DetachKeyPair', { KeyPairName: 'work', 'InstanceIds.1': id })
    refused(t, reply, 'InvalidParameter.KeypairNotAttachedInstance')
    t.strictSame(await queueOf(caller, id), ['Attach work', 'Detach work'])
  })

  t.test('the key is accepted until the next restart, and password logon stays off after it', async (t) => {
    const caller = as('leaves')
    await importKeyPair(caller, 'work')
    const [id = ''] = await running(caller)
    await setPassword(caller, id)
    clock.advance(second)
    await attach(caller, 'work', id)
    await reboot(caller, id)
    await detach(caller, 'work', id)
    t.match(await caller.ok('DescribeInstanceKeyPair', { InstanceId: id }), { KeyPairName: '', Fingerprint: '' })
    t.strictSame(await logonOf(caller, id), { keys: publicKeyLine, password: false })
    await reboot(caller, id)
    t.strictSame(await logonOf(caller, id), { keys: '', password: false })
    await reboot(caller, id)
    t.strictSame(await logonOf(caller, id), { keys: '', password: false })
    t.strictSame(await keyPairNames(caller), ['work'])
  })

  t.test('a key pair that is detached and deleted is accepted until the restart', async (t) => {
    const caller = as('deleted')
    await importKeyPair(caller, 'work')
    const [id = ''] = await running(caller)
    await attach(caller, 'work', id)
    await reboot(caller, id)
    await detach(caller, 'work', id)
    await caller.ok('DeleteKeyPairs', { 'KeyPairNames.1': 'work' })
    t.equal((await logonOf(caller, id)).keys, publicKeyLine)
    t.strictSame(await queueOf(caller, id), ['Detach work'])
    await reboot(caller, id)
    t.equal((await logonOf(caller, id)).keys, '')
  })

  t.test('a key pair that goes before it was ever applied turns password logon off all the same', async (t) => {
    const caller = as('never applied')
    await importKeyPair(caller, 'work')
    const [id = ''] = await running(caller)
    await setPassword(caller, id)
    clock.advance(second)
    await attach(caller, 'work', id)
    await detach(caller, 'work', id)
    await caller.ok('DeleteKeyPairs', { 'KeyPairNames.1': 'work' })
    t.strictSame(await logonOf(caller, id), { keys: '', password: true })
    await reboot(caller, id)
    t.strictSame(await logonOf(caller, id), { keys: '', password: false })
  })
})
