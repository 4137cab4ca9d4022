import { generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { serviceUnavailable } from '../errors/index.ts'
import { createJobQueue } from './job-queue.ts'
import { wireMpint, wireString } from './wire.ts'

export interface GeneratedKey {
  /** PKCS#1 PEM (`BEGIN RSA PRIVATE KEY`), LF, 64 columns, with a final line end. */
  readonly privateKey: string
  /** `ssh-rsa base64`, without a comment. */
  readonly publicKey: string
}

export interface KeyGenerator {
  /** Number of keys that are being generated, and of callers that wait. */
  readonly running: number
  readonly waiting: number
  /**
   * Generates an RSA key of 2048 bits, the only kind that the cloud generates (CreateKeyPair page, read 2024-06).
   *
   * Awaits `stillWanted` when the caller's turn has come, before the work. If it throws, the next caller gets the turn
   * and this one gets the error. Throws `ServiceUnavailable` at once when the queue is full.
   */
  generate(stillWanted?: () => Promise<void>): Promise<GeneratedKey>
}

const makePair = promisify(generateKeyPair)

/**
 * Generates at most `concurrency` keys at a time on libuv's threads; `queueLimit` callers may wait. A core generates
 * about four keys a second: more than one at a time for each core only lengthens the wait and starves file access.
 */
export function createKeyGenerator(limits: { concurrency: number; queueLimit: number }): KeyGenerator {
  const jobQueue = createJobQueue(limits)
  return {
    get running() {
      return jobQueue.running
    },
    get waiting() {
      return jobQueue.waiting
    },
    async generate(stillWanted) {
      if (jobQueue.isFull) {
        throw serviceUnavailable({
          detail: `The key generation queue is full (${jobQueue.waiting} waiting), try again later.`
        })
      }
      return jobQueue.run(async () => {
        await stillWanted?.()
        return generateRsa()
      })
    }
  }
}

async function generateRsa(): Promise<GeneratedKey> {
  const { privateKey, publicKey } = await makePair('rsa', { modulusLength: 2048, publicExponent: 65537 })
  return generatedRsa(privateKey, publicKey)
}

/** Both keys in the formats that OpenSSH reads. */
export function generatedRsa(privateKey: KeyObject, publicKey: KeyObject): GeneratedKey {
  const { e = '', n = '' } = publicKey.export({ format: 'jwk' })
  const numbers = [e, n].map((number) => wireMpint(Buffer.from(number, 'base64url')))
  const blob = Buffer.concat([wireString('ssh-rsa'), ...numbers])
  return {
    privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    publicKey: `ssh-rsa ${blob.toString('base64')}`
  }
}
