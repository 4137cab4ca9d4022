import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type CallFilter, type LoggedCall, lastCallId, listCalls } from '../../store/calls.ts'
import type { Db } from '../../store/db.ts'
import { DatabaseUnavailableError } from '../../store/unavailable.ts'

const lookMs = 200
const quietMs = 15_000 // some proxies end a connection that is silent for longer
const atOnce = 1000

// When the database is back, the stream continues where it was.
function noneWhileAway(error: unknown): LoggedCall[] {
  if (error instanceof DatabaseUnavailableError) return []
  throw error
}

/**
 * Sends the calls of all replicas as server-sent events, until the client or the service ends the stream. A client that
 * reconnects says by `Last-Event-ID` which call it has seen last.
 */
export async function streamCalls(
  db: Db,
  filter: CallFilter,
  request: FastifyRequest,
  reply: FastifyReply,
  toText: (call: LoggedCall) => string
): Promise<FastifyReply> {
  const signal = request.server.closing
  const seen = request.headers['last-event-id']
  let after = filter.after ?? (/^\d{1,18}$/.test(String(seen)) ? String(seen) : await lastCallId(db))
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, { ...(reply.getHeaders() as object), 'content-type': 'text/event-stream' })
  raw.write(': from now on\n\n')
  let said = performance.now()
  while (!raw.destroyed && !signal.aborted) {
    const calls = await listCalls(db, { ...filter, after }, atOnce, 'oldest').catch(noneWhileAway)
    for (const call of calls) raw.write(`id: ${call.id}\ndata: ${toText(call)}\n\n`)
    after = calls.at(-1)?.id ?? after
    if (calls.length > 0) said = performance.now()
    else if (performance.now() - said > quietMs) {
      raw.write(':\n\n')
      said = performance.now()
    }
    await sleep(lookMs, undefined, { signal }).catch(() => undefined)
  }
  raw.end()
  return reply
}
