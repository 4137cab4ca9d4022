import { EventEmitter } from 'node:events'
import { Writable } from 'node:stream'
import type { Terminal } from '../types.ts'
import type { Tty } from './tty.ts'

export type Screen = Writable & { columns: number; rows: number }

/** The terminal as readline expects it: a stream with a size, which emits `resize`. */
export function screenOf(tty: Tty, terminal: Terminal): Screen {
  const screen = new Writable({
    decodeStrings: false,
    write(text: string | Buffer, _encoding, done) {
      tty.write(Buffer.from(text)).then(() => done(), done)
    }
  })
  const size = { columns: { get: () => terminal.columns }, rows: { get: () => terminal.rows } }
  Object.defineProperties(screen, size)
  EventEmitter.prototype.setMaxListeners.call(screen, 0)
  terminal.onResize = () => screen.emit('resize')
  return screen as Screen
}
