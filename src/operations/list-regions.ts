import { Type } from 'typebox'
import { regions } from '../catalog/regions.ts'
import { assumed } from '../fidelity.ts'
import { defineOperation } from '../operation.ts'

export const listRegions = defineOperation({
  action: 'ListRegions',
  route: 'GET /v1/regions',
  summary: 'Lists the regions.',
  writes: false,
  parameters: Type.Object({
    AcceptLanguage: Type.String({
      description: 'The language of LocalName.',
      enum: ['zh-CN', 'en-US'],
      default: 'zh-CN'
    })
  }),
  result: Type.Object({
    Regions: Type.Array(
      Type.Object({
        RegionId: Type.String(),
        RegionEndpoint: Type.String({ description: 'Where calls for the region go: this service itself.' }),
        LocalName: Type.String()
      })
    )
  }),
  errors: [],
  rules: [
    {
      rule: 'RegionEndpoint names this service, so that a client that follows it never reaches the real cloud.',
      ...assumed('the cloud answers swas.<region>.aliyuncs.com')
    }
  ],
  async handle({ endpoint }, { AcceptLanguage }) {
    return {
      Regions: regions.map(({ regionId, chinese, english }) => ({
        RegionId: regionId,
        RegionEndpoint: endpoint,
        LocalName: AcceptLanguage === 'en-US' ? english : chinese
      }))
    }
  }
})
