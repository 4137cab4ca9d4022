import t from 'tap'
import { list, makeInstances, secondPublicKey, start, windowsImage } from '../fixture.ts'
import {
  account,
  attach,
  attachedTo,
  attachInstanceNotFound,
  detach,
  importKeyPair,
  keyPairNames,
  logonOf,
  type makeInstance,
  makeInstanceIn,
  noId,
  publicKeyLine,
  queueOf,
  refused,
  refusesBadParameters,
  refusesUnknownInstances,
  second,
  secondKeyLine,
  setPassword
} from './expect.ts'

const row = (InstanceId: string) => ({ InstanceId, Success: 'true', Code: '200', Message: 'success' })
const wrongState = (InstanceId: string) => ({
  InstanceId,
  Success: 'false',
  Code: '403',
  Message: 'The state of the current instance does not support this operation.'
})
const windows = (InstanceId: string) => ({
  InstanceId,
  Success: 'false',
  Code: '403',
  Message: 'The instance creating is windows, cannot use ssh key pair to login'
})

t.test('AttachKeyPair', async (t) => {
  const service = await start(t, { transitionMs: second })
  const { clock } = service
  const as = (name: string) => account(service, name)
  const running = async (caller: Parameters<typeof makeInstance>[0], amount: number, image?: string) => {
    const ids = await makeInstances(caller, amount, image)
    clock.advance(2 * second)
    return ids
  }

  t.test('answers a row for each server, in the order of the request', async (t) => {
    const caller = as('rows')
    await importKeyPair(caller, 'work')
    const [a = '', b = '', c = ''] = await running(caller, 3)
    const { RequestId, ...body } = await attach(caller, 'work', c, a, b)
    t.match(RequestId, /^[0-9A-F-]{36}$/)
    t.strictSame(body, { TotalCount: 3, FailCount: 0, Results: [row(c), row(a), row(b)] })
    t.strictSame((await attachedTo(caller, 'work')).sort(), [a, b, c].sort())
  })

  t.test('counts a server that is named twice once', async (t) => {
    const caller = as('twice')
    await importKeyPair(caller, 'work')
    const [a = '', b = ''] = await running(caller, 2)
    const { RequestId: _, ...body } = await attach(caller, 'work', b, a, b, b)
    t.strictSame(body, { TotalCount: 2, FailCount: 0, Results: [row(b), row(a)] })
    t.strictSame(await queueOf(caller, b), ['Attach work'])
  })

  t.test('takes the servers as one JSON list, and by GET', async (t) => {
    const caller = as('json')
    await importKeyPair(caller, 'work')
    const [a = '', b = ''] = await running(caller, 2)
    const parameters = { KeyPairName: 'work', InstanceIds: JSON.stringify([b, a]) }
    const { RequestId: _, ...body } = await caller.ok('AttachKeyPair', parameters, 'GET')
    t.strictSame(body, { TotalCount: 2, FailCount: 0, Results: [row(b), row(a)] })
  })

  t.test('takes servers that are Stopped', async (t) => {
    const caller = as('stopped')
    await importKeyPair(caller, 'work')
    const id = await makeInstanceIn(caller, service, 'Stopped')
    t.strictSame((await attach(caller, 'work', id)).Results, [row(id)])
    t.strictSame(await attachedTo(caller, 'work'), [id])
  })

  t.test('refuses Windows servers each in its row, and attaches the others', async (t) => {
    const caller = as('windows')
    await importKeyPair(caller, 'work')
    const [linux = ''] = await running(caller, 1)
    const [w = ''] = await running(caller, 1, windowsImage)
    const { RequestId: _, ...body } = await attach(caller, 'work', w, linux)
    t.strictSame(body, { TotalCount: 2, FailCount: 1, Results: [windows(w), row(linux)] })
    t.strictSame(await attachedTo(caller, 'work'), [linux])
    t.strictSame(await queueOf(caller, w), [])
  })

  for (const status of ['Pending', 'Starting', 'Stopping', 'Resetting']) {
    t.test(`refuses a server that is ${status} in its row`, async (t) => {
      const caller = as(status)
      await importKeyPair(caller, 'work')
      const [ready = ''] = await running(caller, 1)
      const passing = await makeInstanceIn(caller, service, status)
      const { RequestId: _, ...body } = await attach(caller, 'work', passing, ready)
      t.strictSame(body, { TotalCount: 2, FailCount: 1, Results: [wrongState(passing), row(ready)] })
      t.strictSame(await attachedTo(caller, 'work'), [ready])
      t.strictSame(await queueOf(caller, passing), [])
    })
  }

  t.test('answers rows also when every server is refused', async (t) => {
    const caller = as('all refused')
    await importKeyPair(caller, 'work')
    const [w = ''] = await running(caller, 1, windowsImage)
    const [pending = ''] = await makeInstances(caller)
    const { RequestId: _, ...body } = await attach(caller, 'work', w, pending)
    t.strictSame(body, { TotalCount: 2, FailCount: 2, Results: [windows(w), wrongState(pending)] })
    t.strictSame(await attachedTo(caller, 'work'), [])
  })

  t.test('an unknown server refuses the whole call and changes nothing', async (t) => {
    const caller = as('unknown')
    await importKeyPair(caller, 'work')
    const [id = ''] = await running(caller, 1)
    const reply = await caller.rpc('AttachKeyPair', { KeyPairName: 'work', ...list('InstanceIds', [id, noId]) })
    refused(t, reply, 'InvalidInstanceId.NotFound', { message: attachInstanceNotFound })
    t.strictSame(await attachedTo(caller, 'work'), [])
    t.strictSame(await queueOf(caller, id), [])
  })

  t.test('refuses', async (t) => {
    const caller = as('refuses')
    const { rpc } = caller
    await importKeyPair(caller, 'work')
    await importKeyPair(as('neighbour'), 'theirs')
    await caller.ok('ImportKeyPair', { KeyPairName: 'north', PublicKeyBody: publicKeyLine, RegionId: 'cn-beijing' })
    const [id = ''] = await running(caller, 1)
    const [w = ''] = await running(caller, 1, windowsImage)

    t.test('key pairs of nobody, of another account, of another region, of another case', async (t) => {
      for (const KeyPairName of ['nobody', 'theirs', 'north', 'Work']) {
        for (const target of [id, w]) {
          const reply = await rpc('AttachKeyPair', { KeyPairName, 'InstanceIds.1': target })
          refused(t, reply, 'InvalidKeyPairName.NotFound', { about: KeyPairName })
        }
      }
      t.strictSame(await queueOf(caller, id), [])
    })
    t.test('an unknown server before an unknown key pair', async (t) => {
      const reply = await rpc('AttachKeyPair', { KeyPairName: 'nobody', 'InstanceIds.1': noId })
      refused(t, reply, 'InvalidInstanceId.NotFound', { message: attachInstanceNotFound })
    })
    t.test('names outside of the rule', async (t) => {
      const reply = await rpc('AttachKeyPair', { KeyPairName: '1st', 'InstanceIds.1': id })
      refused(t, reply, 'InvalidKeyPairName.Malformed')
    })
    t.test('more than 50 servers, even if they are one', async (t) => {
      const many = (amount: number) => list('InstanceIds', Array<string>(amount).fill(id))
      const reply = await rpc('AttachKeyPair', { KeyPairName: 'work', ...many(51) })
      refused(t, reply, 'InvalidInstanceIds.ValueNotSupported')
      t.strictSame(await queueOf(caller, id), [])
      t.equal((await rpc('AttachKeyPair', { KeyPairName: 'work', ...many(50) })).body.TotalCount, 1)
    })
    t.test('servers that are no list of texts', async (t) => {
      for (const InstanceIds of [id, '[1]', '{}', '[[]]', '[""]', '[null]', 'null', '"x"', '[']) {
        const reply = await rpc('AttachKeyPair', { KeyPairName: 'work', InstanceIds })
        refused(t, reply, 'InvalidInstanceIds.ValueNotSupported', { about: InstanceIds })
      }
      refused(t, await rpc('AttachKeyPair', { KeyPairName: 'work', InstanceIds: '[]' }), 'MissingInstanceIds')
    })
    await refusesBadParameters(t, caller, 'AttachKeyPair', { KeyPairName: 'work', 'InstanceIds.1': id })
    await refusesUnknownInstances(t, service, caller, 'AttachKeyPair', {
      parameters: { KeyPairName: 'work' },
      message: attachInstanceNotFound,
      named: (unknown) => ({ 'InstanceIds.1': unknown })
    })
  })

  t.test('another key pair takes the place of the one a server has', async (t) => {
    const caller = as('replace')
    await importKeyPair(caller, 'old')
    await importKeyPair(caller, 'new', secondPublicKey)
    const [a = '', b = ''] = await running(caller, 2)
    await attach(caller, 'old', a, b)
    await attach(caller, 'new', a)
    t.strictSame([await attachedTo(caller, 'old'), await attachedTo(caller, 'new')], [[b], [a]])
    t.strictSame(await queueOf(caller, a), ['Attach old', 'Attach new'])
    await caller.ok('RebootInstance', { InstanceId: a })
    t.equal((await logonOf(caller, a)).keys, secondKeyLine)
  })

  t.test('the same key pair can be attached again, and then stands on the server once', async (t) => {
    const caller = as('again')
    await importKeyPair(caller, 'work')
    const [id = ''] = await running(caller, 1)
    await attach(caller, 'work', id)
    t.strictSame((await attach(caller, 'work', id)).Results, [row(id)])
    t.strictSame(await attachedTo(caller, 'work'), [id])
    await caller.ok('RebootInstance', { InstanceId: id })
    clock.advance(second)
    await attach(caller, 'work', id)
    await caller.ok('RebootInstance', { InstanceId: id })
    t.equal((await logonOf(caller, id)).keys, publicKeyLine)
  })

  t.test('two key pairs of the same key leave it on the server once', async (t) => {
    const caller = as('same key')
    await importKeyPair(caller, 'one')
    await importKeyPair(caller, 'two')
    const [id = ''] = await running(caller, 1)
    await attach(caller, 'one', id)
    await attach(caller, 'two', id)
    await caller.ok('RebootInstance', { InstanceId: id })
    t.equal((await logonOf(caller, id)).keys, publicKeyLine)
    clock.advance(second)
    await detach(caller, 'two', id)
    await caller.ok('RebootInstance', { InstanceId: id })
    t.equal((await logonOf(caller, id)).keys, '')
  })

  t.test('names that differ in case only are two key pairs', async (t) => {
    const caller = as('case')
    await importKeyPair(caller, 'Work')
    await importKeyPair(caller, 'work', secondPublicKey)
    const [id = ''] = await running(caller, 1)
    await attach(caller, 'work', id)
    t.strictSame([await attachedTo(caller, 'Work'), await attachedTo(caller, 'work')], [[], [id]])
  })

  t.test('changes nothing on the server before it restarts', async (t) => {
    const caller = as('leaves')
    await importKeyPair(caller, 'work')
    const [id = ''] = await running(caller, 1)
    await setPassword(caller, id)
    clock.advance(second)
    await attach(caller, 'work', id)
    t.strictSame(await logonOf(caller, id), { keys: '', password: true })
    t.match(await caller.ok('DescribeInstanceKeyPair', { InstanceId: id }), { KeyPairName: 'work' })
    t.strictSame(await queueOf(caller, id), ['Attach work'])
    await caller.ok('RebootInstance', { InstanceId: id })
    t.strictSame(await logonOf(caller, id), { keys: publicKeyLine, password: false })
    t.strictSame(await queueOf(caller, id), [])
    t.strictSame(await keyPairNames(caller), ['work'])
  })

  t.test('does its work once for each ClientToken', async (t) => {
    const caller = as('token')
    await importKeyPair(caller, 'work')
    const [a = '', b = ''] = await running(caller, 2)
    const parameters = { KeyPairName: 'work', 'InstanceIds.1': a, ClientToken: 'once' }
    const { RequestId: first, ...body } = await caller.ok('AttachKeyPair', parameters)
    const { RequestId: again, ...repeated } = await caller.ok('AttachKeyPair', parameters)
    t.strictSame(repeated, body)
    t.not(again, first)
    t.strictSame(await queueOf(caller, a), ['Attach work'])
    const other = await caller.rpc('AttachKeyPair', { ...parameters, 'InstanceIds.1': b })
    refused(t, other, 'IdempotentParameterMismatch')
  })
})
