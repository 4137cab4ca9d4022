/** The table of contents: what each command is for, and where it is. It is loaded when it is called. */
import type { Command } from './command.ts'

interface Entry {
  readonly summary: string
  load(): Promise<Command>
}

export const commands: Readonly<Record<string, Entry>> = {
  start: {
    summary: 'starts the service; also without a command',
    load: async () => (await import('./start.ts')).start
  },
  env: { summary: 'prints what each client needs to come here', load: async () => (await import('./env.ts')).env },
  doctor: {
    summary: 'checks the set-up, and where each client would send its next call',
    load: async () => (await import('./doctor.ts')).doctor
  },
  wait: {
    summary: 'waits until the service answers, or until a call has come',
    load: async () => (await import('./wait.ts')).wait
  },
  seed: { summary: 'makes what a file says', load: async () => (await import('./seed.ts')).seed },
  snapshot: {
    summary: 'puts the state aside, and brings it back',
    load: async () => (await import('./snapshot.ts')).snapshot
  },
  reset: {
    summary: 'deletes what calls and tests have made',
    load: async () => (await import('./reset.ts')).reset
  }
}
