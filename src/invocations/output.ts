import { Writable } from 'node:stream'

/** ECS DescribeInvocationResults: Output holds 24 KB. */
const keptBytes = 24 * 1024

/** Keeps the beginning of a command's output. Its stdout and stderr may write to streams of the same output. */
export function createOutput(): { stream: () => Writable; bytes: () => Buffer } {
  const parts: Buffer[] = []
  let left = keptBytes
  return {
    stream: () =>
      new Writable({
        write(chunk: Buffer, _encoding, done) {
          const part = chunk.subarray(0, left)
          if (part.length > 0) parts.push(Buffer.from(part))
          left -= part.length
          done()
        }
      }),
    bytes: () => Buffer.concat(parts)
  }
}
