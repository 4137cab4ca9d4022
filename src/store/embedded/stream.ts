import { Duplex } from 'node:stream'

const terminate = 'X'.charCodeAt(0)
// The simple query «rollback»: what a server does by itself when a client leaves in the middle of a transaction.
const rollback = Buffer.from('Q\0\0\0\x0drollback\0', 'latin1')

/** What `pg` takes for a socket: bytes written go to the embedded database, its replies come back. */
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

  // `pg` writes a whole batch, up to its Sync, in one turn, and the database must get it whole: after an error it
  // skips to the Sync.
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
