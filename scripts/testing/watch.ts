/** `--watch`: waits for changes of the sources. */
import { setMaxListeners } from 'node:events'
import { watch } from 'node:fs'
import { relative, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const folders = ['src', 'packages', 'test', 'migrations', 'console', 'scripts', 'openapi', 'docs', 'examples']
const settleMs = 100 // an editor writes a file in several steps

/** The paths that changed since the last time, as soon as there are any and no more come. */
export async function* changes(signal: AbortSignal): AsyncGenerator<ReadonlySet<string>> {
  let changed = new Set<string>()
  let wake = () => {}
  const note = (path: string) => {
    changed.add(relative('.', resolve(path)))
    wake()
  }
  setMaxListeners(folders.length + 10, signal) // each watcher listens; the default is 10
  for (const folder of folders)
    watch(folder, { recursive: true, signal }, (_, name) => name !== null && note(`${folder}/${name}`))
  signal.addEventListener('abort', () => wake())
  while (!signal.aborted) {
    if (changed.size === 0)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    await wait(settleMs)
    const batch = changed
    changed = new Set()
    if (!signal.aborted) yield batch
  }
}
