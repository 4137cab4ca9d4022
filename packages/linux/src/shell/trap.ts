/** `trap`, which just-bash lacks: what a script runs at its end. */
import { type Command, defineCommand } from 'just-bash'

export interface Traps {
  readonly command: Command
  /** What runs after the script. `signal` is the one that ended the script, if one did. */
  handlers(signal: string | undefined): Handler[]
}

export interface Handler {
  readonly script: string
  /** The exported variables when the trap was set. */
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
/** just-bash never reports these events, so `trap` refuses them. */
const unsupported = new Set(['DEBUG', 'ERR', 'RETURN'])

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
    for (const spec of rest) {
      const name = numbers[spec] ?? spec.toUpperCase().replace(/^SIG/, '')
      if (unsupported.has(name)) return fail(`${spec}: not supported by this server`)
      if (!names.has(name)) return fail(`${spec}: invalid signal specification`)
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
