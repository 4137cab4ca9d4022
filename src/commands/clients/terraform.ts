import { firstOf } from '../client-environment.ts'
import { terraformCredentials } from '../credentials.ts'
import { type Client, region } from './client.ts'

const endpointNames = ['ALIBABA_CLOUD_ENDPOINT_SWAS_OPEN', 'SWAS_OPEN_ENDPOINT'] // in its order

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
    `  protocol = "${protocol.toUpperCase()}"  # no variable says it, and without it, HTTPS is spoken`,
    `  endpoints { swas_open = "${endpoint}" }  # or ALIBABA_CLOUD_ENDPOINT_SWAS_OPEN`,
    '}',
    'Only SWAS goes here: every other resource of the provider is one of the real cloud.'
  ],
  routes(clientEnvironment) {
    const { environment } = clientEnvironment
    const said = endpointNames.find((name) => environment[name]?.trim())
    const where = firstOf(environment, ['ALICLOUD_REGION', 'ALIBABA_CLOUD_REGION']) || 'cn-beijing'
    return {
      Terraform: {
        to: said === undefined ? `swas.${where}.aliyuncs.com` : (environment[said] ?? '').trim(),
        why: `${said === undefined ? `no ${endpointNames.join(' or ')}` : `${said} says so`}; a provider block, which isn't read here, goes before`,
        credentials: terraformCredentials(clientEnvironment)
      }
    }
  }
}
