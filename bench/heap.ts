/** What a process of Node holds once its garbage is gone: asked by the inspector, which the process is started with. */
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { freePort, memoryOf } from './programs.ts'
import { type Service, startService } from './servers.ts'

/** Megabytes of the main thread: its objects, and what they hold outside of the heap; and RSS of the whole process. */
export interface Held {
  readonly heap: number
  readonly rss: number
}

export interface Watched extends Service {
  held(): Promise<Held>
}

export async function startWatched(): Promise<Watched> {
  const port = await freePort()
  const started = await startService([`--inspect=127.0.0.1:${port}`, '--inspect-publish-uid=http'])
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as { webSocketDebuggerUrl: string }[]
  const inspector = new WebSocket(target?.webSocketDebuggerUrl ?? '')
  await once(inspector, 'open')
  // One question at a time: the next message is its answer.
  const ask = async (method: string, params = {}) => {
    inspector.send(JSON.stringify({ id: 1, method, params }))
    const [data] = await once(inspector, 'message')
    return JSON.parse(data.toString()).result
  }
  return {
    ...started,
    async held() {
      for (let time = 0; time < 2; time++) await ask('HeapProfiler.collectGarbage')
      const { result } = await ask('Runtime.evaluate', {
        expression: '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())',
        returnByValue: true
      })
      return { heap: result.value / 2 ** 20, rss: memoryOf(started.pid)?.rss ?? Number.NaN }
    },
    async stop() {
      inspector.terminate()
      await started.stop()
    }
  }
}
