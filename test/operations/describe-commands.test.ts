import t from 'tap'
import { type Body, start } from '../fixture.ts'
import { account, type Caller, refused, refusesBadParameters, script } from './expect.ts'

t.test('DescribeCommands', async (t) => {
  const service = await start(t)
  const { clock } = service
  const as = (name: string) => account(service, name)
  const namesOf = async ({ ok }: Caller, filter: Record<string, string> = {}) => {
    const { Commands } = await ok('DescribeCommands', { Provider: 'User', ...filter }, 'GET')
    return Commands.map(({ Name }: Body) => Name)
  }
  const make = async ({ ok }: Caller, Name: string, more: Record<string, string> = {}) => {
    clock.advance(1000)
    return (await ok('CreateCommand', { ...script('true'), Name, ...more })).CommandId
  }

  t.test('lists them newest first, in pages of 10 by default', async (t) => {
    const caller = as('pages')
    for (let n = 1; n <= 12; n++) await make(caller, `c${n}`)
    t.strictSame(await namesOf(caller), ['c12', 'c11', 'c10', 'c9', 'c8', 'c7', 'c6', 'c5', 'c4', 'c3'])
    t.strictSame(await namesOf(caller, { PageNumber: '2' }), ['c2', 'c1'])
    t.strictSame(await namesOf(caller, { PageNumber: '3', PageSize: '5' }), ['c2', 'c1'])
    const { TotalCount, PageNumber, PageSize } = await caller.ok('DescribeCommands', {
      Provider: 'User',
      PageNumber: '9',
      PageSize: '50'
    })
    t.strictSame({ TotalCount, PageNumber, PageSize }, { TotalCount: 12, PageNumber: 9, PageSize: 50 })
  })

  t.test('by id, name, type and tags', async (t) => {
    const caller = as('filters')
    const id = await make(caller, 'one', { 'Tag.1.Key': 'team', 'Tag.1.Value': 'blue', 'Tag.2.Key': 'x' })
    await make(caller, 'two', { 'Tag.1.Key': 'team', 'Tag.1.Value': 'red', Type: 'RunBatScript' })
    await make(caller, 'three')
    t.strictSame(await namesOf(caller, { CommandId: id }), ['one'])
    t.strictSame(await namesOf(caller, { CommandId: 'c-none' }), [])
    t.strictSame(await namesOf(caller, { Name: 'two' }), ['two'])
    t.strictSame(await namesOf(caller, { Name: 't' }), [])
    t.strictSame(await namesOf(caller, { Type: 'RunBatScript' }), ['two'])
    t.strictSame(await namesOf(caller, { 'Tag.1.Key': 'team' }), ['two', 'one'])
    t.strictSame(await namesOf(caller, { 'Tag.1.Key': 'team', 'Tag.1.Value': 'red' }), ['two'])
    t.strictSame(await namesOf(caller, { 'Tag.1.Key': 'team', 'Tag.2.Key': 'x' }), ['one'])
    t.strictSame(await namesOf(caller, { ResourceGroupId: 'rg-default' }), ['three', 'two', 'one'])
    t.strictSame(await namesOf(caller, { ResourceGroupId: 'rg-other' }), [])
    t.strictSame(await namesOf(caller, { Provider: 'AlibabaCloud' }), [])
    t.strictSame(await namesOf(caller, { RegionId: 'cn-beijing' }), [])
    t.strictSame(await namesOf(as('nobody')), [])
  })

  t.test('refuses', async (t) => {
    const caller = as('refuses')
    const refuses = async (code: string, parameters: Record<string, string>) =>
      refused(t, await caller.rpc('DescribeCommands', { Provider: 'User', ...parameters }), code)
    await refuses('InvalidProvider.ValueNotSupported', { Provider: 'user' })
    await refuses('InvalidCmdType.NotFound', { Type: 'x' })
    await refuses('InvalidPageSize', { PageSize: '51' })
    await refuses('InvalidPageNumber', { PageNumber: '0' })
    await refusesBadParameters(t, caller, 'DescribeCommands', { Provider: 'User' })
  })
})
