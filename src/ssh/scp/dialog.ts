import { errnoOf } from '../errno.ts'
import type { Peer } from '../peer.ts'

const ok = Buffer.of(0)

/** A line is a name and a few numbers. */
const longestLine = 8192

/** The other side has ended, gave up, or said what makes no sense. */
export class Broken extends Error {}

/** How both sides of the old protocol talk: a zero where all is well, or a one and a line that is shown to the user. */
export class Dialog {
  /** Something could not be copied: the exit code says so. */
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

  /** Says why one file isn't copied; the others are. */
  async complain(path: string, reason: string): Promise<void> {
    this.fail()
    await this.peer.send(Buffer.from(`\x01scp: ${path}: ${reason}\n`))
  }

  /** The other side has told its user of something. */
  fail(): void {
    this.#hasFailed = true
  }

  /** Does something about a path; complains where the disk doesn't let it, and gives false. */
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

  /** Undefined at the end. */
  async line(): Promise<string | undefined> {
    return await this.peer.line(longestLine)
  }

  /** False where the other side can't take or give this one; what it says about that, it says to its user too. */
  async isAgreed(): Promise<boolean> {
    const answer = (await this.peer.bytes(1))?.readUInt8()
    if (answer === 0) return true
    this.fail()
    if (answer !== 1 || (await this.line()) === undefined) throw new Broken('lost connection')
    return false
  }
}
