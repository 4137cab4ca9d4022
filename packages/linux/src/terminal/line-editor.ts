/** Typing a line at a prompt: Node's own editor, fed by a terminal that others use in between. */
import { EventEmitter } from 'node:events'
import { createInterface, type Interface } from 'node:readline'
import { PassThrough, Writable } from 'node:stream'
import { flushed } from '../io.ts'
import type { Terminal } from '../types.ts'
import type { Tty } from './tty.ts'

export type Typed =
  | { readonly line: string }
  /** ^C, or ^D on an empty line. */
  | { readonly end: 'interrupt' | 'leave' }

export interface LineEditor {
  ask(prompt: string): Promise<Typed>
  /** Resolves when all that it showed is on the screen. */
  close(): Promise<void>
}

export type Complete = (line: string) => Promise<[string[], string]>

export function createLineEditor(tty: Tty, terminal: Terminal, complete: Complete): LineEditor {
  const input = new PassThrough()
  const output = screenOf(tty, terminal)
  let editor: Interface | undefined
  let history: string[] = []
  let give: ((typed: Typed) => void) | undefined
  let isInEscape = false
  terminal.onResize = () => output.emit('resize')

  // What comes while words are completed may end several lines at once.
  const early: Typed[] = []
  const answer = (typed: Typed) => {
    const waiting = give
    give = undefined
    if (waiting !== undefined) waiting(typed)
    else if ('line' in typed) early.push(typed)
  }
  const open = (): Interface => {
    const opened = createInterface({
      input,
      output,
      terminal: true,
      historySize: 1000,
      history,
      removeHistoryDuplicates: true,
      completer: (line: string, done: (error: null, found: [string[], string]) => void) =>
        void complete(line).then(
          (found) => done(null, found),
          () => done(null, [[], line])
        )
    })
    opened.on('history', (lines) => {
      history = lines
    })
    opened.on('line', (line) => answer({ line }))
    opened.on('SIGINT', () => {
      output.write('^C\r\n')
      // What was typed is thrown away; the editor has no call for that.
      Object.assign(opened, { line: '', cursor: 0 })
      answer({ end: 'interrupt' })
    })
    opened.on('SIGTSTP', () => {}) // or Node would stop this process
    opened.on('close', () => {
      editor = undefined
      answer({ end: 'leave' })
    })
    return opened
  }
  return {
    ask(prompt) {
      const next = early.shift()
      if (next !== undefined) return Promise.resolve(next)
      editor ??= open()
      const typed = new Promise<Typed>((resolve) => {
        give = resolve
      })
      editor.setPrompt(prompt)
      editor.prompt()
      const waiting = give
      const feed = (keys: Buffer) => {
        const pasted = input.isPaused() || input.readableLength > 0 || isInEscape ? 0 : textLength(keys)
        if (pasted >= longText) editor?.write(keys.toString('utf8', 0, pasted))
        const rest = pasted >= longText ? keys.subarray(pasted) : keys
        isInEscape = rest.length > 0 ? /\x1b[[\dO;]*$/.test(rest.toString('latin1')) : isInEscape
        if (rest.length > 0) input.write(rest)
        // An Enter that ended no line, with Alt for example: what came after it is the editor's too.
        setImmediate(() => give === waiting && tty.edit(feed))
      }
      tty.edit(feed)
      return typed
    },
    close() {
      editor?.close()
      return flushed(output)
    }
  }
}

/** Key by key, Node's editor measures the whole line for each: seconds for a line of 128 KiB, in which nothing else runs. */
const longText = 64

/** How many bytes from the first on are whole characters, and no keys that do something. */
function textLength(keys: Buffer): number {
  const end = keys.findIndex((byte) => byte < 0x20 || byte === 0x7f)
  const text = end < 0 ? keys : keys.subarray(0, end)
  if (isContinuation(text[0] ?? 0)) return 0
  let last = text.length - 1
  while (last > 0 && isContinuation(text[last] ?? 0)) last--
  return isWhole(text.subarray(last)) ? text.length : Math.max(last, 0)
}

const isContinuation = (byte: number) => (byte & 0xc0) === 0x80
const isWhole = (character: Buffer) => !character.toString().includes('\ufffd')

type Screen = Writable & { columns: number; rows: number }

function screenOf(tty: Tty, terminal: Terminal): Screen {
  const screen = new Writable({
    decodeStrings: false,
    write(text: string | Buffer, _encoding, done) {
      tty.write(Buffer.from(text)).then(() => done(), done)
    }
  })
  const size = { columns: { get: () => terminal.columns }, rows: { get: () => terminal.rows } }
  Object.defineProperties(screen, size)
  EventEmitter.prototype.setMaxListeners.call(screen, 0)
  return screen as Screen
}
