/** `trap`: what a script wants done at its end. just-bash has none; the handlers run when the script has ended. */
import { type Command, defineCommand } from 'just-bash'

export interface Traps {
  readonly command: Command
  /** What is to be run after the script, which was ended by `signal` where one is given. */
  handlers(signal: string | undefined): Handler[]
}

export interface Handler {
  readonly script: string
  /** As it was when it was set. */
  readonly environment: Readonly<Record<string, string>>
  readonly workingDirectory: string
}

const numbers: Readonly<Record<string, string>> = { 0: 'EXIT', 1: 'HUP', 2: 'INT', 3: 'QUIT', 15: 'TERM' }
const names = new Set([
  ...Object.values(numbers),
  'USR1',
  'USR2',
  'PIPE',
  'ALRM',
  'CHLD',
  'CONT',
  'WINCH',
  'KILL',
  'STOP'
])
/** Kept as others are, but just-bash says at no command that it happened. */
const never = new Set(['DEBUG', 'ERR', 'RETURN'])

export function createTraps(): Traps {
  const set = new Map<string, Handler>()
  const command = defineCommand('trap', async (args, { env, cwd }) => {
    const fail = (words: string, exitCode = 1) => ({ stdout: '', stderr: `bash: trap: ${words}\n`, exitCode })
    const [first, ...rest] = args[0] === '--' ? args.slice(1) : args
    const done = { stdout: '', stderr: '', exitCode: 0 }
    if (first === undefined || first === '-p') {
      const lines = [...set].map(
        ([name, { script }]) => `trap -- '${script.replaceAll("'", "'\\''")}' ${label(name)}\n`
      )
      return { ...done, stdout: lines.join('') }
    }
    if (rest.length === 0) return fail('usage: trap [-lp] [[arg] signal_spec ...]', 2)
    for (const given of rest) {
      const name = numbers[given] ?? given.toUpperCase().replace(/^SIG/, '')
      if (never.has(name)) return fail(`${given}: not supported by this server`)
      if (!names.has(name)) return fail(`${given}: invalid signal specification`)
      if (first === '-') set.delete(name)
      else set.set(name, { script: first, environment: Object.fromEntries(env), workingDirectory: cwd })
    }
    return done
  })
  return {
    command,
    handlers: (signal) =>
      [signal, 'EXIT'].flatMap((name) => {
        const handler = name === undefined ? undefined : set.get(name)
        return handler === undefined || handler.script === '' ? [] : [handler]
      })
  }
}

const label = (name: string) => (name === 'EXIT' ? name : `SIG${name}`)
