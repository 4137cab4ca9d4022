/** Complete lines of a program's input, until the program reads them. */
import { createReader } from './reader.ts'

/** undefined stands for ^D, the end of the input. */
export type Line = Buffer | undefined

export interface LineQueue {
  readonly length: number
  readonly bytes: number
  readonly hasReader: boolean
  /** Gives the line to the reader who waits; otherwise the line is queued. */
  add(line: Line): void
  /** The first queued line. */
  shift(): Line
  /** Empties the queue and returns its lines. */
  takeAll(): Line[]
  wait(): Promise<Line>
  /** Tells the reader who waits that no line comes. */
  dismissReader(): void
}

export function createLineQueue(): LineQueue {
  const lines: Line[] = []
  const reader = createReader<Buffer>()
  let bytes = 0
  return {
    get length() {
      return lines.length
    },
    get bytes() {
      return bytes
    },
    get hasReader() {
      return reader.isWaiting
    },
    add(line) {
      if (reader.isWaiting) return reader.answer(line)
      lines.push(line)
      bytes += line?.length ?? 0
    },
    shift() {
      const line = lines.shift()
      bytes -= line?.length ?? 0
      return line
    },
    takeAll() {
      bytes = 0
      return lines.splice(0)
    },
    wait: reader.wait,
    dismissReader: () => reader.answer(undefined)
  }
}
