import { type Client, credentialVariables, region } from './client.ts'
import { sdkRoute } from './sdk.ts'

export const goSdk: Client = {
  title: 'Go SDK, github.com/alibabacloud-go/swas-open-20200601/v3',
  variables: (_target, key) => credentialVariables(key),
  lines: ({ endpoint, protocol }) => [
    'credential, err := credentials.NewCredential(nil) // of github.com/aliyun/credentials-go: reads the variables',
    'client.NewClient(&openapiutil.Config{',
    `  Credential: credential, RegionId: dara.String("${region}"),`,
    `  Endpoint: dara.String("${endpoint}"), Protocol: dara.String("${protocol}"),`,
    '})',
    'Without Endpoint it calls the real cloud, swas-open.aliyuncs.com. No variable changes that.',
    `The older SDK, github.com/aliyun/alibaba-cloud-sdk-go: client.Domain = "${endpoint}"`
  ],
  routes: (clientEnvironment) => ({ 'Go SDK': sdkRoute(clientEnvironment) })
}
