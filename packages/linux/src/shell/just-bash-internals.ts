/**
 * What swas-local takes from just-bash beyond its documentation: the words of its errors, and the paths that it knows.
 * test/linux/internals.test.ts names the version for which each was checked.
 */
import type { BashExecResult, ExecResult } from 'just-bash'

/** What `parse` says where a script ends too early, so that more lines may complete it. */
const unfinished =
  /got EOF|unexpected EOF|Expected compound command for function body|near unexpected token `(fi|done)'/

export const isUnfinished = (error: Error): boolean => unfinished.test(error.message)

/** A syntax error in bash's words: just-bash puts `Parse error at LINE:COLUMN: ` before it. */
export const toSyntaxError = ({ message }: Error): SyntaxError =>
  new SyntaxError(message.replace(/^Parse error at (\d+):\d+: /, 'line $1: syntax error: '))

/**
 * A script that fails at its file system, as bash says it: `exec` rejects with `EACCES: …`. Anything else is thrown
 * again.
 */
export function toResult(error: Error): BashExecResult {
  if (!/^E[A-Z]+: /.test(error.message)) throw error
  return { stdout: '', stderr: `bash: ${error.message.replace(/^E[A-Z]+: /, '')}\n`, exitCode: 1, env: {} }
}

/** Targets of redirections to which just-bash gives a meaning of its own, by their names. */
export const ownDevices: readonly string[] = ['/dev/null', '/dev/stdout', '/dev/stderr', '/dev/full', '/dev/tty']

/** What just-bash says when a redirection's target can't be opened; the first group is the target. */
export const redirectComplaint = /([^\n]*?): cannot open redirect target/

/** Whether the shell found no program of this name. */
export const isCommandNotFound = ({ exitCode, stderr }: ExecResult, name: string): boolean =>
  exitCode === 127 && stderr === `bash: ${name}: command not found\n`
