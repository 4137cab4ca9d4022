import t from 'tap'
import { list, makeInstances, start } from '../fixture.ts'
import { account, type Caller, noId, refused, refusesBadParameters, refusesUnknownInstances, tagsOf } from './expect.ts'

t.test('UntagResources', async (t) => {
  const service = await start(t)
  const as = (name: string) => account(service, name)
  const of = (...ids: string[]) => ({ ResourceType: 'instance', ...list('ResourceId', ids) })
  const makeTagged = async (caller: Caller, amount: number) => {
    const ids = await makeInstances(caller, amount)
    const Tag = '[{"Key":"Team","Value":"x"},{"Key":"stage","Value":"y"},{"Key":"team","Value":"z"}]'
    await caller.ok('TagResources', { ...of(...ids), Tag })
    return ids
  }
  const all = ['Team=x', 'stage=y', 'team=z']

  t.test('takes the named keys from the named servers', async (t) => {
    const caller = as('works')
    const [a = '', b = '', c = ''] = await makeTagged(caller, 3)
    const body = await caller.ok('UntagResources', { ...of(a, b, a), 'TagKey.1': 'team', 'TagKey.2': 'nothing' }, 'GET')
    t.strictSame(Object.keys(body), ['RequestId'])
    t.strictSame(await tagsOf(caller, a), ['Team=x', 'stage=y'])
    t.strictSame(await tagsOf(caller, b), ['Team=x', 'stage=y'])
    t.strictSame(await tagsOf(caller, c), all)
    await caller.ok('UntagResources', { ...of(a), TagKey: '["Team","stage"]' })
    t.strictSame(await tagsOf(caller, a), [])
  })

  t.test('All takes all, but counts only without TagKey', async (t) => {
    const caller = as('all')
    const [a = '', b = ''] = await makeTagged(caller, 2)
    await caller.ok('UntagResources', { ...of(a), All: 'true', 'TagKey.1': 'stage' })
    t.strictSame(await tagsOf(caller, a), ['Team=x', 'team=z'])
    await caller.ok('UntagResources', { ...of(a), All: 'true' })
    t.strictSame(await tagsOf(caller, a), [])
    t.strictSame(await tagsOf(caller, b), all)
  })

  t.test('refuses, and takes nothing', async (t) => {
    const caller = as('refuses')
    const { rpc } = caller
    const [id = ''] = await makeTagged(caller, 1)
    const good = { ...of(id), 'TagKey.1': 'team' }
    t.afterEach(async () => {
      t.strictSame(await tagsOf(caller, id), all)
    })
    t.test('calls that name no key', async (t) => {
      refused(t, await rpc('UntagResources', of(id)), 'MissingTagKey')
      refused(t, await rpc('UntagResources', { ...of(id), All: 'false' }), 'MissingTagKey')
      refused(t, await rpc('UntagResources', { ...of(id), TagKey: '[]' }), 'MissingTagKey')
    })
    t.test('an unknown server among others', async (t) => {
      refused(t, await rpc('UntagResources', { ...good, ...of(id, noId) }), 'InvalidInstanceId.NotFound')
    })
    t.test('resources that are no servers', async (t) => {
      for (const ResourceType of ['snapshot', 'disk', 'keypair', 'Instance']) {
        refused(t, await rpc('UntagResources', { ...good, ResourceType }), 'InvalidResourceType.ValueNotSupported', {
          about: ResourceType
        })
      }
    })
    t.test('lists that are none or too long', async (t) => {
      refused(
        t,
        await rpc('UntagResources', { ...of(id), ...list('TagKey', Array<string>(21).fill('team')) }),
        'InvalidTagKey'
      )
      refused(t, await rpc('UntagResources', { ...of(id), TagKey: 'team' }), 'InvalidTagKey')
      refused(t, await rpc('UntagResources', { ...good, ...of(...Array<string>(51).fill(id)) }), 'InvalidResourceId')
      refused(t, await rpc('UntagResources', { ...of(id), All: 'yes' }), 'InvalidAll')
    })
    // A bug of src/http/rpc/decode.ts: an empty numbered list becomes `in ()`, which ends as InternalError.
    t.test('an empty TagKey', async (t) => {
      refused(t, await rpc('UntagResources', { ...of(id), 'TagKey.1': '' }), 'MissingTagKey')
    })
    await refusesBadParameters(t, caller, 'UntagResources', { ...of(id), 'TagKey.1': 'team' })
    await refusesUnknownInstances(t, service, caller, 'UntagResources', {
      parameters: { All: 'true' },
      named: (unknown) => of(unknown)
    })
  })
})
