/** What a client sets for its session before and while a program runs: variables, a terminal and its size, signals. */
import type { Process, Terminal } from '@swas-local/linux/types.ts'
import type { Session } from 'ssh2'
import type { Grant } from '../keys/grants.ts'

/** What is known of a session so far. */
export interface SessionState {
  readonly variables: Record<string, string>
  terminal: Terminal | undefined
  process: Process | undefined
  /** Whether this service copies files on the session's channel, in place of a program. */
  isTransferring: boolean
}

const maxVariables = 100
/** As Debian's sshd_config has AcceptEnv. */
const acceptedVariable = /^(LANG|LC_.*|COLORTERM|NO_COLOR)$/

/** Those of RFC 4254: with another name, ssh2 can't report how a program ended. */
const signals = new Set('ABRT ALRM FPE HUP ILL INT KILL PIPE QUIT SEGV TERM USR1 USR2'.split(' '))

export function acceptSettings(session: Session, state: SessionState, { mayHaveTerminal }: Grant): void {
  session.on('env', (accept, reject, { key, val }) => {
    if (!acceptedVariable.test(key) || Object.keys(state.variables).length >= maxVariables) return reject?.()
    state.variables[key] = val
    accept?.()
  })
  session.on('pty', (accept, reject, { term, cols, rows }) => {
    if (!mayHaveTerminal || state.process !== undefined) return reject?.()
    state.terminal = { name: term || 'dumb', ...sizeOf(cols, rows), onResize: undefined }
    accept?.()
  })
  session.on('window-change', (accept, _reject, { cols, rows }) => {
    if (state.terminal !== undefined) {
      Object.assign(state.terminal, sizeOf(cols, rows))
      state.terminal.onResize?.()
    }
    accept?.()
  })
  session.on('signal', (accept, reject, { name }) => {
    if (!signals.has(name)) return reject?.()
    state.process?.signal(name)
    accept?.()
  })
}

const sizeOf = (columns: number, rows: number) => ({
  columns: columns > 0 && columns <= 1000 ? columns : 80,
  rows: rows > 0 && rows <= 1000 ? rows : 24
})
