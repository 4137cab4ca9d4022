import { errnoOf } from '../errno.ts'
import type { Peer } from '../peer.ts'

const ok = Buffer.of(0)

/** Bytes. A line is a file name and a few numbers. */
const longestLine = 8192

/** The client has ended, given up, or sent something malformed. */
export class Broken extends Error {}

/** The acknowledgements of the old protocol: a zero for success, or a one and an error line for the user. */
export class Dialog {
  /** Whether a file could not be copied: then the exit code is 1. */
  #hasFailed = false
  readonly peer: Peer

  constructor(peer: Peer) {
    this.peer = peer
  }

  get hasFailed(): boolean {
    return this.#hasFailed
  }

  async agree(): Promise<void> {
    await this.peer.send(ok)
  }

  /** Reports why one file isn't copied. The others still are. */
  async complain(path: string, reason: string): Promise<void> {
    this.fail()
    await this.peer.send(Buffer.from(`\x01scp: ${path}: ${reason}\n`))
  }

  /** Notes an error that the client has shown to its user. */
  fail(): void {
    this.#hasFailed = true
  }

  /** Does the work on a path. On an error of the disk, reports it to the client and gives false. */
  async attempt(path: string, what: () => Promise<void>): Promise<boolean> {
    try {
      await what()
      return true
    } catch (thrown) {
      const error = errnoOf(thrown)
      if (!error) throw thrown
      await this.complain(path, error.message)
      return false
    }
  }

  /** undefined at the end of the input. */
  async line(): Promise<string | undefined> {
    return await this.peer.line(longestLine)
  }

  /** false if the client can't copy this file, which it shows to its user. */
  async isAgreed(): Promise<boolean> {
    const answer = (await this.peer.bytes(1))?.readUInt8()
    if (answer === 0) return true
    this.fail()
    if (answer !== 1 || (await this.line()) === undefined) throw new Broken('lost connection')
    return false
  }
}
