import { isUtf8 } from 'node:buffer'
import { absolute } from '../disk-files.ts'
import { Errno } from '../errno.ts'

/** Attributes that a client sends; absent ones are undefined. */
export interface Attributes {
  readonly size?: number
  readonly user?: number
  readonly group?: number
  readonly mode?: number
  /** Seconds since 1970. */
  readonly accessedAt?: number
  readonly modifiedAt?: number
}

/** The bits of the attributes that follow. Extended attributes come last and are ignored. */
export const has = { size: 1, owner: 2, mode: 4, times: 8 }

/** Reads the fields of a packet, one after the other. */
export class Fields {
  readonly #packet: Buffer
  readonly #home: string
  #at = 0

  /** Relative paths start at `home`. */
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

  /** Exact up to 2^53; a larger one exceeds the size of any file. */
  uint64(): number {
    return Number(this.#next(8).readBigUInt64BE())
  }

  bytes(): Buffer {
    return this.#next(this.uint32())
  }

  /** A name on disk is UTF-8 without zero bytes. Throws for other bytes. */
  text(): string {
    const bytes = this.bytes()
    if (!isUtf8(bytes) || bytes.includes(0)) throw new Errno('EILSEQ')
    return bytes.toString()
  }

  /** An absolute path. */
  path(): string {
    return absolute(this.#home, this.text())
  }

  /** The name of a handle. */
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
