/** The call log, for test suites. Requests only add to a batch; it is written to the database beside them. */
import { maskDeep } from '../auth/mask.ts'
import { addCalls, type LoggedCall } from '../store/calls.ts'
import type { Db } from '../store/db.ts'
import { DatabaseUnavailableError } from '../store/unavailable.ts'

/** A call that was answered. */
export interface Noted extends Omit<LoggedCall, 'id' | 'parameters' | 'unread' | 'at'> {
  readonly parameters: Readonly<Record<string, unknown>>
  /** Names of parameters that were sent and that the operation doesn't have; computed when the batch is written. */
  readonly unread: () => readonly string[]
  readonly at: Date
}

export interface CallLog {
  note(call: Noted): void
  /** Resolves when every call noted so far can be read. */
  flush(): Promise<void>
  /** Writes the last batch. */
  close(): Promise<void>
}

export interface CallLogOptions {
  readonly db: Db
  /** How many calls are kept; 0 for none. */
  readonly kept: number
  readonly onError: (error: unknown) => void
}

/** How long a call waits to be written with others. */
const batchMs = 200
/** How often a batch is tried again while the database is unavailable. */
const retryMs = 1000
const maxTextLength = 4096
const maxNames = 50

export function createCallLog({ db, kept, onError }: CallLogOptions): CallLog {
  let waiting: Noted[] = []
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  let isRepeat = false
  let writing: Promise<void> = Promise.resolve()

  async function write(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    if (waiting.length === 0) return
    const batch = waiting.slice(-kept) // older ones would be deleted at once
    waiting = []
    try {
      await addCalls(db, batch.map(toRow), { kept, isRepeat })
      isRepeat = false
    } catch (error) {
      onError(error)
      if (!(error instanceof DatabaseUnavailableError)) return
      isRepeat = true
      waiting = batch.concat(waiting).slice(-kept)
      if (!isClosed) timer ??= setTimeout(flush, retryMs).unref()
    }
  }
  const flush = () => {
    writing = writing.then(write)
    return writing
  }
  return {
    note(call) {
      if (kept === 0) return
      waiting.push(call)
      timer ??= setTimeout(flush, batchMs).unref()
    },
    flush,
    async close() {
      isClosed = true
      await flush()
      clearTimeout(timer)
      if (waiting.length > 0) onError(new Error(`${waiting.length} calls were lost: the database is unavailable`))
    }
  }
}

const toRow = ({ parameters, unread, code, ms, ...call }: Noted): Omit<LoggedCall, 'id'> => ({
  ...call,
  code,
  ms: Math.round(ms * 1000) / 1000,
  parameters: maskDeep(parameters, { isDone: code === '', maxLength: maxTextLength }),
  unread: unread()
    .slice(0, maxNames)
    .map((name) => name.slice(0, 128))
})
