import { type Client, credentialVariables, region } from './client.ts'
import { sdkRoute } from './sdk.ts'

export const pythonSdk: Client = {
  title: 'Python SDK, alibabacloud_swas_open20200601',
  variables: (_target, key) => credentialVariables(key),
  lines: ({ endpoint, protocol }) => [
    `Client(Config(credential=CredClient(), region_id='${region}', endpoint='${endpoint}', protocol='${protocol}'))`,
    'Import Config from alibabacloud_tea_openapi.utils_models, and Client as CredClient from alibabacloud_credentials.client.',
    'Without endpoint it calls the real cloud, swas-open.aliyuncs.com. No variable changes that.',
    'If HTTP_PROXY is set, its calls go to the proxy, whatever NO_PROXY says: unset HTTP_PROXY http_proxy'
  ],
  routes: (clientEnvironment) => ({ 'Python SDK': sdkRoute(clientEnvironment) })
}
