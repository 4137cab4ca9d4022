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
  /** How many keys are being made, and how many callers wait for theirs. */
  readonly running: number
  readonly waiting: number
  /**
   * Makes an RSA key of 2048 bits, the only kind the cloud makes (CreateKeyPair page, read 2024-06).
   *
   * `stillWanted` is awaited when the caller's turn has come and before any work is done; if it throws, the turn goes
   * to the next and the error to the caller. Throws `ServiceUnavailable` at once when the queue is full.
   */
  generate(stillWanted?: () => Promise<void>): Promise<GeneratedKey>
}

const makePair = promisify(generateKeyPair)

/**
 * A generator that makes at most `concurrency` keys at a time on libuv's threads, and lets `queueLimit` callers wait.
 * A core makes about four keys a second, so more than one a core only lengthens the wait and starves file access.
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

/** Both halves as OpenSSH reads them. */
export function generatedRsa(privateKey: KeyObject, publicKey: KeyObject): GeneratedKey {
  const { e = '', n = '' } = publicKey.export({ format: 'jwk' })
  const numbers = [e, n].map((number) => wireMpint(Buffer.from(number, 'base64url')))
  const blob = Buffer.concat([wireString('ssh-rsa'), ...numbers])
  return {
    privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    publicKey: `ssh-rsa ${blob.toString('base64')}`
  }
}
