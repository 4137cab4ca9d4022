import { type Client, credentialVariables, region } from './client.ts'
import { sdkRoute } from './sdk.ts'

export const pythonSdk: Client = {
  title: 'Python SDK, alibabacloud_swas_open20200601',
  variables: (_target, key) => credentialVariables(key),
  lines: ({ endpoint, protocol }) => [
    `Client(Config(credential=CredClient(), region_id='${region}', endpoint='${endpoint}', protocol='${protocol}'))`,
    'Config is of alibabacloud_tea_openapi.utils_models, CredClient is Client of alibabacloud_credentials.client.',
    'Without endpoint it goes to swas-open.aliyuncs.com, the real cloud. No variable changes that.',
    'Where HTTP_PROXY is set, its calls go to the proxy, whatever NO_PROXY says: unset HTTP_PROXY http_proxy'
  ],
  routes: (clientEnvironment) => ({ 'Python SDK': sdkRoute(clientEnvironment) })
}
