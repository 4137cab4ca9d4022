import type { ServerChannel } from 'ssh2'
import { endChannel } from './end-channel.ts'
import { outputsOf } from './outputs.ts'

/** The other end of a channel, for protocols of bytes: what it sends, by length or by line, and what is sent to it. */
export class Peer {
  readonly #channel: ServerChannel
  readonly #outputs: ReturnType<typeof outputsOf>
  readonly #chunks: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(channel: ServerChannel) {
    this.#channel = channel
    this.#chunks = channel.iterator({ destroyOnReturn: false })
    this.#outputs = outputsOf(channel)
    channel.on('error', () => {}) // its end is heard of all the same
  }

  /** Exactly so many; undefined where it ended before. */
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

  /** Without its end; undefined where it ended before, or where it is longer than any line may be. */
  async line(longest: number): Promise<string | undefined> {
    const parts: Buffer[] = []
    for (let length = 0; length <= longest; ) {
      if (this.#rest.length === 0 && !(await this.#recordCalls())) return
      const end = this.#rest.indexOf('\n')
      const part = this.#take(end < 0 ? this.#rest.length : end + 1)
      parts.push(part)
      length += part.length
      if (end >= 0) return Buffer.concat(parts).toString().slice(0, -1)
    }
    return
  }

  /** What is there, and no more than so much; undefined where it ended. */
  async some(most: number): Promise<Buffer | undefined> {
    if (this.#rest.length > 0 || (await this.#recordCalls())) return this.#take(most)
    return
  }

  /** Resolves when the client has room for more, or is gone. */
  async send(bytes: Buffer): Promise<void> {
    await new Promise((resolve) => this.#outputs.stdout.write(bytes, resolve))
  }

  /** What its user is to read. */
  tell(text: string): void {
    this.#outputs.stderr.write(`${text}\n`)
  }

  /** Ends the channel as a program ends that gives this code. */
  async end(code: number): Promise<void> {
    await this.#chunks.return?.()
    endChannel(this.#channel, { code })
  }

  #take(most: number): Buffer {
    const taken = this.#rest.subarray(0, most)
    this.#rest = this.#rest.subarray(taken.length)
    return taken
  }

  async #recordCalls(): Promise<boolean> {
    // A connection that breaks is an end like another.
    const next = await this.#chunks.next().catch(() => undefined)
    if (!next || next.done) return false
    this.#rest = next.value
    return true
  }
}
