/** The terminal of a session. Keys go to the shell's line editor, to a program as lines, or to a program one by one. */
import type { Readable, Writable } from 'node:stream'
import { write } from '../io.ts'
import { carriageReturn, createLineDiscipline, ctrlD, interrupt, newline, quit } from './line-discipline.ts'
import { createLineQueue } from './line-queue.ts'
import { createReader } from './reader.ts'
import { createTypeAheadBuffer } from './type-ahead.ts'

export interface Tty {
  /** Writes to the screen; each newline also returns the cursor to the first column. */
  write(bytes: Uint8Array): Promise<void>
  /**
   * Sends keys to the line editor, beginning with the type-ahead. Keys after the end of a line wait until it is clear
   * who reads them: the editor again, or the program that the line runs.
   */
  edit(onKeys: (keys: Buffer) => void): void
  /** Makes lines of the keys, for a program; `onSignal` is called for ^C and ^\. */
  cook(onSignal: (name: string) => void): void
  /** Raw: the program gets each key; otherwise it gets lines. */
  setRaw(isRaw: boolean): void
  /** The next line of a program's input; undefined after ^D, or when the terminal is gone. */
  readLine(options: { isSecret: boolean }): Promise<Uint8Array | undefined>
  readKeys(): Promise<string | undefined>
  /** Answers the program that waits for keys, or waits next, with an empty text, so that it redraws its screen. */
  wake(): void
  readonly isGone: boolean
  onGone(listener: () => void): void
}

/** More type-ahead than this is dropped, with a bell. Linux drops it after 4 KB. */
const maxAheadBytes = 1024 * 1024

const hasSignal = (chunk: Buffer) => chunk.includes(interrupt) || chunk.includes(quit)

export const createTty = (stdin: Readable, stdout: Writable): Tty => new SessionTty(stdin, stdout)

class SessionTty implements Tty {
  isGone = false
  /** `held`: a line has ended, and its program hasn't begun. */
  private mode: 'edit' | 'held' | 'cooked' | 'raw' = 'cooked'
  private isWoken = false
  private readonly stdin: Readable
  private readonly stdout: Writable
  private readonly lines = createLineQueue()
  private readonly keyReader = createReader<string>()
  private readonly typeAhead = createTypeAheadBuffer()
  private readonly goneListeners: (() => void)[] = []
  private onKeys: ((keys: Buffer) => void) | undefined
  private onSignal: ((name: string) => void) | undefined
  private readonly discipline = createLineDiscipline({
    show: (text) => this.show(text),
    onLine: (line) => this.lines.add(line),
    onSignal: (name) => {
      this.lines.takeAll()
      this.onSignal?.(name)
    }
  })

  constructor(stdin: Readable, stdout: Writable) {
    this.stdin = stdin
    this.stdout = stdout
    stdout.on('drain', () => stdin.resume()).on('close', () => stdin.resume())
    const leave = () => this.leave()
    stdin.on('data', (chunk: Buffer) => this.receive(chunk))
    stdin.once('end', leave).once('close', leave).once('error', leave)
  }

  write(bytes: Uint8Array): Promise<void> {
    return write(this.stdout, withReturns(bytes))
  }

  edit(onKeys: (keys: Buffer) => void): void {
    this.mode = 'edit'
    this.isWoken = false
    this.onKeys = onKeys
    // A reader who still waits belongs to a program that has ended.
    this.lines.dismissReader()
    this.keyReader.answer(undefined)
    const lines = this.lines.takeAll().map((line) => line ?? ctrlD)
    const ahead = Buffer.concat([...lines, this.discipline.take(), this.typeAhead.take()])
    if (ahead.length > 0) this.editChunk(ahead)
    if (this.mode === 'edit' && this.stdin.readableEnded) this.leave()
  }

  cook(onSignal: (name: string) => void): void {
    this.mode = 'cooked'
    this.onSignal = onSignal
    const ahead = this.typeAhead.take()
    if (hasSignal(ahead)) this.cookChunk(ahead)
    else this.typeAhead.add(ahead)
  }

  setRaw(isRaw: boolean): void {
    this.mode = isRaw ? 'raw' : 'cooked'
  }

  async readLine({ isSecret }: { isSecret: boolean }): Promise<Uint8Array | undefined> {
    this.discipline.isSecret = isSecret
    if (this.lines.length === 0) this.pressAhead()
    if (this.lines.length > 0) return this.lines.shift()
    if (this.stdin.readableEnded) this.leave()
    return this.isGone ? undefined : this.lines.wait()
  }

  async readKeys(): Promise<string | undefined> {
    if (this.isWoken) {
      this.isWoken = false
      return ''
    }
    if (this.typeAhead.bytes > 0) return this.typeAhead.take().toString()
    if (this.stdin.readableEnded) this.leave()
    return this.isGone ? undefined : this.keyReader.wait()
  }

  wake(): void {
    if (this.keyReader.isWaiting) this.keyReader.answer('')
    else this.isWoken = true
  }

  onGone(listener: () => void): void {
    this.goneListeners.push(listener)
  }

  /** Echoes to the screen. A client that doesn't read the echo isn't read from until it does. */
  private show(text: string | Uint8Array): void {
    const { stdin, stdout } = this
    if (!stdout.destroyed && !stdout.writableEnded && !stdout.write(Buffer.from(text))) stdin.pause()
  }

  private receive(chunk: Buffer): void {
    const aheadBytes = this.lines.bytes + this.typeAhead.bytes + this.discipline.bytes
    if (this.mode === 'edit') this.editChunk(chunk)
    else if (aheadBytes + chunk.length > maxAheadBytes && !hasSignal(chunk)) this.show('\x07')
    else if (this.mode === 'cooked') this.cookChunk(chunk)
    else if (this.mode === 'held' || !this.keyReader.isWaiting) this.typeAhead.add(chunk)
    else this.keyReader.answer(chunk.toString())
  }

  private editChunk(chunk: Buffer): void {
    const end = chunk.findIndex((byte) => byte === carriageReturn || byte === newline)
    if (end < 0) {
      this.onKeys?.(chunk)
      return
    }
    const isPair = chunk[end] === carriageReturn && chunk[end + 1] === newline
    this.mode = 'held'
    this.typeAhead.add(chunk.subarray(end + (isPair ? 2 : 1)))
    this.onKeys?.(Buffer.concat([chunk.subarray(0, end), Buffer.of(carriageReturn)]))
  }

  private cookChunk(chunk: Buffer): void {
    if (this.typeAhead.bytes > 0 && !this.lines.hasReader && !hasSignal(chunk)) this.typeAhead.add(chunk)
    else this.discipline.press(Buffer.concat([this.typeAhead.take(), chunk]))
  }

  /** Presses the type-ahead up to the end of a line. Keys are echoed only now, so that each appears once. */
  private pressAhead(): void {
    const keys = this.typeAhead.take()
    this.typeAhead.add(keys.subarray(this.discipline.press(keys, () => this.lines.length > 0)))
  }

  private leave(): void {
    // Input that came before the end is still processed, as far as a program reads it.
    const aheadBytes = this.typeAhead.bytes + this.discipline.bytes
    if (this.isGone || (this.stdin.readableEnded && aheadBytes + this.lines.length > 0)) return
    this.isGone = true
    this.lines.add(undefined)
    this.keyReader.answer(undefined)
    for (const listener of this.goneListeners) listener()
  }
}

/** On a terminal, a newline only moves the cursor down; a carriage return moves it to the first column. */
function withReturns(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(newline)) return bytes
  return Buffer.from(Buffer.from(bytes).toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1')
}
