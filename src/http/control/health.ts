import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Database } from '../../store/database.ts'
import { isAlive } from '../../store/health.ts'
import { says } from './document.ts'

const Health = Type.Object(
  {
    status: Type.String({ description: '`ok`, or `unavailable` with 503.', examples: ['ok'] }),
    database: Type.String({ description: '`pglite` or `postgresql`.', examples: ['pglite'] }),
    version: Type.String({ description: 'Of this service.', examples: ['0.1.0'] })
  },
  { title: 'Health', description: 'Whether the service can work.' }
)

export function health(app: FastifyInstance, { database, version }: { database: Database; version: string }): void {
  const described = says({
    id: 'GetHealth',
    summary: 'Tells whether the service can work.',
    who: 'anyone',
    reply: Health
  })
  app.get(
    '/_swas/health',
    { config: { ...described.config, isAnsweredUnderPressure: true } },
    async (_request, reply) => {
      const alive = await isAlive(database.db)
      return reply
        .code(alive ? 200 : 503)
        .send({ status: alive ? 'ok' : 'unavailable', database: database.engine, version })
    }
  )
}
