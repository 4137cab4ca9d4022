/** Throwaway accounts: one for each test, gone by itself. */
import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { sandboxPrefix } from '../../auth/caller.ts'
import { accountNotFound } from '../../errors.ts'
import { listBelongings } from '../../store/accounts.ts'
import { findSandbox, listSandboxes, type Sandbox } from '../../store/sandboxes.ts'
import { readBody } from './body.ts'
import { needFullRights, needOperator } from './caller.ts'
import type { ControlOptions } from './index.ts'

const Body = Type.Object(
  { ttlSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 86_400 })) },
  { additionalProperties: false }
)
const defaultTtlSeconds = 3600

interface Named {
  Params: { Account: string }
}

export function sandboxes(app: FastifyInstance, options: ControlOptions): void {
  const { authenticator, accessKeyStore, database } = options
  const { db } = database

  app.post('/_swas/sandboxes', async (request, reply) => {
    await needFullRights(options, request, reply)
    const { ttlSeconds = defaultTtlSeconds } = readBody(Body, request.body)
    const account = sandboxPrefix + randomBytes(10).toString('hex')
    const accessKeySecret = randomBytes(24).toString('base64url')
    const createdAt = authenticator.now()
    const expiresAt = new Date(createdAt.getTime() + ttlSeconds * 1000)
    await accessKeyStore.addSandbox({ account, createdAt, expiresAt }, accessKeySecret)
    return reply.code(201).send({ account, accessKeyId: account, accessKeySecret, expires: expiresAt })
  })

  app.get('/_swas/sandboxes', async (request, reply) => {
    await needOperator(options, request, reply)
    const found = await listSandboxes(db, authenticator.now())
    return { sandboxes: found.map(toPublic) }
  })

  app.get<Named>('/_swas/sandboxes/:Account', async (request, reply) => {
    const sandbox = await find(request, reply)
    return { ...toPublic(sandbox), left: await listBelongings(db, sandbox.account) }
  })

  app.delete<Named>('/_swas/sandboxes/:Account', async (request, reply) => {
    const sandbox = await find(request, reply)
    const left = await listBelongings(db, sandbox.account)
    await accessKeyStore.endSandbox(sandbox.account)
    return { ...toPublic(sandbox), left }
  })

  // For others a sandbox is one that isn't there.
  async function find(request: FastifyRequest<Named>, reply: FastifyReply): Promise<Sandbox> {
    const caller = await needFullRights(options, request, reply)
    const { Account } = request.params
    const sandbox = await findSandbox(db, Account, authenticator.now())
    if (sandbox === undefined || (caller !== undefined && caller.account !== Account)) throw accountNotFound()
    return sandbox
  }
}

const toPublic = ({ account, createdAt, expiresAt }: Sandbox) => ({ account, created: createdAt, expires: expiresAt })
