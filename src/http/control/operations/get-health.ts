import { setTimeout as sleep } from 'node:timers/promises'
import { Type } from 'typebox'
import { defineControl, OtherReply } from '../operation.ts'
import { Health } from '../shapes/health.ts'

/** A database that works answers sooner; the health check doesn't wait longer for one that doesn't. */
const lookMs = 250

export const getHealth = defineControl({
  id: 'GetHealth',
  route: 'GET /_swas/health',
  summary: 'Returns the health of the service.',
  who: 'anyone',
  query: Type.Object({}), // a health check may have any query
  reply: Health,
  isAnsweredUnderPressure: true,
  async handle({ database, version }) {
    await Promise.race([database.check(), sleep(lookMs, undefined, { ref: false })])
    const since = database.awaySince()
    const health = { database: database.engine, version }
    if (since === undefined) return { status: 'ok', ...health }
    const away = { status: 'unavailable', databaseAwaySince: since.toISOString(), ...health }
    return new OtherReply(JSON.stringify(away), { status: 503, type: 'application/json; charset=utf-8' })
  }
})
