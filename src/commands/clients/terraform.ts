import { firstOf } from '../client-environment.ts'
import { terraformCredentials } from '../credentials.ts'
import { type Client, region } from './client.ts'

const endpointNames = ['ALIBABA_CLOUD_ENDPOINT_SWAS_OPEN', 'SWAS_OPEN_ENDPOINT'] // in the order of the provider

export const terraform: Client = {
  title: 'Terraform, provider alicloud',
  variables: ({ endpoint }, { id, secret, token }) => ({
    ALICLOUD_ACCESS_KEY: id,
    ALICLOUD_SECRET_KEY: secret,
    ALICLOUD_SECURITY_TOKEN: token,
    ALICLOUD_REGION: region,
    ALIBABA_CLOUD_ENDPOINT_SWAS_OPEN: endpoint
  }),
  lines: ({ endpoint, protocol }) => [
    'provider "alicloud" {',
    `  protocol = "${protocol.toUpperCase()}"  # the default is HTTPS; no variable changes it`,
    `  endpoints { swas_open = "${endpoint}" }  # or ALIBABA_CLOUD_ENDPOINT_SWAS_OPEN`,
    '}',
    'Only SWAS is redirected: every other resource of the provider is in the real cloud.'
  ],
  routes(clientEnvironment) {
    const { environment } = clientEnvironment
    const said = endpointNames.find((name) => environment[name]?.trim())
    const where = firstOf(environment, ['ALICLOUD_REGION', 'ALIBABA_CLOUD_REGION']) || 'cn-beijing'
    return {
      Terraform: {
        to: said === undefined ? `swas.${where}.aliyuncs.com` : (environment[said] ?? '').trim(),
        why: `${said === undefined ? `neither ${endpointNames.join(' nor ')} is set` : `from ${said}`}; a provider block may have another endpoint`,
        credentials: terraformCredentials(clientEnvironment)
      }
    }
  }
}
