/** The terminal of a session: what is typed goes to the line editor of the shell, to a program as lines, or as keys. */
import type { Readable, Writable } from 'node:stream'
import { write } from '../io.ts'
import { carriageReturn, createLineDiscipline, ctrlD, interrupt, newline, quit } from './line-discipline.ts'
import { createTypeAheadBuffer } from './type-ahead.ts'

export interface Tty {
  /** To the screen; a line ends with a return as well. */
  write(bytes: Uint8Array): Promise<void>
  /**
   * From now on keys go to the editor, beginning with what was typed ahead. What comes after the end of a line waits until
   * it is known whose it is: the editor's again, or the program's that the line runs.
   */
  edit(onKeys: (keys: Buffer) => void): void
  /** From now on keys make lines for a program; `onSignal` hears of ^C. */
  cook(onSignal: (name: string) => void): void
  setRaw(isRaw: boolean): void
  /** The next line of a program's input; undefined after ^D, or when the terminal is gone. */
  readLine(isSecret: boolean): Promise<Uint8Array | undefined>
  readKeys(): Promise<string | undefined>
  /** Gives who waits for keys none, so that it draws its screen anew. */
  wake(): void
  readonly isGone: boolean
  onGone(listener: () => void): void
}

/** What is typed ahead beyond this is lost, with a bell, as on any terminal; there it is 4 KB. */
const maxAheadBytes = 1024 * 1024

const hasSignal = (chunk: Buffer) => chunk.includes(interrupt) || chunk.includes(quit)

type Reader<T> = (value: T | undefined) => void

export function createTty(stdin: Readable, stdout: Writable): Tty {
  let mode: 'edit' | 'held' | 'cooked' | 'raw' = 'cooked'
  let onKeys: ((keys: Buffer) => void) | undefined
  let onSignal: ((name: string) => void) | undefined
  const lines: (Buffer | undefined)[] = []
  let linesBytes = 0
  const typeAhead = createTypeAheadBuffer()
  let lineReader: Reader<Uint8Array> | undefined
  let keyReader: Reader<string> | undefined
  let isGone = false
  const goneListeners: (() => void)[] = []
  // Who doesn't read the echo isn't listened to.
  stdout.on('drain', () => stdin.resume()).on('close', () => stdin.resume())
  const show = (text: string | Uint8Array) => {
    if (!stdout.destroyed && !stdout.writableEnded && !stdout.write(Buffer.from(text))) stdin.pause()
  }

  const giveLine = (line: Buffer | undefined) => {
    if (lineReader === undefined) {
      lines.push(line)
      linesBytes += line?.length ?? 0
    } else lineReader(line)
    lineReader = undefined
  }
  const takeLines = () => {
    linesBytes = 0
    return lines.splice(0)
  }
  const discipline = createLineDiscipline({
    show,
    onLine: giveLine,
    onSignal(name) {
      takeLines()
      onSignal?.(name)
    }
  })
  /** Presses the keys that wait, up to the end of a line: so each is shown once, when somebody reads it. */
  const pressHeld = () => {
    const keys = typeAhead.take()
    typeAhead.add(keys.subarray(discipline.press(keys, () => lines.length > 0)))
  }
  const edit = (chunk: Buffer) => {
    const end = chunk.findIndex((byte) => byte === carriageReturn || byte === newline)
    if (end < 0) return onKeys?.(chunk)
    const isPair = chunk[end] === carriageReturn && chunk[end + 1] === newline
    mode = 'held'
    typeAhead.add(chunk.subarray(end + (isPair ? 2 : 1)))
    onKeys?.(Buffer.concat([chunk.subarray(0, end), Buffer.of(carriageReturn)]))
  }
  const cook = (chunk: Buffer) => {
    if (typeAhead.bytes > 0 && lineReader === undefined && !hasSignal(chunk)) return typeAhead.add(chunk)
    discipline.press(Buffer.concat([typeAhead.take(), chunk]))
  }
  const take = (chunk: Buffer) => {
    if (mode === 'edit') edit(chunk)
    else if (linesBytes + typeAhead.bytes + discipline.bytes + chunk.length > maxAheadBytes && !hasSignal(chunk))
      show('\x07')
    else if (mode === 'cooked') cook(chunk)
    else if (mode === 'held' || keyReader === undefined) typeAhead.add(chunk)
    else {
      keyReader(chunk.toString())
      keyReader = undefined
    }
  }
  const leave = () => {
    // What was typed before that is still done, as far as anybody reads it.
    if (isGone || (stdin.readableEnded && typeAhead.bytes + lines.length + discipline.bytes > 0)) return
    isGone = true
    giveLine(undefined)
    keyReader?.(undefined)
    for (const listener of goneListeners) listener()
  }
  stdin.on('data', take).once('end', leave).once('close', leave).once('error', leave)

  return {
    write: (bytes) => write(stdout, withReturns(bytes)),
    edit(listener) {
      mode = 'edit'
      onKeys = listener
      // Whoever still waits belonged to a program that has ended.
      lineReader?.(undefined)
      keyReader?.(undefined)
      lineReader = keyReader = undefined
      const ahead = Buffer.concat([...takeLines().map((line) => line ?? ctrlD), discipline.take(), typeAhead.take()])
      if (ahead.length > 0) edit(ahead)
      if (mode === 'edit' && stdin.readableEnded) leave()
    },
    cook(listener) {
      mode = 'cooked'
      onSignal = listener
      const ahead = typeAhead.take()
      if (hasSignal(ahead)) cook(ahead)
      else typeAhead.add(ahead)
    },
    setRaw(isRaw) {
      mode = isRaw ? 'raw' : 'cooked'
    },
    readLine(hidden) {
      discipline.isSecret = hidden
      if (lines.length === 0) pressHeld()
      if (lines.length > 0) {
        const line = lines.shift()
        linesBytes -= line?.length ?? 0
        return Promise.resolve(line)
      }
      if (stdin.readableEnded) leave()
      if (isGone) return Promise.resolve(undefined)
      return new Promise((resolve) => {
        lineReader = resolve
      })
    },
    readKeys() {
      if (typeAhead.bytes > 0) return Promise.resolve(typeAhead.take().toString())
      if (stdin.readableEnded) leave()
      if (isGone) return Promise.resolve(undefined)
      return new Promise((resolve) => {
        keyReader = resolve
      })
    },
    wake() {
      keyReader?.('')
      keyReader = undefined
    },
    get isGone() {
      return isGone
    },
    onGone: (listener) => void goneListeners.push(listener)
  }
}

/** A terminal goes down on a newline, and to the left on a return. */
function withReturns(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(newline)) return bytes
  return Buffer.from(Buffer.from(bytes).toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1')
}
