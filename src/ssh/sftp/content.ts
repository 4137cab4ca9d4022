import { diskLimits } from '@swas-local/linux/disk/limits.ts'
import { Errno } from '../errno.ts'
import { largestSession } from './limits.ts'

/** The memory that a session's open files may still use. */
export class MemoryBudget {
  #left = largestSession

  take(bytes: number): void {
    if (bytes > this.#left) throw new Errno('ENOMEM')
    this.#left -= bytes
  }

  give(bytes: number): void {
    this.#left += bytes
  }
}

/** The content of an open file: as it was when it was opened, with the client's changes. */
export class Content {
  readonly #budget: MemoryBudget
  /** Shared with the disk until the first change makes a copy. */
  #bytes: Uint8Array
  #isOurs = false
  #size: number

  constructor(bytes: Uint8Array, budget: MemoryBudget) {
    this.#bytes = bytes
    this.#size = bytes.length
    this.#budget = budget
  }

  get size(): number {
    return this.#size
  }

  /** Empty beyond the end. */
  read(offset: number, length: number): Uint8Array {
    return this.#bytes.subarray(Math.min(offset, this.#size), Math.min(offset + length, this.#size))
  }

  /** A gap is filled with zeros. */
  write(offset: number, bytes: Uint8Array): void {
    this.#reach(offset + bytes.length)
    this.#bytes.set(bytes, offset)
    this.#size = Math.max(this.#size, offset + bytes.length)
  }

  resize(size: number): void {
    this.#reach(size)
    this.#bytes.fill(0, Math.min(size, this.#size))
    this.#size = size
  }

  all(): Uint8Array {
    return this.read(0, this.#size)
  }

  release(): void {
    if (this.#isOurs) this.#budget.give(this.#bytes.length)
    this.#isOurs = false
  }

  #reach(size: number): void {
    if (size > diskLimits.fileBytes) throw new Errno('EFBIG')
    if (this.#isOurs && size <= this.#bytes.length) return
    const length = Math.min(Math.max(size, this.#size * 2, 4096), diskLimits.fileBytes)
    this.#budget.take(length - (this.#isOurs ? this.#bytes.length : 0))
    const grown = new Uint8Array(length)
    grown.set(this.#bytes.subarray(0, this.#size))
    this.#bytes = grown
    this.#isOurs = true
  }
}
