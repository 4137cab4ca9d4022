import { Type } from 'typebox'
import { plans } from '../catalog/plans.ts'
import { defineOperation } from '../dispatch/operation.ts'
import { assumed } from '../errors/provenance.ts'
import { amount, count, named, text } from './shared/fields.ts'
import { tenPerMinute } from './shared/rates.ts'
import { ClientToken, OptionalRegionId } from './shared/shapes.ts'

export const listPlans = defineOperation({
  action: 'ListPlans',
  route: 'GET /v1/regions/{RegionId}/plans',
  group: 'Catalog',
  summary: 'Lists the plans that servers can be bought with.',
  writes: false,
  parameters: Type.Object({ RegionId: OptionalRegionId, ClientToken }),
  result: Type.Object({
    Plans: Type.Array(
      Type.Object(
        {
          PlanId: named.PlanId,
          PlanType: text('The type of the plan: NORMAL is a general one.', 'NORMAL'),
          Core: count('vCPUs.', 2),
          Memory: amount('Memory, GiB.', 2),
          DiskSize: count('The system disk, GiB.', 50),
          DiskType: text('The kind of system disk: `ESSD` or `SSD`.', 'ESSD'),
          Bandwidth: count('Peak bandwidth, Mbit/s.', 4),
          Flow: count('Traffic, GB a month; 0 for a plan that is billed by bandwidth.', 800),
          OriginPrice: text('The price of a month in Currency.', '85'),
          Currency: text('The currency, ISO 4217.', 'CNY'),
          SupportPlatform: text(
            'The platforms whose images the plan can run, a JSON array as text.',
            '["Linux","Windows"]'
          ),
          PublicIpNum: text('The number of public addresses of a server, as text.', '1')
        },
        { title: 'Plan', description: 'A plan that servers can be bought with.' }
      ),
      { description: 'The plans.' }
    )
  }),
  errors: [],
  rules: [
    { rule: 'Every region has the same plans.', ...assumed('our own catalog') },
    {
      rule: 'In RPC you may omit RegionId, although the page calls it required.',
      ...assumed('as ListImages')
    }
  ],
  rate: tenPerMinute,
  async handle() {
    return {
      Plans: plans.map((plan) => ({
        PlanId: plan.planId,
        PlanType: plan.planType,
        Core: plan.core,
        Memory: plan.memory,
        DiskSize: plan.diskSize,
        DiskType: plan.diskType,
        Bandwidth: plan.bandwidth,
        Flow: plan.flow,
        OriginPrice: plan.originPrice,
        Currency: 'CNY',
        SupportPlatform: JSON.stringify(plan.platforms),
        PublicIpNum: '1'
      }))
    }
  }
})
