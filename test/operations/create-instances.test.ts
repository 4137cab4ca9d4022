import t from 'tap'
import { type Body, linuxImage, start, windowsImage } from '../fixture.ts'
import { account, type Caller, refused, refusesBadParameters, second, server, statusOf } from './expect.ts'

const wordPress = '5a3e1c6f0d2b4e7f8a9b0c1d2e3f4a58'

t.test('CreateInstances', async (t) => {
  const service = await start(t, { transitionMs: second })
  const { clock } = service
  const as = (name: string) => account(service, name)
  const all = async (caller: Caller, RegionId = 'cn-hangzhou'): Promise<Body[]> =>
    (await caller.ok('ListInstances', { RegionId, PageSize: '100' })).Instances

  t.test('makes one server unless told otherwise, of 32 hexadecimal digits', async (t) => {
    const caller = as('one')
    const body = await caller.ok('CreateInstances', server, 'GET')
    t.strictSame(Object.keys(body).sort(), ['InstanceIds', 'RequestId'])
    t.equal(body.InstanceIds.length, 1)
    t.match(body.InstanceIds[0], /^[0-9a-f]{32}$/)
    t.strictSame(
      (await all(caller)).map(({ InstanceId }) => InstanceId),
      body.InstanceIds
    )
  })

  t.test('a new server is Pending, then Starting, then Running', async (t) => {
    const caller = as('states')
    const { InstanceIds } = await caller.ok('CreateInstances', server)
    const seen: string[] = []
    for (const ms of [0, second - 1, 1, second - 1, 1, 10 * second]) {
      clock.advance(ms)
      seen.push(await statusOf(caller, InstanceIds[0]))
    }
    t.strictSame(seen, ['Pending', 'Pending', 'Starting', 'Starting', 'Running', 'Running'])
  })

  t.test('gives every server an address of its own in 127.0.0.0/8', async (t) => {
    const first = as('addresses')
    const other = as('addresses, another')
    await first.ok('CreateInstances', { ...server, Amount: '10' })
    await first.ok('CreateInstances', { ...server, Amount: '10', RegionId: 'us-east-1' })
    await other.ok('CreateInstances', { ...server, Amount: '20' })
    const instances = [...(await all(first)), ...(await all(first, 'us-east-1')), ...(await all(other))]
    const addresses = instances.map(({ PublicIpAddress }) => PublicIpAddress)
    t.equal(new Set(addresses).size, 40)
    t.strictSame(
      addresses.filter((address) => !/^127\.\d{1,3}\.\d{1,3}\.(?!0$|255$)\d{1,3}$/.test(address)),
      []
    )
    t.notOk(addresses.includes('127.0.0.1'))
    t.equal(new Set(instances.map(({ InnerIpAddress }) => InnerIpAddress)).size, 40)
  })

  t.test('the account has room for 20 servers, over all regions', async (t) => {
    const caller = as('quota')
    await caller.ok('CreateInstances', { ...server, Amount: '12' })
    await caller.ok('CreateInstances', { ...server, Amount: '7', RegionId: 'cn-beijing' })
    const two = { ...server, Amount: '2', RegionId: 'eu-west-1' }
    refused(t, await caller.rpc('CreateInstances', two), 'ExceedAccountQuota')
    t.strictSame(await all(caller, 'eu-west-1'), [], 'none rather than some')
    await caller.ok('CreateInstances', { ...two, Amount: '1' })
    refused(t, await caller.rpc('CreateInstances', server), 'ExceedAccountQuota')
    await as('quota, another').ok('CreateInstances', { ...server, Amount: '20' })
  })

  t.test('Period and DataDiskSize are seen afterwards', async (t) => {
    const caller = as('seen')
    clock.set('2026-05-15T10:20:30.400Z')
    await caller.ok('CreateInstances', { ...server, Period: '12', DataDiskSize: '16380', ChargeType: 'PrePaid' })
    const [instance] = await all(caller)
    t.match(instance, {
      CreationTime: '2026-05-15T10:20:30Z',
      ExpiredTime: '2027-05-15T10:20:30Z',
      ChargeType: 'PrePaid',
      Disks: [
        { DiskType: 'System', Size: 50 },
        { DiskType: 'Data', Size: 16380, Device: '/dev/xvdb' }
      ]
    })
    clock.advance(second)
    await caller.ok('CreateInstances', server)
    t.strictSame(
      (await all(caller))[0].Disks.map(({ DiskType }: Body) => DiskType),
      ['System']
    )
  })

  for (const [Period, expired] of [
    ['1', '2026-06-15T10:20:30Z'],
    ['3', '2026-08-15T10:20:30Z'],
    ['6', '2026-11-15T10:20:30Z'],
    ['12', '2027-05-15T10:20:30Z'],
    ['24', '2028-05-15T10:20:30Z'],
    ['36', '2029-05-15T10:20:30Z']
  ] as const) {
    t.test(`Period ${Period} ends at ${expired}`, async (t) => {
      const caller = as(`period ${Period}`)
      clock.set('2026-05-15T10:20:30Z')
      await caller.ok('CreateInstances', { ...server, Period, AutoRenew: 'true', AutoRenewPeriod: Period })
      t.equal((await all(caller))[0].ExpiredTime, expired)
    })
  }

  t.test('a month from the last of January ends in February', async (t) => {
    const caller = as('january')
    clock.set('2027-01-31T10:20:30Z')
    await caller.ok('CreateInstances', { ...server, Period: '1' })
    t.equal((await all(caller))[0].ExpiredTime, '2027-02-28T10:20:30Z')
  })

  t.test('does its work once for each ClientToken', async (t) => {
    const caller = as('token')
    const { InstanceIds } = await caller.ok('CreateInstances', { ...server, ClientToken: 'once' })
    t.strictSame((await caller.ok('CreateInstances', { ...server, ClientToken: 'once' })).InstanceIds, InstanceIds)
    t.equal((await all(caller)).length, 1)
  })

  t.test('refuses, and makes nothing', async (t) => {
    const caller = as('refuses')
    const { rpc } = caller
    t.afterEach(async () => {
      t.strictSame(await all(caller), [])
    })

    for (const [name, values] of [
      ['Period', ['0', '2', '-1', '1.5', 'one', '48']],
      ['AutoRenewPeriod', ['0', '2', 'one']],
      ['DataDiskSize', ['-20', '10', '30', '16381', '16400', 'big']],
      ['Amount', ['0', '-1', '21', '200', '1.5', 'two', '1e1']],
      ['ChargeType', ['PostPaid', 'prepaid']]
    ] as const) {
      t.test(`${name} ${values.join(', ')}`, async (t) => {
        for (const value of values) {
          const reply = await rpc('CreateInstances', { ...server, [name]: value })
          refused(t, reply, `Invalid${name}.ValueNotSupported`, { about: value })
        }
      })
    }
    t.test('AutoRenew that is neither true nor false', async (t) => {
      refused(t, await rpc('CreateInstances', { ...server, AutoRenew: 'yes' }), 'InvalidAutoRenew')
    })
    t.test('images and plans that are none', async (t) => {
      refused(t, await rpc('CreateInstances', { ...server, ImageId: 'nothing' }), 'InvalidImageId.NotFound')
      refused(t, await rpc('CreateInstances', { ...server, PlanId: 'nothing' }), 'InvalidPlanId.NotFound')
      const both = await rpc('CreateInstances', { ...server, ImageId: 'nothing', PlanId: 'nothing' })
      refused(t, both, 'InvalidImageId.NotFound')
    })
    t.test('plans that can’t carry the image', async (t) => {
      const on = (PlanId: string, ImageId: string) => rpc('CreateInstances', { ...server, PlanId, ImageId })
      refused(t, await on('swas.s2.c1m05s20b1t02', windowsImage), 'PlatformNotMatch')
      refused(t, await on('swas.s2.c1m1s30b2t03', windowsImage), 'InvalidPlanIdSize.ValueNotSupported')
      refused(t, await on('swas.s2.c1m1s30b2t03', wordPress), 'InvalidPlanIdSize.ValueNotSupported')
      refused(t, await on('swas.s2.c2m1s40b3t04', windowsImage), 'InvalidPlanMemorySize.ValueNotSupported')
    })
    await refusesBadParameters(t, caller, 'CreateInstances', server)
  })

  t.test('plans that just carry the image are taken', async (t) => {
    const caller = as('just')
    for (const [PlanId, ImageId] of [
      ['swas.s2.c1m05s20b1t02', linuxImage],
      ['swas.s2.c2m1s40b3t04', wordPress],
      ['swas.s2.c2m2s50b4t08', windowsImage]
    ] as const) {
      await caller.ok('CreateInstances', { ...server, PlanId, ImageId })
    }
    t.equal((await all(caller)).length, 3)
  })
})
