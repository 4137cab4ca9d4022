/** The two outputs of a channel. */
import { Writable } from 'node:stream'
import type { ServerChannel } from 'ssh2'

/** What is written after the channel has ended is dropped, as its reader is gone. */
export function outputsOf(channel: ServerChannel): { stdout: Writable; stderr: Writable } {
  let isOver = false
  let release = () => {}
  let last = Promise.resolve()
  channel.once('close', () => {
    isOver = true
    release()
  })

  // One after the other: where both wait for the client, ssh2 (1.17) wakes only one of them, and where one waits after
  // the other has, it sends the other's last piece again, which it keeps in these fields.
  const send = (into: Writable, chunk: Buffer) =>
    new Promise<void>((resolve) => {
      release = resolve
      if (isOver) return resolve()
      try {
        into.write(chunk, () => {
          Object.assign(channel, {
            _chunk: undefined,
            _chunkcb: undefined,
            _chunkErr: undefined,
            _chunkcbErr: undefined
          })
          resolve()
        })
      } catch {
        resolve() // the connection broke off, and the channel hears of it next
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
