import { randomBytes } from 'node:crypto'
import type { AccessKey } from '../../../auth/access-keys.ts'
import { isSandbox } from '../../../auth/caller.ts'
import { isAccessKeyId } from '../../../auth/claim.ts'
import { parsePolicies } from '../../../auth/policy.ts'
import {
  accessKeyTaken,
  invalid,
  malformedRequest,
  noEncryptionKey,
  notOperator,
  realAccessKey
} from '../../../errors/index.ts'
import { defineControl } from '../operation.ts'
import { AccessKeyContent, AccessKeyMade } from '../shapes/access-keys.ts'

export const putAccessKey = defineControl({
  id: 'PutAccessKey',
  route: 'PUT /_swas/access-keys/{AccessKeyId}',
  summary: 'Creates or replaces an AccessKey.',
  who: 'operator or account',
  body: AccessKeyContent,
  isBodyNeeded: false,
  reply: AccessKeyMade,
  status: 201,
  errors: [notOperator, accessKeyTaken, noEncryptionKey, realAccessKey],
  async handle({ authenticator, accessKeyStore, isConfigured }, { caller, path, body = {} }) {
    const accessKeyId = path.AccessKeyId
    const { policies, account = caller?.account ?? accessKeyId, ...given } = body
    if (![accessKeyId, account].every(isAccessKeyId) || accessKeyId.includes(':')) throw invalid('AccessKeyId')
    if (authenticator.isForbidden(accessKeyId)) throw realAccessKey()
    if (isSandbox(accessKeyId) || isConfigured(accessKeyId)) throw accessKeyTaken()
    const accessKeySecret = given.accessKeySecret ?? randomBytes(24).toString('base64url')
    const key: AccessKey = { ...given, accessKeyId, accessKeySecret, account, ...readPolicies(policies) }
    await accessKeyStore.put(key, authenticator.now())
    return { accessKeyId, account, ...(given.accessKeySecret === undefined && { accessKeySecret }) }
  }
})

function readPolicies(list: unknown): Pick<AccessKey, 'policies'> {
  if (list === undefined) return {}
  try {
    return { policies: parsePolicies(list) }
  } catch (error) {
    throw malformedRequest({ detail: `/policies: ${error instanceof Error ? error.message : error}.` })
  }
}
