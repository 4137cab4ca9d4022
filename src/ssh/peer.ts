import type { ServerChannel } from 'ssh2'
import { endChannel } from './end-channel.ts'
import { outputsOf } from './outputs.ts'

/** The client of a channel, for byte protocols: reads its bytes by length or by line, and sends bytes to it. */
export class Peer {
  readonly #channel: ServerChannel
  readonly #outputs: ReturnType<typeof outputsOf>
  readonly #chunks: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(channel: ServerChannel) {
    this.#channel = channel
    this.#chunks = channel.iterator({ destroyOnReturn: false })
    this.#outputs = outputsOf(channel)
    channel.on('error', () => {}) // 'close' follows
  }

  /** Exactly `length` bytes; undefined if the input ends before. */
  async bytes(length: number): Promise<Buffer | undefined> {
    const parts: Buffer[] = []
    for (let missing = length; missing > 0; ) {
      const part = await this.some(missing)
      if (!part) return
      parts.push(part)
      missing -= part.length
    }
    return parts.length === 1 ? parts[0] : Buffer.concat(parts)
  }

  /** The next line without its line end; undefined if the input ends before, or the line is longer than `longest`. */
  async line(longest: number): Promise<string | undefined> {
    const parts: Buffer[] = []
    for (let length = 0; length <= longest; ) {
      if (this.#rest.length === 0 && !(await this.#read())) return
      const end = this.#rest.indexOf('\n')
      const part = this.#take(end < 0 ? this.#rest.length : end + 1)
      parts.push(part)
      length += part.length
      if (end >= 0) return Buffer.concat(parts).toString().slice(0, -1)
    }
    return
  }

  /** The bytes that are there, at most `max`; undefined at the end of the input. */
  async some(max: number): Promise<Buffer | undefined> {
    if (this.#rest.length > 0 || (await this.#read())) return this.#take(max)
    return
  }

  /** Resolves when the client has room for more, or its connection has ended. */
  async send(bytes: Buffer): Promise<void> {
    await new Promise((resolve) => this.#outputs.stdout.write(bytes, resolve))
  }

  /** Writes a line to stderr. */
  tell(text: string): void {
    this.#outputs.stderr.write(`${text}\n`)
  }

  /** Ends the channel with an exit code. */
  async end(code: number): Promise<void> {
    await this.#chunks.return?.()
    endChannel(this.#channel, { code })
  }

  #take(max: number): Buffer {
    const taken = this.#rest.subarray(0, max)
    this.#rest = this.#rest.subarray(taken.length)
    return taken
  }

  async #read(): Promise<boolean> {
    // A broken connection is an end like any other.
    const next = await this.#chunks.next().catch(() => undefined)
    if (!next || next.done) return false
    this.#rest = next.value
    return true
  }
}
