import { type Client, credentialVariables, region } from './client.ts'
import { sdkRoute } from './sdk.ts'

// The credentials are left out: it takes those of the environment then.
export const nodeSdk: Client = {
  title: 'Node SDK, @alicloud/swas-open20200601',
  variables: (_target, key) => credentialVariables(key),
  lines: ({ endpoint, protocol }) => [
    'new Client(new $OpenApiUtil.Config({',
    '  credential: new Credential(),  // of @alicloud/credentials: reads the variables',
    `  regionId: '${region}', endpoint: '${endpoint}', protocol: '${protocol}'`,
    '}))',
    'Without endpoint it goes to swas-open.aliyuncs.com, the real cloud. No variable changes that.'
  ],
  routes: (clientEnvironment) => ({ 'Node SDK': sdkRoute(clientEnvironment) })
}
