import { Type } from 'typebox'
import { plans } from '../catalog/plans.ts'
import { assumed } from '../fidelity.ts'
import { defineOperation } from '../operation.ts'
import { ClientToken, RegionId } from './shapes.ts'

export const listPlans = defineOperation({
  action: 'ListPlans',
  route: 'GET /v1/regions/{RegionId}/plans',
  summary: 'Lists the plans that servers can be bought with.',
  writes: false,
  parameters: Type.Object({ RegionId, ClientToken }),
  result: Type.Object({
    Plans: Type.Array(
      Type.Object({
        PlanId: Type.String(),
        PlanType: Type.String(),
        Core: Type.Integer({ description: 'vCPUs.' }),
        Memory: Type.Number({ description: 'GiB.' }),
        DiskSize: Type.Integer({ description: 'GiB.' }),
        DiskType: Type.String({ description: '`ESSD` or `SSD`.' }),
        Bandwidth: Type.Integer({ description: 'Peak, Mbit/s.' }),
        Flow: Type.Integer({ description: 'GB a month.' }),
        OriginPrice: Type.String({ description: 'A month, in Currency.' }),
        Currency: Type.String(),
        SupportPlatform: Type.String({ description: 'A JSON array as text: `["Linux","Windows"]`.' }),
        PublicIpNum: Type.String()
      })
    )
  }),
  errors: [],
  rules: [{ rule: 'Every region has the same plans.', ...assumed('our own catalog') }],
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
