import openapiCore from '@alicloud/openapi-core'
import swas from '@alicloud/swas-open20200601'

/** The official client, pointed at the real cloud or at swas-local. */
export const createClient = ({ endpoint, protocol = 'https', readTimeout = 5000, accessKeyId, accessKeySecret }) =>
  new swas.default(
    new openapiCore.$OpenApiUtil.Config({ endpoint, protocol, accessKeyId, accessKeySecret, readTimeout })
  )
