import { randomBytes } from 'node:crypto'
import { sandboxPrefix } from '../../../auth/caller.ts'
import { noEncryptionKey } from '../../../errors/index.ts'
import { defineControl } from '../operation.ts'
import { NewSandbox, SandboxKey } from '../shapes/sandboxes.ts'

const defaultTtlSeconds = 3600

export const createSandbox = defineControl({
  id: 'CreateSandbox',
  route: 'POST /_swas/sandboxes',
  summary: 'Creates a throwaway account.',
  who: 'operator or account',
  body: NewSandbox,
  isBodyNeeded: false,
  reply: SandboxKey,
  status: 201,
  errors: [noEncryptionKey],
  async handle({ authenticator, accessKeyStore }, { body: { ttlSeconds = defaultTtlSeconds } = {} }) {
    const account = sandboxPrefix + randomBytes(10).toString('hex')
    const accessKeySecret = randomBytes(24).toString('base64url')
    const createdAt = authenticator.now()
    const expiresAt = new Date(createdAt.getTime() + ttlSeconds * 1000)
    await accessKeyStore.addSandbox({ account, createdAt, expiresAt }, accessKeySecret)
    return { account, accessKeyId: account, accessKeySecret, expires: expiresAt.toISOString() }
  }
})
