import { guestFetch, makePrograms } from '@swas-local/linux/programs/index.ts'
import type { Host, Machine } from '@swas-local/linux/types.ts'
import { Bash, type ExecResult } from 'just-bash'

export const machine: Machine = {
  instanceId: 'ace0706b2ac4454d984295a94213****',
  hostname: 'iz2ze1b2c3',
  publicIpAddress: '127.0.1.7',
  innerIpAddress: '172.16.0.7',
  distribution: 'Ubuntu-22.04',
  cores: 2,
  memoryMiB: 2048,
  diskGiB: 40,
  bootedAt: Date.parse('2024-07-01T08:00:00Z'),
  clockOffset: 0
}

export interface Server {
  run(command: string, stdin?: string): Promise<Pick<ExecResult, 'stdout' | 'stderr' | 'exitCode'>>
  /** Requests of its programs to the service. */
  readonly asked: string[]
  readonly bash: Bash
}

/** A shell with swas-local's programs, on a disk in memory. */
export function aServer({ terminal, ...facts }: Partial<Machine & Host> = {}, python = false): Server {
  const asked: string[] = []
  const host: Host = {
    async power(to) {
      asked.push(to)
    },
    async sync() {},
    async setPassword(password) {
      asked.push(`password ${password}`)
    },
    terminal
  }
  const bash = new Bash({
    ...(python ? { python, fetch: guestFetch } : {}),
    cwd: '/root',
    env: { HOME: '/root', USER: 'root', LOGNAME: 'root' },
    customCommands: makePrograms({ ...machine, ...facts }, host),
    processInfo: { pid: 1402, ppid: 1401, uid: 0, gid: 0 }
  })
  return {
    async run(command, stdin = '') {
      const { stdout, stderr, exitCode } = await bash.exec(command, { stdin })
      return { stdout, stderr, exitCode }
    },
    asked,
    bash
  }
}
