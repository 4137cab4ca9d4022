import { Duplex } from 'node:stream'

const terminate = 'X'.charCodeAt(0)
// The simple query «rollback». A PostgreSQL server rolls back by itself when a client disconnects in a transaction.
const rollback = Buffer.from('Q\0\0\0\x0drollback\0', 'latin1')

/** A socket for `pg`: it sends written bytes to the embedded database and yields the database's replies. */
export class PgliteStream extends Duplex {
  readonly #ask: (message: Uint8Array) => Promise<Uint8Array>

  constructor(ask: (message: Uint8Array) => Promise<Uint8Array>) {
    super()
    this.#ask = ask
  }

  connect(): this {
    queueMicrotask(() => this.emit('connect'))
    return this
  }

  override _read(): void {}

  // `pg` writes a batch with its final Sync at once, and the database must get the batch whole: after an error it skips
  // everything up to the Sync.
  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#send(chunk)
    done()
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.#send(Buffer.concat(chunks.map(({ chunk }) => chunk)))
    done()
  }

  override _final(done: () => void): void {
    done()
    this.push(null)
  }

  async #send(bytes: Buffer): Promise<void> {
    const leaving = bytes[0] === terminate
    try {
      const reply = await this.#ask(Uint8Array.from(leaving ? rollback : bytes))
      if (!leaving && !this.destroyed && reply.length > 0) this.push(Buffer.from(reply))
    } catch (error) {
      this.destroy(error instanceof Error ? error : new Error(String(error)))
    }
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }
}
