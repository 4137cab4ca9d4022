/** The messages between the main thread and a thread of shells. */
import type { DiskState, Entry } from '../disk/entry.ts'
import type { User } from '../disk/users.ts'
import type { Exit, Machine } from '../types.ts'

/** What an interactive shell keeps from one line to the next. */
export interface ShellState {
  readonly workingDirectory: string
  readonly status: number
  /** Statements that restore variables, options and aliases. */
  readonly prelude: string
  /** The text of each function, by name. */
  readonly functions: Readonly<Record<string, string>>
  /** PS1 and PS2, expanded. */
  readonly prompts: { readonly first: string; readonly more: string }
}

export interface Run {
  readonly machine: Machine
  readonly user: User
  readonly command: string
  readonly environment: Readonly<Record<string, string>>
  readonly workingDirectory: string
  /** The state of an interactive shell; `new` at its first line, undefined for a single command. */
  readonly state: ShellState | 'new' | undefined
  readonly terminal: { readonly columns: number; readonly rows: number } | undefined
}

/** How a run ended. `state` if the shell goes on, `isIncomplete` if more lines must follow. */
export interface RunEnd {
  readonly exit: Exit
  readonly state?: ShellState
  readonly isIncomplete?: boolean
}

/** The disk's error, if that is why a question failed. */
export type FailedDisk = 'full' | 'gone' | undefined

/** To the thread. */
export type Order =
  | { readonly type: 'run'; readonly run: number; readonly what: Run }
  | { readonly type: 'signal'; readonly run: number; readonly name: string }
  | { readonly type: 'resize'; readonly run: number; readonly columns: number; readonly rows: number }
  | { readonly type: 'reply'; readonly question: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly question: number; readonly message: string; readonly about: FailedDisk }

/** What a thread asks for. Each question is answered once. */
export interface Questions {
  readDisk: { ask: { instanceId: string; revision: string | undefined }; reply: DiskState }
  writeDisk: { ask: { instanceId: string; entries: readonly Entry[]; revision: string }; reply: string }
  /** The next bytes of stdin; undefined at its end. */
  stdin: { ask: undefined; reply: Uint8Array | undefined }
  /** The next line of stdin, with its newline if it has one; undefined at the end. */
  line: { ask: { isSecret: boolean }; reply: Uint8Array | undefined }
  /** Answered when the reader has taken enough of it. */
  output: { ask: { isError: boolean; bytes: Uint8Array }; reply: undefined }
  raw: { ask: boolean; reply: undefined }
  keys: { ask: undefined; reply: string | undefined }
  power: { ask: 'reboot' | 'poweroff'; reply: undefined }
  password: { ask: string; reply: undefined }
}

/** The main thread's answers to those questions. */
export type Answers = { [N in keyof Questions]: (ask: Questions[N]['ask']) => Promise<Questions[N]['reply']> }
export type DiskAnswers = Pick<Answers, 'readDisk' | 'writeDisk'>
export type RunAnswers = Omit<Answers, 'readDisk' | 'writeDisk'>

/** From the thread. */
export type Report =
  | { readonly type: 'ready' }
  | { readonly type: 'ended'; readonly run: number; readonly end: RunEnd }
  /** An error in swas-local itself. */
  | { readonly type: 'failed'; readonly run: number; readonly message: string }
  | {
      readonly type: 'ask'
      readonly question: number
      readonly run: number
      readonly name: keyof Questions
      readonly ask: unknown
    }
