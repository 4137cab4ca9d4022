/** Keys that were typed ahead, and that nobody has looked at yet. */
export interface TypeAheadBuffer {
  readonly bytes: number
  add(chunk: Buffer): void
  /** All of them, which are held no more. */
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
      // What is taken line by line isn't copied each time.
      const all = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks)
      chunks = []
      bytes = 0
      return all
    }
  }
}
