/** AccessKeys of an account, with policies perhaps: what RAM users are in the cloud. */
import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { AccessKey } from '../../auth/access-keys.ts'
import { isAccessKeyId, isSandbox } from '../../auth/caller.ts'
import { parsePolicies } from '../../auth/policy.ts'
import { accessKeyNotFound, accessKeyTaken, invalid, malformedRequest, notOperator } from '../../errors.ts'
import { readBody } from './body.ts'
import { needFullRights } from './caller.ts'
import type { ControlOptions } from './index.ts'

const Body = Type.Object(
  {
    /** Made when left out. */
    accessKeySecret: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
    securityToken: Type.Optional(Type.String({ pattern: '^[!-~]+$', maxLength: 4096 })),
    expires: Type.Optional(Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$' })),
    active: Type.Optional(Type.Boolean()),
    /** The operator's to say; others make AccessKeys of their own account. */
    account: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    policies: Type.Optional(Type.Array(Type.Unknown()))
  },
  { additionalProperties: false }
)

interface Named {
  Params: { AccessKeyId: string }
}

export function accessKeys(app: FastifyInstance, options: ControlOptions): void {
  const { authenticator, accessKeyStore, isConfigured } = options

  app.put<Named>('/_swas/access-keys/:AccessKeyId', async (request, reply) => {
    const caller = await needFullRights(options, request, reply)
    const { AccessKeyId: accessKeyId } = request.params
    const { policies, account = caller?.account ?? accessKeyId, ...given } = readBody(Body, request.body)
    if (caller !== undefined && account !== caller.account) throw notOperator()
    if (![accessKeyId, account].every(isAccessKeyId) || accessKeyId.includes(':')) throw invalid('AccessKeyId')
    if (isSandbox(accessKeyId) || isConfigured(accessKeyId)) throw accessKeyTaken()
    const accessKeySecret = given.accessKeySecret ?? randomBytes(24).toString('base64url')
    const key: AccessKey = { ...given, accessKeyId, accessKeySecret, account, ...readPolicies(policies) }
    await accessKeyStore.put(key, authenticator.now())
    const made = given.accessKeySecret === undefined && { accessKeySecret } // shown once
    return reply.code(201).send({ accessKeyId, account, ...made })
  })

  app.get('/_swas/access-keys', async (request, reply) => {
    const caller = await needFullRights(options, request, reply)
    return { accessKeys: await accessKeyStore.list(caller?.account) }
  })

  app.delete<Named>('/_swas/access-keys/:AccessKeyId', async (request, reply) => {
    const caller = await needFullRights(options, request, reply)
    const { AccessKeyId } = request.params
    if (isConfigured(AccessKeyId)) throw accessKeyTaken()
    if (!(await accessKeyStore.remove(AccessKeyId, caller?.account))) throw accessKeyNotFound()
    return reply.code(204).send()
  })
}

function readPolicies(list: unknown): Pick<AccessKey, 'policies'> {
  if (list === undefined) return {}
  try {
    return { policies: parsePolicies(list) }
  } catch (error) {
    throw malformedRequest(undefined, `/policies: ${error instanceof Error ? error.message : error}.`)
  }
}
