/** The terminal of a session: what is typed goes to the line editor of the shell, to a program as lines, or as keys. */
import type { Readable, Writable } from 'node:stream'
import { write } from './io.ts'

export interface Tty {
  /** To the screen; a line ends with a return as well. */
  write(bytes: Uint8Array): Promise<void>
  /** From now on keys go to the editor, beginning with what was typed ahead. */
  edit(onKeys: (keys: Buffer) => void): void
  /** From now on keys make lines for a program; `onSignal` hears of ^C. */
  cook(onSignal: (name: string) => void): void
  setRaw(isRaw: boolean): void
  /** The next line of a program's input; undefined after ^D, or when the terminal is gone. */
  readLine(isSecret: boolean): Promise<Uint8Array | undefined>
  readKeys(): Promise<string | undefined>
  readonly isGone: boolean
  onGone(listener: () => void): void
}

const [interrupt, endOfFile, backspace, eraseWord, eraseLine, quit, del] = [3, 4, 8, 23, 21, 28, 127]

type Reader<T> = (value: T | undefined) => void

export function createTty(stdin: Readable, stdout: Writable): Tty {
  let mode: 'edit' | 'cooked' | 'raw' = 'cooked'
  let onKeys: ((keys: Buffer) => void) | undefined
  let onSignal: ((name: string) => void) | undefined
  let typed: number[] = []
  const lines: (Buffer | undefined)[] = []
  let keys: Buffer[] = []
  let lineReader: Reader<Uint8Array> | undefined
  let keyReader: Reader<string> | undefined
  let isSecret = false
  let isGone = false
  const goneListeners: (() => void)[] = []
  const show = (text: string | Uint8Array) => void write(stdout, Buffer.from(text))

  const giveLine = (line: Buffer | undefined) => {
    if (lineReader === undefined) lines.push(line)
    else lineReader(line)
    lineReader = undefined
  }
  const erase = (count: number) => {
    for (; count > 0 && typed.length > 0; count--) {
      while (typed.length > 0 && ((typed.pop() ?? 0) & 0xc0) === 0x80); // the rest of a character
      if (!isSecret) show('\b \b')
    }
  }
  const press = (byte: number) => {
    if (byte === 13 || byte === 10) {
      show('\r\n')
      giveLine(Buffer.from([...typed, 10]))
      typed = []
    } else if (byte === interrupt || byte === quit) {
      show(byte === interrupt ? '^C\r\n' : '^\\\r\n')
      typed = []
      onSignal?.(byte === interrupt ? 'INT' : 'QUIT')
    } else if (byte === endOfFile) {
      if (typed.length === 0) giveLine(undefined)
      else giveLine(Buffer.from(typed))
      typed = []
    } else if (byte === backspace || byte === del) erase(1)
    else if (byte === eraseLine) erase(typed.length)
    else if (byte === eraseWord) {
      while (typed.at(-1) === 32) erase(1)
      while (typed.length > 0 && typed.at(-1) !== 32) erase(1)
    } else {
      typed.push(byte)
      if (!isSecret) show(byte < 32 && byte !== 9 ? `^${String.fromCharCode(byte + 64)}` : Uint8Array.of(byte))
    }
  }
  const take = (chunk: Buffer) => {
    if (mode === 'edit') onKeys?.(chunk)
    else if (mode === 'cooked') for (const byte of chunk) press(byte)
    else if (keyReader === undefined) keys.push(chunk)
    else {
      keyReader(chunk.toString())
      keyReader = undefined
    }
  }
  const leave = () => {
    if (isGone) return
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
      const ahead = Buffer.concat([...lines.splice(0).map((line) => line ?? Buffer.of(endOfFile)), Buffer.from(typed)])
      typed = []
      if (ahead.length > 0) listener(ahead)
    },
    cook(listener) {
      mode = 'cooked'
      onSignal = listener
    },
    setRaw(isRaw) {
      mode = isRaw ? 'raw' : 'cooked'
      if (!isRaw) for (const chunk of keys.splice(0)) take(chunk)
    },
    readLine(hidden) {
      isSecret = hidden
      if (lines.length > 0) return Promise.resolve(lines.shift())
      if (isGone) return Promise.resolve(undefined)
      return new Promise((resolve) => {
        lineReader = resolve
      })
    },
    readKeys() {
      if (keys.length > 0) {
        const all = Buffer.concat(keys).toString()
        keys = []
        return Promise.resolve(all)
      }
      if (isGone) return Promise.resolve(undefined)
      return new Promise((resolve) => {
        keyReader = resolve
      })
    },
    get isGone() {
      return isGone
    },
    onGone: (listener) => void goneListeners.push(listener)
  }
}

/** A terminal goes down on a newline, and to the left on a return. */
function withReturns(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(10)) return bytes
  return Buffer.from(Buffer.from(bytes).toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1')
}
