import { isUtf8 } from 'node:buffer'
import { absolute } from '../disk-files.ts'
import { Errno } from '../errno.ts'

/** What a client says of a file; what it doesn't say isn't there. */
export interface Attributes {
  readonly size?: number
  readonly user?: number
  readonly group?: number
  readonly mode?: number
  /** Seconds since 1970. */
  readonly accessedAt?: number
  readonly modifiedAt?: number
}

/** The bits that say which attributes follow. Whatever extensions come after them end the packet. */
export const has = { size: 1, owner: 2, mode: 4, times: 8 }

/** Takes the fields of a packet, one after the other. */
export class Fields {
  readonly #packet: Buffer
  readonly #home: string
  #at = 0

  /** `home`: from where paths are meant that aren't absolute. */
  constructor(packet: Buffer, home: string) {
    this.#packet = packet
    this.#home = home
  }

  byte(): number {
    return this.#next(1).readUInt8()
  }

  uint32(): number {
    return this.#next(4).readUInt32BE()
  }

  /** Exact as far as numbers are, and beyond any file's size after that. */
  uint64(): number {
    return Number(this.#next(8).readBigUInt64BE())
  }

  bytes(): Buffer {
    return this.#next(this.uint32())
  }

  /** A disk keeps names as text: other bytes, and a zero, can't be one. */
  text(): string {
    const bytes = this.bytes()
    if (!isUtf8(bytes) || bytes.includes(0)) throw new Errno('EILSEQ')
    return bytes.toString()
  }

  /** Absolute. */
  path(): string {
    return absolute(this.#home, this.text())
  }

  /** Of a handle. */
  name(): string {
    return this.bytes().toString('latin1')
  }

  attributes(): Attributes {
    const flags = this.uint32()
    return {
      ...(flags & has.size && { size: this.uint64() }),
      ...(flags & has.owner && { user: this.uint32(), group: this.uint32() }),
      ...(flags & has.mode && { mode: this.uint32() & 0o7777 }),
      ...(flags & has.times && { accessedAt: this.uint32(), modifiedAt: this.uint32() })
    }
  }

  #next(length: number): Buffer {
    const end = this.#at + length
    if (end > this.#packet.length) throw new Errno('EBADMSG')
    const field = this.#packet.subarray(this.#at, end)
    this.#at = end
    return field
  }
}
