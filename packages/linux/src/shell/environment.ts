/** The variables with which a login begins. */
import type { Run } from './protocol.ts'

export const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

export function environmentOf({ machine, user, environment, terminal, workingDirectory }: Run): Record<string, string> {
  return {
    HOME: user.home,
    USER: user.name,
    LOGNAME: user.name,
    SHELL: user.shell,
    PATH: path,
    HOSTNAME: machine.hostname,
    LANG: 'C.UTF-8',
    SHLVL: '1',
    PWD: workingDirectory,
    ...(terminal && { COLUMNS: String(terminal.columns), LINES: String(terminal.rows) }),
    ...environment
  }
}
