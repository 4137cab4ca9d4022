import t from 'tap'
import { type Body, list, makeInstances, start } from '../fixture.ts'
import { account, type Caller, makeInstance, noId, refused, refusesBadParameters, server } from './expect.ts'

t.test('ListTagResources', async (t) => {
  const service = await start(t)
  const as = (name: string) => account(service, name)
  const tag = (caller: Caller, id: string, tags: Readonly<Record<string, string>>) =>
    caller.ok('TagResources', {
      ResourceType: 'instance',
      'ResourceId.1': id,
      Tag: JSON.stringify(Object.entries(tags).map(([Key, Value]) => ({ Key, Value })))
    })
  /** `0:team=blue`: the server by its place in `ids`. */
  const tags = async ({ ok }: Caller, ids: readonly string[], parameters: Record<string, string> = {}) => {
    const { NextToken, TagResources } = await ok('ListTagResources', { ResourceType: 'instance', ...parameters })
    const found: string[] = TagResources.TagResource.map(
      ({ ResourceId, TagKey, TagValue }: Body) => `${ids.indexOf(ResourceId)}:${TagKey}=${TagValue}`
    )
    return { NextToken, found }
  }

  t.test('shows tags inside of TagResource', async (t) => {
    const caller = as('shape')
    const ResourceId = await makeInstance(caller)
    await tag(caller, ResourceId, { team: 'blue' })
    const { RequestId, ...body } = await caller.ok('ListTagResources', { ResourceType: 'instance' }, 'GET')
    t.match(RequestId, /^[0-9A-F-]{36}$/)
    t.strictSame(body, {
      NextToken: '',
      TagResources: {
        TagResource: [{ ResourceType: 'ALIYUN::SWAS::INSTANCE', ResourceId, TagKey: 'team', TagValue: 'blue' }]
      }
    })
  })

  t.test('is empty where there is no tag', async (t) => {
    const caller = as('empty')
    await makeInstance(caller)
    t.strictSame(await tags(caller, []), { NextToken: '', found: [] })
  })

  t.test('picks by ResourceId and by Tag, in the order of server and key', async (t) => {
    const caller = as('picks')
    const ids = (await makeInstances(caller, 3)).sort()
    const [a = '', b = '', c = ''] = ids
    await tag(caller, c, { team: 'blue', Stage: 'live' })
    await tag(caller, a, { team: 'blue', stage: 'test' })
    await tag(caller, b, { team: 'red' })
    const found = async (parameters: Record<string, string>) => (await tags(caller, ids, parameters)).found
    const everything = ['0:stage=test', '0:team=blue', '1:team=red', '2:Stage=live', '2:team=blue']
    t.strictSame(await found({}), everything)
    t.strictSame(await found(list('ResourceId', [b, a, b])), everything.slice(0, 3))
    t.strictSame(await found({ ResourceId: JSON.stringify([c]) }), everything.slice(3))
    t.strictSame(await found({ 'ResourceId.1': noId }), [])
    t.strictSame(await found({ 'Tag.1.Key': 'stage' }), everything.slice(0, 2), 'all tags of the servers that have it')
    t.strictSame(await found({ 'Tag.1.Key': 'team', 'Tag.1.Value': 'red' }), ['1:team=red'])
    t.strictSame(await found({ 'Tag.1.Key': 'team', 'Tag.2.Key': 'Stage' }), everything.slice(3))
    t.strictSame(await found({ 'Tag.1.Key': 'team', 'Tag.1.Value': 'blue', 'ResourceId.1': a }), everything.slice(0, 2))
  })

  t.test('pages of 50 by NextToken, each tag once', async (t) => {
    const caller = as('pages')
    const ids = (await makeInstances(caller, 6)).sort()
    const keys = Array.from({ length: 20 }, (_, n) => `密钥:${String(n).padStart(2, '0')}`)
    for (const id of ids) await tag(caller, id, Object.fromEntries(keys.map((key) => [key, 'x'])))
    const everything = ids.flatMap((_, place) => keys.map((key) => `${place}:${key}=x`))
    const one = await tags(caller, ids)
    t.strictSame(one.found, everything.slice(0, 50))
    const two = await tags(caller, ids, { NextToken: one.NextToken })
    t.strictSame(two.found, everything.slice(50, 100))
    const three = await tags(caller, ids, { NextToken: two.NextToken })
    t.strictSame(three, { NextToken: '', found: everything.slice(100) })
    const filtered = await tags(caller, ids, { NextToken: one.NextToken, 'ResourceId.1': ids[5] ?? '' })
    t.strictSame(filtered, { NextToken: '', found: everything.slice(100) })
  })

  t.test('says after exactly 50 that there are no more', async (t) => {
    const caller = as('exactly 50')
    const ids = (await makeInstances(caller, 5)).sort()
    const ten = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`key-${n}`, '']))
    for (const id of ids) await tag(caller, id, ten)
    const { NextToken, found } = await tags(caller, ids)
    t.strictSame([NextToken, found.length], ['', 50])
    await tag(caller, ids[4] ?? '', { 'key-x': '' })
    const more = await tags(caller, ids)
    t.equal(more.found.length, 50)
    const last = await tags(caller, ids, { NextToken: more.NextToken })
    t.strictSame(last, { NextToken: '', found: ['4:key-x='] })
  })

  t.test('the next page begins behind a tag that is gone by then', async (t) => {
    const caller = as('gone')
    const ids = (await makeInstances(caller, 3)).sort()
    const twenty = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`key-${String(n).padStart(2, '0')}`, '']))
    for (const id of ids) await tag(caller, id, twenty)
    const { NextToken, found } = await tags(caller, ids)
    t.equal(found.at(-1), '2:key-09=')
    await caller.ok('UntagResources', { ResourceType: 'instance', 'ResourceId.1': ids[2] ?? '', 'TagKey.1': 'key-09' })
    t.equal((await tags(caller, ids, { NextToken })).found[0], '2:key-10=')
  })

  t.test('keeps accounts and regions apart', async (t) => {
    const caller = as('apart')
    const here = await makeInstance(caller)
    const { InstanceIds } = await caller.ok('CreateInstances', { ...server, RegionId: 'cn-beijing' })
    const ids = [here, ...InstanceIds]
    await tag(caller, here, { team: 'blue' })
    t.strictSame((await tags(caller, ids)).found, ['0:team=blue'])
    t.strictSame((await tags(caller, ids, { RegionId: 'cn-beijing' })).found, [])
    t.strictSame((await tags(as('apart, another'), ids, { 'ResourceId.1': here })).found, [])
  })

  t.test('refuses', async (t) => {
    const caller = as('refuses')
    const call = (parameters: Record<string, string>) =>
      caller.rpc('ListTagResources', { ResourceType: 'instance', ...parameters })
    for (const ResourceType of ['snapshot', 'disk', 'keypair', 'Instance']) {
      refused(t, await call({ ResourceType }), 'InvalidResourceType.ValueNotSupported', {
        about: ResourceType
      })
    }
    const half = Buffer.from(`${noId}:`).toString('base64url')
    for (const NextToken of ['nonsense', '!', noId, half, Buffer.from('x:y').toString('base64url')]) {
      refused(t, await call({ NextToken }), 'InvalidNextToken', { about: NextToken })
    }
    refused(t, await call(list('ResourceId', Array<string>(51).fill(noId))), 'InvalidResourceId')
    refused(t, await call({ ResourceId: noId }), 'InvalidResourceId')
    refused(t, await call({ 'Tag.1.Key': 'aliyun' }), 'InvalidTag.1.Key')
    refused(t, await call({ 'Tag.1.Value': 'x' }), 'MissingTag.1.Key')
    await refusesBadParameters(t, caller, 'ListTagResources', { ResourceType: 'instance' })
  })
})
