/** How a program of this room is written: it says which options it takes, and answers with text. */
import type { Command, ExecResult, ResolvedCommandContext } from 'just-bash'
import { type Given, parseOptions, UsageError } from './options.ts'

export type Context = ResolvedCommandContext

type Answer = string | ExecResult

interface Description {
  /** Answers `--help`. */
  readonly usage: string
  /** Short and long name, `=` where a value follows: `a|all n|lines=`. Without it, the program reads its arguments itself. */
  readonly options?: string
  /** When an option is wrong; 1 unless said. */
  readonly misuse?: number
  run(given: Given, context: Context): Answer | Promise<Answer>
}

export const print = (stdout: string): ExecResult => ({ stdout, stderr: '', exitCode: 0 })

export const fail = (exitCode: number, words: string): ExecResult => ({ stdout: '', stderr: `${words}\n`, exitCode })

/** A program of which every argument is an operand, `--help` too. */
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
      const given = parseOptions(options, args)
      return given.has('help') ? `${usage}\n` : await run(given, context)
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      return fail(misuse, `${name}: ${error.message}\nTry '${name} --help' for more information.`)
    }
  })
