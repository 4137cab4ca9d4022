/** The variables that a login begins with. */
import { type Command, defineCommand } from 'just-bash'
import type { Run } from './protocol.ts'

export const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

export function environmentOf({ machine, environment, terminal, workingDirectory }: Run): Record<string, string> {
  return {
    HOME: '/root',
    USER: 'root',
    LOGNAME: 'root',
    SHELL: '/bin/bash',
    PATH: path,
    HOSTNAME: machine.hostname,
    LANG: 'C.UTF-8',
    SHLVL: '1',
    PWD: workingDirectory,
    ...(terminal && { COLUMNS: String(terminal.columns), LINES: String(terminal.rows) }),
    ...environment
  }
}

/** just-bash's own list the shell's variables as well. */
export const makeEnvironmentPrograms = (): Command[] =>
  ['env', 'printenv'].map((name) =>
    defineCommand(name, async (args, { exportedEnv = {}, origCommand }) => {
      if (args.length > 0) return (await origCommand?.(args)) ?? { stdout: '', stderr: '', exitCode: 127 }
      const lines = Object.entries(exportedEnv).map(([variable, value]) => `${variable}=${value}\n`)
      return { stdout: lines.join(''), stderr: '', exitCode: 0 }
    })
  )
