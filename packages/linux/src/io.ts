/** Standard input and output of a program without a terminal. */
import type { Readable, Writable } from 'node:stream'

export interface Input {
  /** The bytes that are available, at least one; undefined at the end. */
  read(): Promise<Uint8Array | undefined>
  /** Up to and including the next newline; undefined at the end. */
  readLine(): Promise<Uint8Array | undefined>
}

const newline = 10

export function createInput(stream: Readable): Input {
  let chunks: AsyncIterator<Buffer> | undefined
  let rest: Buffer = Buffer.alloc(0)
  const next = async (): Promise<Buffer | undefined> => {
    chunks ??= stream.iterator({ destroyOnReturn: false })[Symbol.asyncIterator]()
    try {
      const { value, done } = await chunks.next()
      return done ? undefined : value
    } catch {
      return undefined // the writer is gone
    }
  }
  return {
    async read() {
      const taken = rest
      rest = Buffer.alloc(0)
      return taken.length > 0 ? taken : await next()
    },
    async readLine() {
      for (;;) {
        const end = rest.indexOf(newline) + 1
        if (end > 0) {
          const line = rest.subarray(0, end)
          rest = rest.subarray(end)
          return line
        }
        const more = await next()
        if (more === undefined) break
        rest = Buffer.concat([rest, more])
      }
      const line = rest
      rest = Buffer.alloc(0)
      return line.length > 0 ? line : undefined
    }
  }
}

/** Resolves when more may be written, or when nobody reads any more. */
export function write(stream: Writable, bytes: Uint8Array): Promise<void> {
  if (stream.destroyed || stream.writableEnded || stream.write(bytes)) return Promise.resolve()
  return new Promise((resolve) => {
    const events = ['drain', 'close', 'error']
    const done = () => {
      for (const event of events) stream.off(event, done)
      resolve()
    }
    for (const event of events) stream.on(event, done)
  })
}

/** Ends an output; resolves when its reader has taken everything, or is gone. */
export const flushed = (output: Writable): Promise<void> => new Promise((resolve) => output.end(() => resolve()))
