import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Database } from '../../store/prepare.ts'
import { describe } from './document.ts'

const Health = Type.Object(
  {
    status: Type.String({ description: '`ok`, or `unavailable` with 503.', examples: ['ok'] }),
    database: Type.String({ description: '`pglite` or `postgresql`.', examples: ['pglite'] }),
    databaseAwaySince: Type.Optional(
      Type.String({
        format: 'date-time',
        description: 'Since when the database does not answer; absent while it does.',
        examples: ['2026-03-04T05:06:07.890Z']
      })
    ),
    version: Type.String({ description: 'Of this service.', examples: ['0.1.0'] })
  },
  { title: 'Health', description: 'Whether the service can work.' }
)

/** A database that is there answers sooner; one that isn't is not waited for. */
const lookMs = 250

export function health(app: FastifyInstance, { database, version }: { database: Database; version: string }): void {
  const described = describe({
    id: 'GetHealth',
    summary: 'Tells whether the service can work.',
    who: 'anyone',
    reply: Health
  })
  app.get(
    '/_swas/health',
    { config: { ...described.config, isAnsweredUnderPressure: true } },
    async (_request, reply) => {
      await Promise.race([database.check(), sleep(lookMs, undefined, { ref: false })])
      const since = database.awaySince()
      return reply.code(since === undefined ? 200 : 503).send({
        status: since === undefined ? 'ok' : 'unavailable',
        database: database.engine,
        ...(since && { databaseAwaySince: since.toISOString() }),
        version
      })
    }
  )
}
