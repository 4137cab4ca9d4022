/** Verifies the credential of a logon attempt, by the server's current files and password. */
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
  /** Limits password checks: each keeps a core busy for some 50 ms. */
  readonly jobQueue: JobQueue
  /** Gets the reason why a line of authorized_keys that has the key is refused. */
  readonly log: (text: string) => void
}

export type AuthResult =
  | { readonly is: 'accepted'; readonly grant: Grant; readonly fingerprint?: string }
  /** The client asks whether it may sign with this key. */
  | { readonly is: 'acceptable' }
  | { readonly is: 'rejected'; readonly fingerprint?: string }

const rejected: AuthResult = { is: 'rejected' }
const byPassword: AuthResult = { is: 'accepted', grant: { command: undefined, mayHaveTerminal: true, environment: {} } }

/** A logon of a user that the server has. */
export type UserLogon = Logon & { readonly user: User }

/**
 * `logon` is undefined if login is impossible. A password is hashed all the same, so that timing reveals nothing. Only
 * root has a password.
 */
export async function verifyCredential(
  context: AuthContext,
  logon: UserLogon | undefined,
  about: VerifyContext
): Promise<AuthResult> {
  const { jobQueue } = about
  const checkPassword = async (password: string) => {
    if (jobQueue.isFull) return rejected
    const hash = logon?.user.uid === 0 ? logon.server.passwordHash : null
    const isRight = await jobQueue.run(() => verifyPassword(password, hash))
    return isRight && logon?.settings.permitRootLogin === 'yes' ? byPassword : rejected
  }
  switch (context.method) {
    case 'password':
      // A request to change the password has an object here.
      if (logon?.settings.passwordAuthentication === false || typeof context.password !== 'string') return rejected
      return await checkPassword(context.password)
    case 'keyboard-interactive':
      if (logon?.settings.kbdInteractiveAuthentication !== true) return rejected
      return await checkPassword(await askFor(context))
    case 'publickey':
      return logon?.settings.pubkeyAuthentication === true ? await checkKey(context, logon, about) : rejected
    default:
      return rejected
  }
}

async function checkKey(context: PublicKeyAuthContext, logon: UserLogon, about: VerifyContext): Promise<AuthResult> {
  const { signature, blob: signed, hashAlgo: hash } = context
  const key = readLoginKey(context.key.algo, context.key.data)
  // Without a hash, an RSA key signs with SHA-1.
  if (key === undefined || (context.key.algo === 'ssh-rsa' && hash === undefined)) return rejected
  const fingerprint = `SHA256:${fingerprints(key.blob).sha256}`
  const grant = await findGrantIn(logon, key, about)
  if (grant === undefined || !may(logon, grant)) return { is: 'rejected', fingerprint }
  if (signature === undefined || signed === undefined) return { is: 'acceptable' }
  return key.isSignedBy({ signature, signed, hash })
    ? { is: 'accepted', grant, fingerprint }
    : { is: 'rejected', fingerprint }
}

async function findGrantIn(logon: UserLogon, key: LoginKey, about: VerifyContext): Promise<Grant | undefined> {
  const offer = { ...key, user: logon.user.name, ...about }
  for (const { path, text, isTrusted } of await logon.readAuthorizedKeys()) {
    if (!isTrusted) about.log(`${path}: others may write to the file or its folder`)
    if (!isTrusted) continue
    const grant = findGrant(text, offer, (reason) => about.log(`${path}, ${reason}`))
    if (grant !== undefined) return logon.settings.permitUserEnvironment ? grant : { ...grant, environment: {} }
  }
  return undefined
}

const may = ({ user, settings: { permitRootLogin } }: UserLogon, { command }: Grant): boolean =>
  user.uid !== 0 || (permitRootLogin !== 'no' && (permitRootLogin !== 'forced-commands-only' || command !== undefined))

/** Asks for the password. Empty if the client turns to another method. */
const askFor = (context: KeyboardAuthContext): Promise<string> =>
  new Promise((resolve) => {
    context.prompt([{ prompt: 'Password: ', echo: false }], (answers) => {
      const [answer = ''] = Array.isArray(answers) ? answers : []
      resolve(answer)
    })
  })
