/** What a program may ask of the service, over the thread's port. */
import type { Disk } from '../disk/disk.ts'
import type { Host } from '../types.ts'
import type { Questions, Run } from './protocol.ts'

export type Ask = <N extends keyof Questions>(name: N, ask: Questions[N]['ask']) => Promise<Questions[N]['reply']>

/** The size of the terminal now; empty without one. */
export interface Size {
  readonly columns?: number
  readonly rows?: number
}

export function hostOf(what: Run, disk: Pick<Disk, 'sync'>, ask: Ask, size: Size): Host {
  return {
    power: async (to) => void (await ask('power', to)),
    sync: () => disk.sync(),
    setPassword: async (password) => void (await ask('password', password)),
    terminal: what.terminal && {
      get columns() {
        return size.columns ?? 80
      },
      get rows() {
        return size.rows ?? 24
      },
      write: (text) => void ask('output', { isError: false, bytes: Buffer.from(text) }),
      setRaw: (isRaw) => void ask('raw', isRaw),
      readKeys: () => ask('keys', undefined)
    }
  }
}
