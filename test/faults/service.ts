/** The built program, with what it logs and how it ends. */
import { once } from 'node:events'
import type { Test } from 'tap'
import { kill, launch } from '../process.ts'

export interface Line {
  readonly level: number
  readonly msg: string
  readonly time: number
  readonly refused?: number
  readonly err?: { stack: string }
}

export interface ServiceProcess {
  readonly endpoint: string
  readonly sshPort: string
  /** What it has logged so far. */
  readonly lines: readonly Line[]
  /** Resolves with the first line whose message fits, of those to come or those that were. */
  logged(message: RegExp): Promise<Line>
  signal(name: NodeJS.Signals): void
  /** Resolves with exit code and signal. */
  readonly ended: Promise<[code: number | null, signal: NodeJS.Signals | null]>
}

export async function startProcess(t: Test, environment: Record<string, string> = {}): Promise<ServiceProcess> {
  const child = launch({ SWAS_MAX_EVENT_LOOP_DELAY_MS: '0', ...environment }) // other tests may keep the machine busy
  t.after(() => kill(child))
  const ended = once(child, 'exit') as ServiceProcess['ended']
  const lines: Line[] = []
  const listeners = new Set<(line: Line) => void>()
  let rest = ''
  let said = ''
  child.stderr?.on('data', (data) => {
    said += data
  })
  child.stdout?.on('data', (data) => {
    const texts = `${rest}${data}`.split('\n')
    rest = texts.pop() ?? ''
    for (const text of texts) {
      const line = JSON.parse(text) as Line
      lines.push(line)
      for (const listen of listeners) listen(line)
    }
  })
  const logged = (message: RegExp) =>
    new Promise<Line>((resolve, reject) => {
      const found = lines.find(({ msg }) => message.test(msg))
      if (found !== undefined) return resolve(found)
      const listen = (line: Line) => {
        if (!message.test(line.msg)) return
        listeners.delete(listen)
        resolve(line)
      }
      listeners.add(listen)
      void ended.then(() => reject(new Error(`It ended and never said ${message}. ${said}`)))
    })
  const [{ msg }, ssh] = await Promise.all([logged(/^swas-local answers/), logged(/logged on to at port/)])
  return {
    endpoint: /[\d.]+:\d+/.exec(msg)?.[0] ?? '',
    sshPort: /\d+$/.exec(ssh.msg)?.[0] ?? '',
    lines,
    logged,
    signal: (name) => void child.kill(name),
    ended
  }
}
