/** A command of the program, and what it gets when it runs. */
import type { Name } from '../config/settings.ts'
import type { Resolve } from '../config/sources.ts'

export interface Flag {
  readonly help: string
  /** The placeholder for its value in the help; undefined: the flag has no value. */
  readonly value?: string
  readonly default?: string
  /** Whether it may be given several times. */
  readonly repeats?: true
}

export interface Command {
  /** The words after its name, a line for each form. */
  readonly usage: readonly string[]
  readonly about: string
  readonly flags: Readonly<Record<string, Flag>>
  /** The settings that are also flags of the command. */
  readonly settings: readonly Name[]
  /** Resolves with the exit code. */
  run(line: ParsedArguments): Promise<number>
}

/** A parsed command line. */
export interface ParsedArguments extends CommandContext {
  /** The words that are no flags, without the name of the command. */
  readonly words: readonly string[]
  text(flag: string): string | undefined
  texts(flag: string): readonly string[]
  has(flag: string): boolean
  /** The settings, from flags and environment. Throws ConfigError. */
  settings(): Resolve
}

/** The parts of the process that a command uses. */
export interface CommandContext {
  readonly environment: Readonly<NodeJS.ProcessEnv>
  /** Whether standard output is a terminal. */
  readonly isTerminal: boolean
  print(text: string): void
  /** Prints to standard error, for what isn't the result of the command. */
  printError(text: string): void
}

/** The command line is wrong; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The command failed; the message says why, and needs no stack. Exit code 1. */
export class Failure extends Error {
  override readonly name = 'Failure'
}
