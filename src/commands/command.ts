/** What a command is, and what it gets when it is called. */

import type { Name } from '../config/settings.ts'
import type { Resolve } from '../config/sources.ts'

export interface Flag {
  readonly help: string
  /** What stands for its value in the help; without it, the flag has none. */
  readonly value?: string
  readonly default?: string
  /** Whether it may be given several times. */
  readonly repeats?: true
}

export interface Command {
  /** What follows its name, of what isn't a flag; a line for each form. */
  readonly usage: readonly string[]
  readonly about: string
  readonly flags: Readonly<Record<string, Flag>>
  /** The settings that are flags of it too. */
  readonly settings: readonly Name[]
  /** Gives the exit code. */
  run(line: ParsedArguments): Promise<number>
}

/** A command line, read by the command's flags. */
export interface ParsedArguments extends CommandContext {
  /** What isn't a flag, without the command's name. */
  readonly words: readonly string[]
  text(flag: string): string | undefined
  texts(flag: string): readonly string[]
  has(flag: string): boolean
  /** The settings, from flags and environment. Throws ConfigError. */
  settings(): Resolve
}

/** What a command meets of the machine. */
export interface CommandContext {
  readonly environment: Readonly<NodeJS.ProcessEnv>
  /** Whether a person sees what is printed. */
  readonly isTerminal: boolean
  print(text: string): void
  /** For what is not the command's answer: standard error. */
  printError(text: string): void
}

/** A command line that can't be meant; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** What kept a command from doing its work, in words that need no more. */
export class Failure extends Error {
  override readonly name = 'Failure'
}
