import { type Client, credentialVariables, region } from './client.ts'
import { sdkRoute } from './sdk.ts'

export const javaSdk: Client = {
  title: 'Java SDK, com.aliyun:swas_open20200601',
  variables: (_target, key) => credentialVariables(key),
  lines: ({ endpoint, protocol }) => [
    'new Client(new Config()',
    '  .setAccessKeyId(System.getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"))',
    '  .setAccessKeySecret(System.getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET"))',
    '  .setSecurityToken(System.getenv("ALIBABA_CLOUD_SECURITY_TOKEN"))',
    `  .setRegionId("${region}").setEndpoint("${endpoint}").setProtocol("${protocol}"))`,
    'Without an endpoint it calls the real cloud, swas-open.aliyuncs.com. No variable changes that.'
  ],
  routes: (clientEnvironment) => ({ 'Java SDK': sdkRoute(clientEnvironment) })
}
