/**
 * The thread of the database that the instances of a process share. It takes its time, and what is needed to talk to it
 * can be loaded meanwhile: this file and what it imports need nothing but Node.
 */
import { findImageFile } from './image-file.ts'
import { type PgliteThread, startPglite } from './pglite.ts'

let early: Promise<PgliteThread> | undefined
let isRunning = false

const start = () => startPglite({ dataDir: undefined, image: findImageFile() })

/** For somebody who will take it soon. */
export function startEarly(): void {
  if (isRunning || early !== undefined) return
  early = start()
  early.catch(() => {}) // who takes it is told
}

/** When nobody will. */
export function endEarly(): void {
  early?.then((thread) => thread.close()).catch(() => {}) // it didn't even start
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
