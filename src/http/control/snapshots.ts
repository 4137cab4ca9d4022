/** Snapshots: save the state, and restore it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import {
  malformedRequest,
  notOperator,
  snapshotConflict,
  snapshotMalformed,
  snapshotNotFound,
  snapshotTooLarge
} from '../../errors/index.ts'
import type { Scope } from '../../store/scope.ts'
import {
  deleteSnapshot,
  findSnapshot,
  importSnapshot,
  listSnapshots,
  restoreSnapshot,
  type SnapshotFile,
  saveSnapshot
} from '../../store/snapshots.ts'
import { readBody, readQuery } from './body.ts'
import { scopeOf } from './caller.ts'
import { AccountQuery, describe } from './document.ts'
import type { ControlOptions } from './options.ts'

const maxFileBytes = 64 * 1024 * 1024

const name = Type.String({ description: 'Its name.', examples: ['two-servers'] })
const Snapshots = Type.Object(
  {
    snapshots: Type.Array(
      Type.Object(
        {
          name,
          created: Type.String({
            description: 'When it was saved, by the service’s clock.',
            examples: ['2026-11-24T08:00:00.000Z']
          })
        },
        { title: 'Snapshot', description: 'A saved state.' }
      ),
      { description: 'Newest first.' }
    )
  },
  { title: 'Snapshots', description: 'The snapshots of the account, or of the whole service.' }
)

const File = Type.Object(
  {
    format: Type.String({
      description: 'Always the same.',
      pattern: '^swas-local snapshot$',
      examples: ['swas-local snapshot']
    }),
    version: Type.Integer({ description: 'The version of the format.', minimum: 1, maximum: 1, examples: [1] }),
    account: Type.String({
      description: 'The account that it was saved from; empty for the whole service.',
      examples: ['dev']
    }),
    created: Type.String({ description: 'When it was saved.', examples: ['2026-11-24T08:00:00.000Z'] }),
    tables: Type.Object(
      {},
      {
        title: 'SnapshotTables',
        description: 'The rows of each table, by the name of the table.',
        additionalProperties: Type.Array(
          Type.Object(
            {},
            {
              additionalProperties: true,
              title: 'SnapshotRow',
              description: 'The values of a row, by the names of its columns.'
            }
          )
        ),
        examples: [{ key_pairs: [] }]
      }
    )
  },
  {
    title: 'SnapshotFile',
    description: 'A state as a file. It holds no private key, secret or token.',
    additionalProperties: false
  }
)

const Restored = Type.Object(AccountQuery.properties, {
  title: 'Restore',
  description: 'What to restore.',
  additionalProperties: false
})

interface RouteParameters {
  Params: { Name: string }
}

export function snapshots(app: FastifyInstance, options: ControlOptions): void {
  const { database, scenario, watch } = options
  const { db } = database
  const scope = (request: FastifyRequest, reply: FastifyReply) =>
    scopeOf(options, request, reply, readQuery(AccountQuery, request.query).account)
  const find = async (scope: Scope, name: string): Promise<SnapshotFile> => {
    const file = await findSnapshot(db, scope, name)
    if (file === undefined) throw snapshotNotFound()
    return file
  }
  const common = { who: 'operator or account', query: AccountQuery } as const

  const list = describe({
    id: 'ListSnapshots',
    summary: 'Lists the snapshots.',
    reply: Snapshots,
    ...common,
    errors: [notOperator]
  })
  app.get('/_swas/snapshots', list, async (request, reply) => {
    const found = await listSnapshots(db, await scope(request, reply))
    return { snapshots: found.map(({ name, createdAt }) => ({ name, created: createdAt })) }
  })

  const put = describe({
    id: 'SaveSnapshot',
    summary: 'Saves the present state under a name, or the file in the body.',
    body: File,
    isBodyNeeded: false,
    status: 201,
    ...common,
    errors: [notOperator, snapshotMalformed, snapshotTooLarge]
  })
  app.put<RouteParameters>('/_swas/snapshots/:Name', { ...put, bodyLimit: maxFileBytes }, async (request, reply) => {
    const whose = await scope(request, reply)
    const { Name } = request.params
    if (!/^[\w.-]{1,128}$/.test(Name))
      throw malformedRequest({ detail: 'A name has 1 to 128 letters, digits, dots, underscores and hyphens.' })
    const now = scenario.now()
    if (request.body === undefined) await saveSnapshot(db, whose, Name, now)
    else await importSnapshot(db, whose, { name: Name, file: readBody(File, request.body) as SnapshotFile, now })
    return reply.code(201).send({ name: Name })
  })

  const get = describe({
    id: 'GetSnapshot',
    summary: 'Returns a snapshot as a file.',
    reply: File,
    ...common,
    errors: [notOperator, snapshotNotFound]
  })
  app.get<RouteParameters>('/_swas/snapshots/:Name', get, async (request, reply) =>
    find(await scope(request, reply), request.params.Name)
  )

  const remove = describe({
    id: 'DeleteSnapshot',
    summary: 'Deletes a snapshot.',
    status: 204,
    ...common,
    errors: [notOperator, snapshotNotFound]
  })
  app.delete<RouteParameters>('/_swas/snapshots/:Name', remove, async (request, reply) => {
    if (!(await deleteSnapshot(db, await scope(request, reply), request.params.Name))) throw snapshotNotFound()
    return reply.code(204).send()
  })

  const restore = describe({
    id: 'RestoreSnapshot',
    summary: 'Restores the state of the account, or of the whole service.',
    who: 'operator or account',
    body: Restored,
    isBodyNeeded: false,
    status: 204,
    errors: [notOperator, snapshotNotFound, snapshotMalformed, snapshotConflict]
  })
  app.post<RouteParameters>('/_swas/snapshots/:Name/restore', restore, async (request, reply) => {
    const scope = await scopeOf(options, request, reply, readBody(Restored, request.body).account)
    await restoreSnapshot(db, scope, await find(scope, request.params.Name))
    await watch.changed()
    return reply.code(204).send()
  })
}
