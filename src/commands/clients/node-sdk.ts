import { type Client, credentialVariables, region } from './client.ts'
import { sdkRoute } from './sdk.ts'

// `new Credential()` without arguments reads the environment.
export const nodeSdk: Client = {
  title: 'Node SDK, @alicloud/swas-open20200601',
  variables: (_target, key) => credentialVariables(key),
  lines: ({ endpoint, protocol }) => [
    'new Client(new $OpenApiUtil.Config({',
    '  credential: new Credential(),  // of @alicloud/credentials: reads the variables',
    `  regionId: '${region}', endpoint: '${endpoint}', protocol: '${protocol}'`,
    '}))',
    'Without endpoint it calls the real cloud, swas-open.aliyuncs.com. No variable changes that.'
  ],
  routes: (clientEnvironment) => ({ 'Node SDK': sdkRoute(clientEnvironment) })
}
