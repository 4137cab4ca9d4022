import t from 'tap'
import { list, secondPublicKey, start } from '../fixture.ts'
import {
  account,
  attach,
  detach,
  importKeyPair,
  keyPairNames,
  logonOf,
  makeInstance,
  publicKeyLine,
  refused,
  refusesBadParameters
} from './expect.ts'

t.test('DeleteKeyPairs', async (t) => {
  const service = await start(t)
  const as = (name: string) => account(service, name)
  const names = (...values: string[]) => list('KeyPairNames', values)

  t.test('deletes several, each named once or twice, and answers the RequestId alone', async (t) => {
    const caller = as('several')
    for (const name of ['one', 'two', 'three']) await importKeyPair(caller, name)
    const body = await caller.ok('DeleteKeyPairs', names('one', 'three', 'one'))
    t.strictSame(Object.keys(body), ['RequestId'])
    t.strictSame(await keyPairNames(caller), ['two'])
  })

  t.test('takes the names as one JSON list', async (t) => {
    const caller = as('json')
    for (const name of ['one', '二号', '龘龘']) await importKeyPair(caller, name)
    await caller.ok('DeleteKeyPairs', { KeyPairNames: '["二号","龘龘"]' })
    t.strictSame(await keyPairNames(caller), ['one'])
  })

  t.test('refuses GET', async (t) => {
    const caller = as('get')
    await importKeyPair(caller, 'one')
    refused(t, await caller.rpc('DeleteKeyPairs', names('one'), 'GET'), 'UnsupportedHTTPMethod')
    t.strictSame(await keyPairNames(caller), ['one'])
  })

  t.test('deletes none where one is attached', async (t) => {
    const caller = as('attached')
    for (const name of ['one', 'two']) await importKeyPair(caller, name)
    const id = await makeInstance(caller)
    await attach(caller, 'two', id)
    const attached = 'InvalidParameter.KeypairAlreadyAttachedInstance'
    refused(t, await caller.rpc('DeleteKeyPairs', names('one', 'two')), attached)
    refused(t, await caller.rpc('DeleteKeyPairs', names('two')), attached)
    await caller.ok('StopInstance', { InstanceId: id })
    refused(t, await caller.rpc('DeleteKeyPairs', names('two')), attached, { about: 'of a Stopped server too' })
    t.strictSame(await keyPairNames(caller), ['one', 'two'])
  })

  t.test('deletes none where one is unknown', async (t) => {
    const caller = as('unknown')
    await importKeyPair(caller, 'one')
    await importKeyPair(as('unknown, another'), 'theirs')
    await caller.ok('ImportKeyPair', { KeyPairName: 'north', PublicKeyBody: publicKeyLine, RegionId: 'cn-beijing' })
    for (const name of ['nobody', 'theirs', 'north', 'One', '1', '*', "' or 1=1 --"]) {
      const reply = await caller.rpc('DeleteKeyPairs', names('one', name))
      refused(t, reply, 'InvalidKeyPairName.NotFound', { about: name })
    }
    t.strictSame(await keyPairNames(caller), ['one'])
    t.strictSame(await keyPairNames(as('unknown, another')), ['theirs'])
    t.strictSame(await keyPairNames(caller, 'cn-beijing'), ['north'])
  })

  t.test('refuses unknown names of an account that never had a key pair', async (t) => {
    refused(t, await as('fresh').rpc('DeleteKeyPairs', names('one')), 'InvalidKeyPairName.NotFound')
  })

  t.test('refuses lists that are none or too long', async (t) => {
    const caller = as('lists')
    await importKeyPair(caller, 'one')
    const many = (amount: number) => names(...Array<string>(amount).fill('one'))
    refused(t, await caller.rpc('DeleteKeyPairs', many(51)), 'InvalidKeyPairNames.ValueNotSupported')
    for (const KeyPairNames of ['one', '[1]', '[""]', '{}']) {
      const reply = await caller.rpc('DeleteKeyPairs', { KeyPairNames })
      refused(t, reply, 'InvalidKeyPairNames.ValueNotSupported', { about: KeyPairNames })
    }
    refused(t, await caller.rpc('DeleteKeyPairs', { KeyPairNames: '[]' }), 'MissingKeyPairNames')
    t.strictSame(await keyPairNames(caller), ['one'])
    await caller.ok('DeleteKeyPairs', many(50))
    t.strictSame(await keyPairNames(caller), [])
  })

  await refusesBadParameters(t, as('bad parameters'), 'DeleteKeyPairs', { 'KeyPairNames.1': 'one' })

  // A bug of src/http/rpc/decode.ts or src/dispatch/validate.ts: PostgreSQL has no NUL in a text, so that this ends as InternalError.
  t.test('a NUL in a name is refused, not an error of the server', async (t) => {
    const caller = as('nul')
    await importKeyPair(caller, 'one')
    const { status } = await caller.rpc('DeleteKeyPairs', names('one\0'))
    t.ok(status >= 400 && status < 500, `status ${status}`)
  })

  t.test('gives the quota back, and not when it refuses', async (t) => {
    const caller = as('quota')
    const filled = Array.from({ length: 10 }, (_, n) => `key-${n}`)
    for (const name of filled) await importKeyPair(caller, name)
    const eleventh = { KeyPairName: 'eleventh', PublicKeyBody: secondPublicKey }
    refused(t, await caller.rpc('ImportKeyPair', eleventh), 'QuotaExceed.KeyPair')
    await caller.rpc('DeleteKeyPairs', names('key-1', 'nobody'))
    refused(t, await caller.rpc('ImportKeyPair', eleventh), 'QuotaExceed.KeyPair')
    await caller.ok('DeleteKeyPairs', names('key-1', 'key-2', 'key-1'))
    await caller.ok('ImportKeyPair', eleventh)
    await importKeyPair(caller, 'key-1')
    refused(t, await caller.rpc('ImportKeyPair', { ...eleventh, KeyPairName: 'twelfth' }), 'QuotaExceed.KeyPair')
  })

  t.test('a key pair can go as soon as its last server is without it, restarted or not', async (t) => {
    const caller = as('detached')
    await importKeyPair(caller, 'work')
    await importKeyPair(caller, 'next', secondPublicKey)
    const one = await makeInstance(caller)
    const two = await makeInstance(caller)
    await attach(caller, 'work', one, two)
    await caller.ok('RebootInstance', { InstanceId: one })
    await detach(caller, 'work', one)
    refused(t, await caller.rpc('DeleteKeyPairs', names('work')), 'InvalidParameter.KeypairAlreadyAttachedInstance')
    await attach(caller, 'next', two)
    await caller.ok('DeleteKeyPairs', names('work'))
    t.equal((await logonOf(caller, one)).keys, publicKeyLine)
    t.strictSame(await keyPairNames(caller), ['next'])
    refused(t, await caller.rpc('DescribeKeyPair', { KeyPairName: 'work' }), 'InvalidKeyPairName.NotFound')
  })
})
