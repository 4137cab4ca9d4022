import { Type } from 'typebox'
import { regions } from '../catalog/regions.ts'
import { defineOperation } from '../dispatch/operation.ts'
import { assumed } from '../errors/provenance.ts'
import { named, text } from './shared/fields.ts'
import { tenPerMinute } from './shared/rates.ts'

export const listRegions = defineOperation({
  action: 'ListRegions',
  route: 'GET /v1/regions',
  group: 'Catalog',
  summary: 'Lists the regions.',
  writes: false,
  parameters: Type.Object({
    AcceptLanguage: Type.String({
      title: 'Language',
      description: 'The language of LocalName.',
      enum: ['zh-CN', 'en-US'],
      default: 'zh-CN'
    })
  }),
  result: Type.Object({
    Regions: Type.Array(
      Type.Object(
        {
          RegionId: named.RegionId,
          RegionEndpoint: text('The endpoint for calls to the region: this service itself.', '127.0.0.1:20206'),
          LocalName: text('The name of the region in the requested language.', '华东1（杭州）')
        },
        { title: 'Region', description: 'A region.' }
      ),
      { description: 'All regions.' }
    )
  }),
  errors: [],
  rules: [
    {
      rule: 'RegionEndpoint is this service, so that a client that uses it never reaches the real cloud.',
      ...assumed('the cloud answers swas.<region>.aliyuncs.com')
    }
  ],
  rate: tenPerMinute,
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
