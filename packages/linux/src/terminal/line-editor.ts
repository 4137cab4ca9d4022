/** Edits a line at a prompt: node:readline on a terminal that programs use in between. */
import { createInterface, type Interface } from 'node:readline'
import { PassThrough } from 'node:stream'
import { flushed } from '../io.ts'
import type { Terminal } from '../types.ts'
import { pasteLength } from './paste.ts'
import { dropLine } from './readline-internals.ts'
import { type Screen, screenOf } from './screen.ts'
import type { Tty } from './tty.ts'

export type Typed =
  | { readonly line: string }
  /** ^C, or ^D on an empty line. */
  | { readonly end: 'interrupt' | 'leave' }

export interface LineEditor {
  ask(prompt: string): Promise<Typed>
  /** Resolves when its output is on the screen. */
  close(): Promise<void>
}

/** As readline's completer: the candidates, and the text that they replace. */
export type Complete = (line: string) => Promise<[string[], string]>

export const createLineEditor = (tty: Tty, terminal: Terminal, complete: Complete): LineEditor =>
  new ReadlineEditor(tty, screenOf(tty, terminal), complete)

class ReadlineEditor implements LineEditor {
  private readonly tty: Tty
  private readonly output: Screen
  private readonly complete: Complete
  private readonly input = new PassThrough()
  private editor: Interface | undefined
  private history: string[] = []
  private onTyped: ((typed: Typed) => void) | undefined
  private isInEscape = false
  /** Lines that ended before they were asked for: keys that arrive during a completion may end several at once. */
  private readonly early: Typed[] = []

  constructor(tty: Tty, output: Screen, complete: Complete) {
    this.tty = tty
    this.output = output
    this.complete = complete
  }

  ask(prompt: string): Promise<Typed> {
    const next = this.early.shift()
    if (next !== undefined) return Promise.resolve(next)
    this.editor ??= this.open()
    const typed = new Promise<Typed>((resolve) => {
      this.onTyped = resolve
    })
    this.editor.setPrompt(prompt)
    this.editor.prompt()
    this.readKeys()
    return typed
  }

  close(): Promise<void> {
    this.editor?.close()
    return flushed(this.output)
  }

  private readKeys(): void {
    const question = this.onTyped
    const feed = (keys: Buffer) => {
      const isBusy = this.input.isPaused() || this.input.readableLength > 0 || this.isInEscape
      const pasted = isBusy ? 0 : pasteLength(keys)
      if (pasted > 0) this.editor?.write(keys.toString('utf8', 0, pasted))
      const rest = keys.subarray(pasted)
      this.isInEscape = rest.length > 0 ? /\x1b[[\dO;]*$/.test(rest.toString('latin1')) : this.isInEscape
      if (rest.length > 0) this.input.write(rest)
      // An Enter may end no line (with Alt, for example); then the keys after it are the editor's too.
      setImmediate(() => this.onTyped === question && this.tty.edit(feed))
    }
    this.tty.edit(feed)
  }

  private answer(typed: Typed): void {
    const resolve = this.onTyped
    this.onTyped = undefined
    if (resolve !== undefined) resolve(typed)
    else if ('line' in typed) this.early.push(typed)
  }

  private open(): Interface {
    const { input, output, history } = this
    const editor = createInterface({
      input,
      output,
      terminal: true,
      historySize: 1000,
      history,
      removeHistoryDuplicates: true,
      completer: (line: string, done: (error: null, found: [string[], string]) => void) =>
        void this.complete(line).then(
          (found) => done(null, found),
          () => done(null, [[], line])
        )
    })
    editor.on('history', (lines) => {
      this.history = lines
    })
    editor.on('line', (line) => this.answer({ line }))
    editor.on('SIGINT', () => {
      output.write('^C\r\n')
      dropLine(editor)
      this.answer({ end: 'interrupt' })
    })
    editor.on('SIGTSTP', () => {}) // without a listener, Node.js would stop this process
    editor.on('close', () => {
      this.editor = undefined
      this.answer({ end: 'leave' })
    })
    return editor
  }
}
