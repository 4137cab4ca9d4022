/** Sandboxes: throwaway accounts, one for each test, which expire by themselves. */
import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { sandboxPrefix } from '../../auth/caller.ts'
import { accountNotFound, noEncryptionKey, notOperator } from '../../errors/index.ts'
import { listBelongings } from '../../store/accounts.ts'
import { findSandbox, listSandboxes, type Sandbox as StoredSandbox } from '../../store/sandboxes.ts'
import { readBody } from './body.ts'
import { needFullRights, needOperator } from './caller.ts'
import { describe } from './document.ts'
import type { ControlOptions } from './options.ts'

const Body = Type.Object(
  {
    ttlSeconds: Type.Optional(
      Type.Integer({
        description: 'Seconds until it expires. Default: 3600.',
        minimum: 1,
        maximum: 86_400,
        examples: [600]
      })
    )
  },
  { title: 'NewSandbox', description: 'Options of a sandbox.', additionalProperties: false }
)
const instant = '2026-11-24T08:00:00.000Z'
const account = Type.String({ description: 'Its account.', examples: ['sandbox-0123456789abcdef0123'] })
const created = Type.String({ description: 'When it was created.', examples: [instant] })
const expires = Type.String({ description: 'When it expires.', examples: [instant] })
const SandboxKey = Type.Object(
  {
    account,
    accessKeyId: Type.String({ description: 'The same as the account.', examples: ['sandbox-0123456789abcdef0123'] }),
    accessKeySecret: Type.String({ description: 'The secret; it is shown only once.', examples: ['…'] }),
    expires
  },
  { title: 'SandboxKey', description: 'A throwaway account and its AccessKey.' }
)
const Sandbox = Type.Object({ account, created, expires }, { title: 'Sandbox', description: 'A throwaway account.' })
const Sandboxes = Type.Object(
  { sandboxes: Type.Array(Sandbox, { description: 'In the order in which they expire.' }) },
  { title: 'Sandboxes', description: 'Sandboxes that haven’t expired.' }
)
const Left = Type.Object(
  {
    account,
    created,
    expires,
    left: Type.Object(
      {
        keyPairs: Type.Array(Type.Unknown(), { description: 'Its key pairs.', examples: [[]] }),
        instances: Type.Array(Type.Unknown(), { description: 'Its servers.', examples: [[]] })
      },
      { title: 'Belongings', description: 'What a test left behind.' }
    )
  },
  { title: 'LeakReport', description: 'A sandbox and its resources.' }
)
const defaultTtlSeconds = 3600

interface RouteParameters {
  Params: { Account: string }
}

export function sandboxes(app: FastifyInstance, options: ControlOptions): void {
  const { authenticator, accessKeyStore, database } = options
  const { db } = database
  const one = { who: 'operator or account', reply: Left, errors: [accountNotFound] } as const
  const post = describe({
    id: 'CreateSandbox',
    summary: 'Creates a throwaway account.',
    who: 'operator or account',
    body: Body,
    isBodyNeeded: false,
    reply: SandboxKey,
    status: 201,
    errors: [noEncryptionKey]
  })
  const list = describe({
    id: 'ListSandboxes',
    summary: 'Lists the sandboxes.',
    who: 'operator',
    reply: Sandboxes,
    errors: [notOperator]
  })
  const get = describe({ id: 'GetSandbox', summary: 'Returns a sandbox and its resources.', ...one })
  const remove = describe({
    id: 'DeleteSandbox',
    summary: 'Deletes a sandbox, and returns the resources that were left in it.',
    ...one
  })

  app.post('/_swas/sandboxes', post, async (request, reply) => {
    await needFullRights(options, request, reply)
    const { ttlSeconds = defaultTtlSeconds } = readBody(Body, request.body)
    const account = sandboxPrefix + randomBytes(10).toString('hex')
    const accessKeySecret = randomBytes(24).toString('base64url')
    const createdAt = authenticator.now()
    const expiresAt = new Date(createdAt.getTime() + ttlSeconds * 1000)
    await accessKeyStore.addSandbox({ account, createdAt, expiresAt }, accessKeySecret)
    return reply.code(201).send({ account, accessKeyId: account, accessKeySecret, expires: expiresAt })
  })

  app.get('/_swas/sandboxes', list, async (request, reply) => {
    await needOperator(options, request, reply)
    const found = await listSandboxes(db, authenticator.now())
    return { sandboxes: found.map(toPublic) }
  })

  app.get<RouteParameters>('/_swas/sandboxes/:Account', get, async (request, reply) => {
    const sandbox = await find(request, reply)
    return { ...toPublic(sandbox), left: await listBelongings(db, sandbox.account) }
  })

  app.delete<RouteParameters>('/_swas/sandboxes/:Account', remove, async (request, reply) => {
    const sandbox = await find(request, reply)
    const left = await listBelongings(db, sandbox.account)
    await accessKeyStore.endSandbox(sandbox.account)
    return { ...toPublic(sandbox), left }
  })

  // For other accounts it doesn't exist.
  async function find(request: FastifyRequest<RouteParameters>, reply: FastifyReply): Promise<StoredSandbox> {
    const caller = await needFullRights(options, request, reply)
    const { Account } = request.params
    const sandbox = await findSandbox(db, Account, authenticator.now())
    if (sandbox === undefined || (caller !== undefined && caller.account !== Account)) throw accountNotFound()
    return sandbox
  }
}

const toPublic = ({ account, createdAt, expiresAt }: StoredSandbox) => ({
  account,
  created: createdAt,
  expires: expiresAt
})
