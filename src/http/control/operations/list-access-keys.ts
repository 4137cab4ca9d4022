import { defineControl } from '../operation.ts'
import { AccessKeys } from '../shapes/access-keys.ts'

export const listAccessKeys = defineControl({
  id: 'ListAccessKeys',
  route: 'GET /_swas/access-keys',
  summary: 'Lists the AccessKeys that were created with the control API.',
  who: 'operator or account',
  reply: AccessKeys,
  handle: async ({ accessKeyStore }, { scope }) => ({ accessKeys: await accessKeyStore.list(scope) })
})
