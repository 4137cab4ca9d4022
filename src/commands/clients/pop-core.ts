import { type Client, credentialVariables, region } from './client.ts'

export const popCore: Client = {
  title: 'Node, @alicloud/pop-core',
  variables: (_target, key) => credentialVariables(key),
  lines: ({ url }) => [
    `new RPCClient({ accessKeyId, accessKeySecret, securityToken, endpoint: '${url}', apiVersion: '2020-06-01' })`,
    'It reads no variables: your code must take the first three from them.',
    `Each call needs RegionId: '${region}', and DeleteKeyPairs needs { method: 'POST' }.`
  ],
  routes: () => ({
    'pop-core': { to: '', why: 'its code must have an endpoint', credentials: undefined }
  })
}
