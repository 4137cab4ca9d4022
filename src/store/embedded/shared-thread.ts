/**
 * The thread of the database that all instances of a process share. It takes long to start, and the modules that use it
 * can load meanwhile, so this file and its imports need only Node.
 */
import { findImageFile } from './image-file.ts'
import { type PgliteThread, startPglite } from './pglite.ts'

let early: Promise<PgliteThread> | undefined
let isRunning = false

const start = () => startPglite({ dataDir: undefined, image: findImageFile() })

/** Starts the thread in advance of `takeThread`. */
export function startEarly(): void {
  if (isRunning || early !== undefined) return
  early = start()
  early.catch(() => {}) // `takeThread` rejects
}

/** Ends a thread that `startEarly` started and that nobody will take. */
export function endEarly(): void {
  early?.then((thread) => thread.close()).catch(() => {}) // the thread failed to start
  early = undefined
}

export async function takeThread(): Promise<PgliteThread> {
  isRunning = true
  const starting = early ?? start()
  early = undefined
  const ended = () => {
    isRunning = false
  }
  const thread = await starting.catch((error) => {
    ended()
    throw error
  })
  thread.exited.then(ended)
  return thread
}
