/** How a program is written here: it declares its options and returns text. */
import type { Command, ExecResult, ResolvedCommandContext } from 'just-bash'
import { type ParsedOptions, parseOptions, UsageError } from './options.ts'

export type Context = ResolvedCommandContext

type Answer = string | ExecResult

interface Description {
  /** Printed by `--help`. */
  readonly usage: string
  /**
   * Short and long names, `=` if a value follows, `?` if one may: `a|all n|lines=`. Without options, every option but
   * `--help` is an error.
   */
  readonly options?: string
  /** Exit code for a wrong option; 1 by default. */
  readonly misuse?: number
  run(parsed: ParsedOptions, context: Context): Answer | Promise<Answer>
}

export const print = (stdout: string): ExecResult => ({ stdout, stderr: '', exitCode: 0 })

export const fail = (exitCode: number, words: string): ExecResult => ({ stdout: '', stderr: `${words}\n`, exitCode })

/** A program that parses its own arguments, even `--help`. */
export const plain = (
  name: string,
  run: (args: readonly string[], context: Context) => Answer | Promise<Answer>
): Command => ({
  name,
  async execute(args, context) {
    const answer = await run(args, context)
    return typeof answer === 'string' ? print(answer) : answer
  }
})

export const program = (name: string, { usage, options = '', misuse = 1, run }: Description): Command =>
  plain(name, async (args, context) => {
    try {
      const parsed = parseOptions(options, args)
      return parsed.has('help') ? `${usage}\n` : await run(parsed, context)
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      return fail(misuse, `${name}: ${error.message}\nTry '${name} --help' for more information.`)
    }
  })

/** Runs just-bash's own program of this name. */
export async function original({ origCommand }: Context, args: readonly string[]): Promise<ExecResult> {
  if (origCommand === undefined) throw new Error('there is no program below this one')
  return await origCommand([...args])
}

interface Start {
  /** A command line; with `args`, the name of a program that gets them as they are. */
  readonly line: string
  readonly args?: readonly string[]
  readonly workingDirectory?: string
  /** Added to the exported variables. */
  readonly env?: Readonly<Record<string, string>>
  /** Replaces all exported variables. */
  readonly environment?: Readonly<Record<string, string>>
}

const readOnly = ['BASHOPTS', 'SHELLOPTS', 'UID', 'EUID', 'PPID', '_']

/** just-bash exports to a program only the variables that are assigned before its name. */
export const assigned = (environment: Readonly<Record<string, string>>): string =>
  Object.entries(environment)
    .filter(([name]) => /^[A-Za-z_]\w*$/.test(name) && !readOnly.includes(name))
    .map(([name, value]) => `${name}=${quote(value)} `)
    .join('')

/** Runs a command in place of this program: on the same input, and ended by the same signal. */
export async function start(
  context: Context,
  { line, args, workingDirectory, env = {}, environment }: Start
): Promise<ExecResult> {
  const { exec, execWithInheritedStdin = exec, cwd, signal } = context
  if (execWithInheritedStdin === undefined) throw new Error('there is no shell to run it')
  const command = args === undefined ? line : quote(line)
  return await execWithInheritedStdin(assigned({ ...env, ...environment }) + command, {
    cwd: workingDirectory ?? cwd,
    ...(environment === undefined ? {} : { env: { ...environment }, replaceEnv: true }),
    ...(args === undefined ? {} : { args: [...args] }),
    ...(signal === undefined ? {} : { signal })
  })
}

export const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`
