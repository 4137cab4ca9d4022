/** The commands. The code of a command is loaded when it is called. */
import type { Command } from './command.ts'

interface Entry {
  readonly summary: string
  load(): Promise<Command>
}

export const commands: Readonly<Record<string, Entry>> = {
  start: {
    summary: 'starts the service (the default)',
    load: async () => (await import('./start.ts')).start
  },
  env: {
    summary: 'prints what each client needs to call swas-local',
    load: async () => (await import('./env.ts')).env
  },
  doctor: {
    summary: 'checks the set-up, and where each client would send its next call',
    load: async () => (await import('./doctor.ts')).doctor
  },
  wait: {
    summary: 'waits until the service answers, or until a call was made',
    load: async () => (await import('./wait.ts')).wait
  },
  seed: { summary: 'creates the servers and key pairs of a file', load: async () => (await import('./seed.ts')).seed },
  snapshot: {
    summary: 'saves the state, and restores it',
    load: async () => (await import('./snapshot.ts')).snapshot
  },
  reset: {
    summary: 'deletes what calls and tests have made',
    load: async () => (await import('./reset.ts')).reset
  },
  mcp: {
    summary: 'serves the operations as MCP tools, for programs that write programs',
    load: async () => (await import('./mcp.ts')).mcp
  }
}
