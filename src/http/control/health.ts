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
        description: 'The time since which the database doesn’t answer; absent while it answers.',
        examples: ['2026-03-04T05:06:07.890Z']
      })
    ),
    version: Type.String({ description: 'The version of the service.', examples: ['0.1.0'] })
  },
  { title: 'Health', description: 'The health of the service.' }
)

/** A database that works answers sooner; the health check doesn't wait longer for one that doesn't. */
const lookMs = 250

export function health(app: FastifyInstance, { database, version }: { database: Database; version: string }): void {
  const described = describe({
    id: 'GetHealth',
    summary: 'Returns the health of the service.',
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
