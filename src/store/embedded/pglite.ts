import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import { Worker } from 'node:worker_threads'
import { PgliteStream } from './stream.ts'

/** The thread of the embedded database. */
export interface PgliteThread {
  /** A stream for `pg` to speak over; one connection at a time. */
  connect(): Duplex
  /** The data folder as a plain tar. */
  dump(): Promise<Uint8Array>
  /** Whether it keeps the process alive; it does until told otherwise. */
  holdProcess(holds: boolean): void
  /** Resolves when it has ended, with the reason. */
  readonly exited: Promise<Error>
  close(): Promise<void>
}

/** The schema that the image of a new database has ready besides `public`, for a second instance of a process. */
export const idleSchema = 'instance_1'

/** Starts the thread; resolves when the database answers, rejects with its own words when it can't open. */
export async function startPglite(options: {
  dataDir: string | undefined
  image: string | undefined
}): Promise<PgliteThread> {
  const worker = new Worker(new URL('./pglite-worker.js', import.meta.url), { workerData: { ...options, idleSchema } })
  const ended = once(worker, 'exit').then(([code]) => {
    throw new Error(`the thread of the embedded database ended with ${code} before it was ready`)
  })
  await Promise.race([once(worker, 'message'), ended])
  ended.catch(() => {}) // told below

  const waiting: { resolve: (reply: Uint8Array) => void; reject: (error: Error) => void }[] = []
  let stopped: Error | undefined
  worker.on('message', (reply) => waiting.shift()?.resolve(reply))
  worker.on('error', (error) => {
    stopped = error
  })
  const exited = new Promise<Error>((resolve) => {
    worker.once('exit', () => {
      stopped ??= new Error('the thread of the embedded database has ended')
      for (const { reject } of waiting.splice(0)) reject(stopped)
      resolve(stopped)
    })
  })
  const ask = (message: Uint8Array | 'dump'): Promise<Uint8Array> =>
    new Promise((resolve, reject) => {
      if (stopped !== undefined) return reject(stopped)
      waiting.push({ resolve, reject })
      worker.postMessage(message)
    })

  return {
    connect: () => new PgliteStream(ask),
    dump: () => ask('dump'),
    holdProcess: (holds) => (holds ? worker.ref() : worker.unref()),
    exited,
    async close() {
      worker.postMessage('close')
      await exited
    }
  }
}
