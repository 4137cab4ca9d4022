import type { FastifyInstance } from 'fastify'
import type { Database } from '../../store/database.ts'
import { isAlive } from '../../store/health.ts'

export function health(app: FastifyInstance, { database, version }: { database: Database; version: string }): void {
  app.get('/_swas/health', { config: { isAnsweredUnderPressure: true } }, async (_request, reply) => {
    const alive = await isAlive(database.db)
    return reply
      .code(alive ? 200 : 503)
      .send({ status: alive ? 'ok' : 'unavailable', database: database.engine, version })
  })
}
