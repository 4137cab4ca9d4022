import openapiCore from '@alicloud/openapi-core'
import swas from '@alicloud/swas-open20200601'

/**
 * The official client, pointed at the real cloud or at swas-local. It waits `timeoutMs` for a reply: `connectTimeout`
 * counts as well, since the SDK goes by it whenever nothing arrives, also on a connection that is made.
 */
export const createClient = ({ endpoint, protocol = 'https', timeoutMs = 5000, accessKeyId, accessKeySecret }) =>
  new swas.default(
    new openapiCore.$OpenApiUtil.Config({
      endpoint,
      protocol,
      accessKeyId,
      accessKeySecret,
      readTimeout: timeoutMs,
      connectTimeout: timeoutMs
    })
  )
