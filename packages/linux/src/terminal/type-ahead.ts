/** Keys that were typed before anybody read them. */
export interface TypeAheadBuffer {
  readonly bytes: number
  add(chunk: Buffer): void
  /** Empties the buffer and returns its content. */
  take(): Buffer
}

export function createTypeAheadBuffer(): TypeAheadBuffer {
  let chunks: Buffer[] = []
  let bytes = 0
  return {
    get bytes() {
      return bytes
    },
    add(chunk) {
      if (chunk.length > 0) chunks.push(chunk)
      bytes += chunk.length
    },
    take() {
      const [first] = chunks
      // One chunk is returned as it is: input that is read line by line isn't copied for each line.
      const all = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks)
      chunks = []
      bytes = 0
      return all
    }
  }
}
