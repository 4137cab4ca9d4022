import { type Client, credentialVariables, region } from './client.ts'

export const popCore: Client = {
  title: 'Node, @alicloud/pop-core',
  variables: (_target, key) => credentialVariables(key),
  lines: ({ url }) => [
    `new RPCClient({ accessKeyId, accessKeySecret, securityToken, endpoint: '${url}', apiVersion: '2020-06-01' })`,
    'It reads no variables: the first three are for the code to take from them.',
    `Each call says RegionId: '${region}', and DeleteKeyPairs { method: 'POST' }.`
  ],
  routes: () => ({
    'pop-core': { to: '', why: 'it is not made without an endpoint in the code', credentials: undefined }
  })
}
