import { type Client, credentialVariables } from './client.ts'

export const rest: Client = {
  title: 'REST: SDKs generated from /openapi.json',
  variables: (_target, key) => credentialVariables(key),
  lines: ({ url }) => [
    `base URL ${url}, HTTP Basic with the AccessKeyId as user and its secret as password`,
    `The document: ${url}/openapi.json`
  ],
  routes: () => ({ 'REST SDKs': { to: '', why: 'the code has the base URL', credentials: undefined } })
}
