import t from 'tap'
import { list, makeInstances, start } from '../fixture.ts'
import {
  account,
  makeInstance,
  noId,
  refused,
  refusesBadParameters,
  refusesUnknownInstances,
  tagsOf
} from './expect.ts'

t.test('TagResources', async (t) => {
  const service = await start(t)
  const as = (name: string) => account(service, name)
  const of = (...ids: string[]) => ({ ResourceType: 'instance', ...list('ResourceId', ids) })

  t.test('sets tags on several servers, and ListInstances shows them by key', async (t) => {
    const caller = as('works')
    const [a = '', b = '', c = ''] = await makeInstances(caller, 3)
    const tags = { 'Tag.1.Key': 'team', 'Tag.1.Value': 'blue', 'Tag.2.Key': 'Stage', 'Tag.2.Value': 'test 1' }
    const body = await caller.ok('TagResources', { ...of(b, a, b), ...tags }, 'GET')
    t.strictSame(Object.keys(body), ['RequestId'])
    t.strictSame(await tagsOf(caller, a), ['Stage=test 1', 'team=blue'])
    t.strictSame(await tagsOf(caller, b), ['Stage=test 1', 'team=blue'])
    t.strictSame(await tagsOf(caller, c), [])
  })

  t.test('a key that is there gets the new value, the others stay', async (t) => {
    const caller = as('again')
    const id = await makeInstance(caller)
    await caller.ok('TagResources', {
      ...of(id),
      Tag: '[{"Key":"team","Value":"blue"},{"Key":"stage","Value":"test"}]'
    })
    await caller.ok('TagResources', { ...of(id), 'Tag.1.Key': 'team', 'Tag.1.Value': 'red', 'Tag.2.Key': 'Team' })
    t.strictSame(await tagsOf(caller, id), ['Team=', 'stage=test', 'team=red'])
    await caller.ok('TagResources', { ...of(id), 'Tag.1.Key': 'team' })
    t.strictSame(await tagsOf(caller, id), ['Team=', 'stage=test', 'team='])
  })

  t.test('of a key that stands twice in a call the last value counts', async (t) => {
    const caller = as('twice')
    const id = await makeInstance(caller)
    await caller.ok('TagResources', { ...of(id), Tag: '[{"Key":"team","Value":"blue"},{"Key":"team","Value":"red"}]' })
    t.strictSame(await tagsOf(caller, id), ['team=red'])
  })

  t.test('takes keys and values of 64 characters, 20 tags, 50 servers', async (t) => {
    const caller = as('limits')
    const id = await makeInstance(caller)
    const long = '𠮷'.repeat(64)
    await caller.ok('TagResources', { ...of(id), 'Tag.1.Key': long, 'Tag.1.Value': long })
    t.strictSame(await tagsOf(caller, id), [`${long}=${long}`])
    const tags = Array.from({ length: 20 }, (_, n) => ({ Key: `key-${n}`, Value: `${n}` }))
    await caller.ok('TagResources', { ...of(...Array<string>(50).fill(id)), Tag: JSON.stringify(tags) })
    t.equal((await tagsOf(caller, id)).length, 21)
  })

  t.test('refuses, and sets nothing', async (t) => {
    const caller = as('refuses')
    const { rpc } = caller
    const id = await makeInstance(caller)
    const good = { ...of(id), 'Tag.1.Key': 'team' }
    t.afterEach(async () => {
      t.strictSame(await tagsOf(caller, id), [])
    })
    t.test('an unknown server among others', async (t) => {
      refused(t, await rpc('TagResources', { ...good, ...of(id, noId) }), 'InvalidInstanceId.NotFound')
    })
    t.test('resources that are no servers', async (t) => {
      for (const ResourceType of [
        'snapshot',
        'customimage',
        'command',
        'firewallrule',
        'disk',
        'keypair',
        'Instance'
      ]) {
        refused(t, await rpc('TagResources', { ...good, ResourceType }), 'InvalidResourceType.ValueNotSupported', {
          about: ResourceType
        })
      }
    })
    t.test('keys and values outside of the rule', async (t) => {
      for (const Key of ['aliyun', 'aliyun.x', 'acs:x', 'http://x', 'https://x', 'x'.repeat(65)]) {
        refused(t, await rpc('TagResources', { ...good, 'Tag.2.Key': Key }), 'InvalidTag.2.Key', { about: Key })
      }
      for (const Value of ['http://x', 'https://x', 'x'.repeat(65)]) {
        refused(t, await rpc('TagResources', { ...good, 'Tag.1.Value': Value }), 'InvalidTag.1.Value', { about: Value })
      }
      refused(t, await rpc('TagResources', { ...good, 'Tag.2.Value': 'x' }), 'MissingTag.2.Key')
    })
    t.test('more than 20 tags and more than 50 servers', async (t) => {
      const tags = Array.from({ length: 21 }, (_, n) => ({ Key: `key-${n}` }))
      refused(t, await rpc('TagResources', { ...of(id), Tag: JSON.stringify(tags) }), 'InvalidTag')
      refused(t, await rpc('TagResources', { ...good, ...of(...Array<string>(51).fill(id)) }), 'InvalidResourceId')
    })
    t.test('lists that are none', async (t) => {
      refused(t, await rpc('TagResources', { ...of(id), Tag: 'team' }), 'InvalidTag')
      refused(t, await rpc('TagResources', { ...of(id), Tag: '["team"]' }), 'InvalidTag.1')
      refused(t, await rpc('TagResources', { ...of(id), Tag: '[]' }), 'MissingTag')
      refused(
        t,
        await rpc('TagResources', { ResourceType: 'instance', ResourceId: id, 'Tag.1.Key': 'team' }),
        'InvalidResourceId'
      )
    })
    t.test('without tags', async (t) => {
      refused(t, await rpc('TagResources', of(id)), 'MissingTag')
    })
    // A bug of src: PostgreSQL has no NUL in a text, so that this ends as InternalError.
    t.test('a NUL in a tag', async (t) => {
      const { status } = await rpc('TagResources', { ...of(id), 'Tag.1.Key': 'a\0b' })
      t.ok(status >= 400 && status < 500, `status ${status}`)
    })
    await refusesBadParameters(t, caller, 'TagResources', {
      ResourceType: 'instance',
      'ResourceId.1': id,
      Tag: '[{"Key":"team"}]'
    })
    await refusesUnknownInstances(t, service, caller, 'TagResources', {
      parameters: { 'Tag.1.Key': 'team' },
      named: (unknown) => of(unknown)
    })
  })

  t.test('takes the reserved beginnings where they are none', async (t) => {
    const caller = as('case')
    const id = await makeInstance(caller)
    await caller.ok('TagResources', { ...of(id), 'Tag.1.Key': 'my-aliyun', 'Tag.1.Value': 'aliyun acs: x' })
    t.strictSame(await tagsOf(caller, id), ['my-aliyun=aliyun acs: x'])
  })
})
