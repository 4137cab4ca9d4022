import t from 'tap'
import { type Body, linuxImage, start } from '../fixture.ts'
import { account, refusesBadParameters } from './expect.ts'

t.test('ListPlans', async (t) => {
  const service = await start(t)
  const caller = account(service, 'anybody')
  const { ok } = caller

  t.test('shows every plan, numbers as numbers and the price as a text', async (t) => {
    const { RequestId, ...body } = await ok('ListPlans', {}, 'GET')
    t.match(RequestId, /^[0-9A-F-]{36}$/)
    const plan = (PlanId: string, numbers: readonly number[], OriginPrice: string) => {
      const [Core, Memory, DiskSize, Bandwidth, Flow] = numbers
      const fixed = { PlanType: 'NORMAL', DiskType: 'ESSD', Currency: 'CNY', PublicIpNum: '1' }
      const SupportPlatform = Memory === 0.5 ? '["Linux"]' : '["Linux","Windows"]'
      return { PlanId, Core, Memory, DiskSize, Bandwidth, Flow, OriginPrice, SupportPlatform, ...fixed }
    }
    t.strictSame(body, {
      Plans: [
        plan('swas.s2.c1m05s20b1t02', [1, 0.5, 20, 1, 200], '24'),
        plan('swas.s2.c1m1s30b2t03', [1, 1, 30, 2, 300], '34'),
        plan('swas.s2.c2m1s40b3t04', [2, 1, 40, 3, 400], '60'),
        plan('swas.s2.c2m2s50b4t08', [2, 2, 50, 4, 800], '85'),
        plan('swas.s2.c2m4s60b5t12', [2, 4, 60, 5, 1200], '120'),
        plan('swas.s2.c2m8s80b6t15', [2, 8, 80, 6, 1500], '210'),
        plan('swas.s2.c4m16s120b8t20', [4, 16, 120, 8, 2000], '420')
      ]
    })
  })

  t.test('every plan makes a server that shows its figures', async (t) => {
    const { Plans } = await ok('ListPlans')
    for (const { PlanId, Core, Memory, DiskSize, Bandwidth, Flow } of Plans) {
      const { InstanceIds } = await ok('CreateInstances', { PlanId, ImageId: linuxImage, Period: '1' })
      const { Instances } = await ok('ListInstances', { InstanceIds: JSON.stringify(InstanceIds) })
      const expected = { Cpu: Core, Memory, DiskSize, DiskCategory: 'ESSD', Bandwidth, Flow }
      t.strictSame(Instances[0].ResourceSpec, expected, PlanId)
    }
  })

  t.test('shows the same plans in every region', async (t) => {
    const here = await ok('ListPlans')
    const there = await ok('ListPlans', { RegionId: 'me-central-1' })
    const names = (body: Body) => body.Plans.map(({ PlanId }: Body) => PlanId)
    t.strictSame(names(there), names(here))
  })

  // Terraform's data source of images never sends it.
  t.test('answers without RegionId, since every region has the same', async (t) => {
    const { RequestId: _, ...everywhere } = await ok('ListPlans', { RegionId: '' })
    const { RequestId: __, ...here } = await ok('ListPlans')
    t.strictSame(everywhere, here)
  })

  t.test('refuses', async (t) => {
    await refusesBadParameters(t, caller, 'ListPlans', {})
  })
})
