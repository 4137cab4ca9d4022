import { refuse } from './refusals.ts'

/** Reads the fields of RFC 4251, section 5, one after the other. Throws when a field exceeds the data. */
export interface WireReader {
  /** How many bytes have been read. */
  readonly offset: number
  readonly atEnd: boolean
  uint32(): number
  uint64(): bigint
  /** A length-prefixed string, as a view of the same memory. */
  string(): Buffer
  /** A positive number without leading zero bytes. Throws for zero, negative and padded numbers. */
  mpint(): Buffer
  /** Throws if bytes are left over. */
  end(): void
}

/** Reads `bytes` from the beginning. Throws `InvalidPublicKeyBody.Malformed`. */
export function readWire(bytes: Buffer): WireReader {
  let offset = 0
  const take = (length: number) => {
    if (length > bytes.length - offset) refuse('truncated')
    offset += length
    return bytes.subarray(offset - length, offset)
  }
  const string = () => take(take(4).readUInt32BE())
  return {
    get offset() {
      return offset
    },
    get atEnd() {
      return offset === bytes.length
    },
    uint32: () => take(4).readUInt32BE(),
    uint64: () => take(8).readBigUInt64BE(),
    string,
    mpint: () => positive(string()),
    end() {
      if (offset !== bytes.length) refuse('trailing')
    }
  }
}

function positive(number: Buffer): Buffer {
  const [first, second] = number
  if (first === undefined || first >= 0x80) refuse('negativeNumber')
  if (first > 0) return number
  if (second === undefined) refuse('negativeNumber')
  // A zero byte belongs before a set top bit, and nowhere else: two encodings would give two fingerprints.
  if (second < 0x80) refuse('paddedNumber')
  return number.subarray(1)
}

/** A length-prefixed string. */
export function wireString(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** A positive number, given big-endian without leading zero bytes. */
export function wireMpint(number: Buffer): Buffer {
  const [first = 0] = number
  return wireString(first >= 0x80 ? Buffer.concat([Buffer.alloc(1), number]) : number)
}

/** Bits of a number given big-endian without leading zero bytes. */
export function bitLength(number: Buffer): number {
  const [first = 0] = number
  return number.length * 8 - (Math.clz32(first) - 24)
}
