/** Whether what somebody shows lets a user in, by the server's files and password as they are now. */

import type { User } from '@swas-local/linux/disk/users.ts'
import type { AuthContext, KeyboardAuthContext, PublicKeyAuthContext } from 'ssh2'
import { fingerprints } from '../keys/fingerprint.ts'
import { findGrant, type Grant } from '../keys/grants.ts'
import type { JobQueue } from '../keys/job-queue.ts'
import { type LoginKey, readLoginKey } from '../keys/login-key.ts'
import type { Logon } from '../servers/logon.ts'
import { verifyPassword } from '../servers/password.ts'

export interface VerifyContext {
  readonly address: string
  readonly now: Date
  /** Passwords take a core for a while each. */
  readonly jobQueue: JobQueue
  /** Told why a line of authorized_keys that has the key lets nobody in. */
  readonly log: (text: string) => void
}

export type AuthResult =
  | { readonly is: 'in'; readonly grant: Grant; readonly fingerprint?: string }
  /** The key would do; it hasn't signed yet. */
  | { readonly is: 'asked' }
  | { readonly is: 'out'; readonly fingerprint?: string }

const out: AuthResult = { is: 'out' }
const byPassword: AuthResult = { is: 'in', grant: { command: undefined, mayHaveTerminal: true, environment: {} } }

/** A user of the server, and what decides on this user. */
export type UserLogon = Logon & { readonly user: User }

/** `logon` is undefined for who can't get in whatever is tried; a password takes as long. Only root has one. */
export async function verifyCredential(
  context: AuthContext,
  logon: UserLogon | undefined,
  circumstances: VerifyContext
): Promise<AuthResult> {
  const { jobQueue } = circumstances
  const judgePassword = async (password: string) => {
    if (jobQueue.isFull) return out
    const hash = logon?.user.uid === 0 ? logon.server.passwordHash : null
    const isRight = await jobQueue.run(() => verifyPassword(password, hash))
    return isRight && logon?.settings.permitRootLogin === 'yes' ? byPassword : out
  }
  switch (context.method) {
    case 'password':
      // A change of the password comes as an object.
      if (logon?.settings.passwordAuthentication === false || typeof context.password !== 'string') return out
      return await judgePassword(context.password)
    case 'keyboard-interactive':
      if (logon?.settings.kbdInteractiveAuthentication !== true) return out
      return await judgePassword(await askFor(context))
    case 'publickey':
      return logon?.settings.pubkeyAuthentication === true ? await judgeKey(context, logon, circumstances) : out
    default:
      return out
  }
}

async function judgeKey(context: PublicKeyAuthContext, logon: UserLogon, about: VerifyContext): Promise<AuthResult> {
  const { signature, blob: signed, hashAlgo: hash } = context
  const key = readLoginKey(context.key.algo, context.key.data)
  // Without a hash, an RSA key is going to sign with SHA-1.
  if (key === undefined || (context.key.algo === 'ssh-rsa' && hash === undefined)) return out
  const fingerprint = `SHA256:${fingerprints(key.blob).sha256}`
  const grant = await findGrantIn(logon, key, about)
  if (grant === undefined || !may(logon, grant)) return { is: 'out', fingerprint }
  if (signature === undefined || signed === undefined) return { is: 'asked' }
  return key.isSignedBy({ signature, signed, hash }) ? { is: 'in', grant, fingerprint } : { is: 'out', fingerprint }
}

async function findGrantIn(logon: UserLogon, key: LoginKey, about: VerifyContext): Promise<Grant | undefined> {
  const offer = { ...key, user: logon.user.name, ...about }
  for (const { path, text, isTrusted } of await logon.readAuthorizedKeys()) {
    if (!isTrusted) about.log(`${path}: others may write to it, or to where it is`)
    if (!isTrusted) continue
    const grant = findGrant(text, offer, (reason) => about.log(`${path}, ${reason}`))
    if (grant !== undefined) return logon.settings.permitUserEnvironment ? grant : { ...grant, environment: {} }
  }
  return undefined
}

const may = ({ user, settings: { permitRootLogin } }: UserLogon, { command }: Grant): boolean =>
  user.uid !== 0 || (permitRootLogin !== 'no' && (permitRootLogin !== 'forced-commands-only' || command !== undefined))

/** Empty where the client turns to another method instead. */
const askFor = (context: KeyboardAuthContext): Promise<string> =>
  new Promise((resolve) => {
    context.prompt([{ prompt: 'Password: ', echo: false }], (answers) => {
      const [answer = ''] = Array.isArray(answers) ? answers : []
      resolve(answer)
    })
  })
