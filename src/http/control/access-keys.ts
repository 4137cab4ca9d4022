/** AccessKeys of an account, each with policies if you want: they take the place of the cloud's RAM users. */
import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { AccessKey } from '../../auth/access-keys.ts'
import { isSandbox } from '../../auth/caller.ts'
import { isAccessKeyId } from '../../auth/claim.ts'
import { parsePolicies } from '../../auth/policy.ts'
import {
  accessKeyNotFound,
  accessKeyTaken,
  invalid,
  malformedRequest,
  noEncryptionKey,
  notOperator,
  realAccessKey
} from '../../errors/index.ts'
import { readBody } from './body.ts'
import { needFullRights, scopeOf } from './caller.ts'
import { describe } from './document.ts'
import type { ControlOptions } from './options.ts'

const Body = Type.Object(
  {
    accessKeySecret: Type.Optional(
      Type.String({
        description: 'Its secret. Default: a random one.',
        minLength: 1,
        maxLength: 256,
        examples: ['secret']
      })
    ),
    securityToken: Type.Optional(
      Type.String({
        description: 'For temporary credentials: every call must send it.',
        pattern: '^[!-~]+$',
        maxLength: 4096,
        examples: ['token']
      })
    ),
    expires: Type.Optional(
      Type.String({
        description: 'When temporary credentials expire.',
        pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$',
        examples: ['2026-11-24T08:00:00Z']
      })
    ),
    active: Type.Optional(Type.Boolean({ description: 'Whether it may be used. Default: true.', examples: [true] })),
    account: Type.Optional(
      Type.String({
        description: 'Its account. Only the operator may pass another account than the caller’s own.',
        minLength: 1,
        maxLength: 128,
        examples: ['dev']
      })
    ),
    policies: Type.Optional(
      Type.Array(Type.Unknown(), {
        description: 'RAM policies, see docs/permissions.md. Default: full rights.',
        examples: [[{ Version: '1', Statement: [{ Effect: 'Allow', Action: 'swas-open:List*', Resource: '*' }] }]]
      })
    )
  },
  { title: 'AccessKeyContent', description: 'An AccessKey. A PUT replaces all of it.', additionalProperties: false }
)
const AccessKeyMade = Type.Object(
  {
    accessKeyId: Type.String({ description: 'Its id.', examples: ['ci'] }),
    account: Type.String({ description: 'The account that it belongs to.', examples: ['dev'] }),
    accessKeySecret: Type.Optional(
      Type.String({ description: 'Its secret, if the service made it. It is shown only once.', examples: ['…'] })
    )
  },
  { title: 'AccessKeyMade', description: 'An AccessKey that was created or replaced.' }
)
const AccessKeys = Type.Object(
  { accessKeys: Type.Array(Type.Unknown(), { description: 'The AccessKeys, without their secrets.', examples: [[]] }) },
  { title: 'AccessKeys', description: 'AccessKeys that were created with the control API.' }
)
const common = { who: 'operator or account' } as const

interface RouteParameters {
  Params: { AccessKeyId: string }
}

export function accessKeys(app: FastifyInstance, options: ControlOptions): void {
  const { authenticator, accessKeyStore, isConfigured } = options
  const put = describe({
    id: 'PutAccessKey',
    summary: 'Creates or replaces an AccessKey.',
    ...common,
    body: Body,
    isBodyNeeded: false,
    reply: AccessKeyMade,
    status: 201,
    errors: [notOperator, accessKeyTaken, noEncryptionKey, realAccessKey]
  })
  const list = describe({
    id: 'ListAccessKeys',
    summary: 'Lists the AccessKeys that were created with the control API.',
    ...common,
    reply: AccessKeys
  })
  const remove = describe({
    id: 'DeleteAccessKey',
    summary: 'Deletes an AccessKey.',
    ...common,
    status: 204,
    errors: [accessKeyNotFound, accessKeyTaken]
  })

  app.put<RouteParameters>('/_swas/access-keys/:AccessKeyId', put, async (request, reply) => {
    const caller = await needFullRights(options, request, reply)
    const { AccessKeyId: accessKeyId } = request.params
    const { policies, account = caller?.account ?? accessKeyId, ...given } = readBody(Body, request.body)
    if (caller !== undefined && account !== caller.account) throw notOperator()
    if (![accessKeyId, account].every(isAccessKeyId) || accessKeyId.includes(':')) throw invalid('AccessKeyId')
    if (authenticator.isForbidden(accessKeyId)) throw realAccessKey()
    if (isSandbox(accessKeyId) || isConfigured(accessKeyId)) throw accessKeyTaken()
    const accessKeySecret = given.accessKeySecret ?? randomBytes(24).toString('base64url')
    const key: AccessKey = { ...given, accessKeyId, accessKeySecret, account, ...readPolicies(policies) }
    await accessKeyStore.put(key, authenticator.now())
    const made = given.accessKeySecret === undefined && { accessKeySecret }
    return reply.code(201).send({ accessKeyId, account, ...made })
  })

  app.get('/_swas/access-keys', list, async (request, reply) => {
    const scope = await scopeOf(options, request, reply, undefined)
    return { accessKeys: await accessKeyStore.list(scope) }
  })

  app.delete<RouteParameters>('/_swas/access-keys/:AccessKeyId', remove, async (request, reply) => {
    const scope = await scopeOf(options, request, reply, undefined)
    const { AccessKeyId } = request.params
    if (isConfigured(AccessKeyId)) throw accessKeyTaken()
    if (!(await accessKeyStore.remove(AccessKeyId, scope))) throw accessKeyNotFound()
    return reply.code(204).send()
  })
}

function readPolicies(list: unknown): Pick<AccessKey, 'policies'> {
  if (list === undefined) return {}
  try {
    return { policies: parsePolicies(list) }
  } catch (error) {
    throw malformedRequest({ detail: `/policies: ${error instanceof Error ? error.message : error}.` })
  }
}
