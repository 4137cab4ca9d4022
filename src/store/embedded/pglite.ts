import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import { Worker } from 'node:worker_threads'
import { PgliteStream } from './stream.ts'

/** The thread of the embedded database. */
export interface PgliteThread {
  /** A stream that `pg` uses as its socket; one connection at a time. */
  connect(): Duplex
  /** The data folder as a plain tar. */
  dump(): Promise<Uint8Array>
  /** Lets the thread keep the process alive, as it does at first. */
  ref(): void
  /** Lets the process end although the thread runs. */
  unref(): void
  /** Resolves with the reason when the thread has ended. */
  readonly exited: Promise<Error>
  close(): Promise<void>
}

/** The second migrated schema of the image, besides `public`: for a second instance in the same process. */
export const idleSchema = 'instance_1'

/** Starts the thread. Resolves when the database answers; rejects with the database's own error if it can't open. */
export async function startPglite(options: {
  dataDir: string | undefined
  image: string | undefined
}): Promise<PgliteThread> {
  const worker = new Worker(new URL('./pglite-worker.js', import.meta.url), { workerData: { ...options, idleSchema } })
  const ended = once(worker, 'exit').then(([code]) => {
    throw new Error(`the thread of the embedded database ended with ${code} before it was ready`)
  })
  await Promise.race([once(worker, 'message'), ended])
  ended.catch(() => {}) // `exited` reports a later end

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
    ref: () => worker.ref(),
    unref: () => worker.unref(),
    exited,
    async close() {
      worker.postMessage('close')
      await exited
    }
  }
}
