import { accessKeyNotFound, accessKeyTaken } from '../../../errors/index.ts'
import { defineControl } from '../operation.ts'

export const deleteAccessKey = defineControl({
  id: 'DeleteAccessKey',
  route: 'DELETE /_swas/access-keys/{AccessKeyId}',
  summary: 'Deletes an AccessKey.',
  who: 'operator or account',
  errors: [accessKeyNotFound, accessKeyTaken],
  async handle({ accessKeyStore, isConfigured }, { scope, path: { AccessKeyId } }) {
    if (isConfigured(AccessKeyId)) throw accessKeyTaken()
    if (!(await accessKeyStore.remove(AccessKeyId, scope))) throw accessKeyNotFound()
  }
})
