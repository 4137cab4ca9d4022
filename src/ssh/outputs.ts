/** The two outputs of a channel. */
import { Writable } from 'node:stream'
import type { ServerChannel } from 'ssh2'
import { forgetPieces } from './ssh2-internals.ts'

/** Drops what is written after the channel has ended, since nothing reads it. */
export function outputsOf(channel: ServerChannel): { stdout: Writable; stderr: Writable } {
  let isOver = false
  let release = () => {}
  let last = Promise.resolve()
  channel.once('close', () => {
    isOver = true
    release()
  })

  // One piece at a time: if both streams wait for the client, ssh2 wakes only one of them.
  const send = (into: Writable, chunk: Buffer) =>
    new Promise<void>((resolve) => {
      release = resolve
      if (isOver) return resolve()
      try {
        into.write(chunk, () => {
          forgetPieces(channel)
          resolve()
        })
      } catch {
        resolve() // the connection broke; 'close' of the channel follows
      }
    })
  const output = (into: Writable) =>
    new Writable({
      write(chunk, _encoding, done) {
        last = last.then(() => send(into, chunk)).then(() => done())
      }
    })
  return { stdout: output(channel), stderr: output(channel.stderr) }
}
