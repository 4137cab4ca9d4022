import { setTimeout as sleep } from 'node:timers/promises'
import { type CallFilter, type LoggedCall, lastCallId, listCalls } from '../../../../store/calls.ts'
import type { Db } from '../../../../store/db.ts'
import { DatabaseUnavailableError } from '../../../../store/unavailable.ts'

const lookMs = 200
const quietMs = 15_000 // some proxies end a connection that is silent for longer
const atOnce = 1000

export interface Following {
  /** Where a client that reads again continues. */
  readonly lastEventId: string | undefined
  /** Ends the events. */
  readonly signal: AbortSignal
  toText(call: LoggedCall): string
}

/**
 * The calls of all replicas as server-sent events: from now on, or after the call of `filter.after` or `lastEventId`.
 * Rejects if the database is unavailable at the start; later the events wait for it.
 */
export async function followCalls(db: Db, filter: CallFilter, following: Following): Promise<AsyncIterable<string>> {
  const { lastEventId = '' } = following
  const after = filter.after ?? (/^\d{1,18}$/.test(lastEventId) ? lastEventId : await lastCallId(db))
  return events(db, { ...filter, after }, following)
}

async function* events(db: Db, filter: CallFilter, { signal, toText }: Following): AsyncGenerator<string> {
  yield ': from now on\n\n'
  let { after } = filter
  let said = performance.now()
  while (!signal.aborted) {
    const calls = await listCalls(db, { ...filter, ...(after && { after }) }, atOnce, 'oldest').catch(noneWhileAway)
    for (const call of calls) yield `id: ${call.id}\ndata: ${toText(call)}\n\n`
    after = calls.at(-1)?.id ?? after
    if (calls.length > 0) said = performance.now()
    else if (performance.now() - said > quietMs) {
      yield ':\n\n'
      said = performance.now()
    }
    await sleep(lookMs, undefined, { signal }).catch(() => undefined)
  }
}

// When the database is back, the events continue where they were.
function noneWhileAway(error: unknown): LoggedCall[] {
  if (error instanceof DatabaseUnavailableError) return []
  throw error
}
