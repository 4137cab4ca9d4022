/** Who gets in. Every attempt is decided anew. */
import type { AuthContext, AuthenticationType, Connection } from 'ssh2'
import { listsUser } from '../keys/grants.ts'
import type { JobQueue } from '../keys/job-queue.ts'
import type { SshdSettings } from '../keys/sshd-config.ts'
import { openLogon } from '../servers/logon.ts'
import type { Db } from '../store/db.ts'
import type { AuthenticatedConnection, ConnectionInfo, Log } from './connection-info.ts'
import type { Failures } from './failures.ts'
import { verifyCredential } from './verify.ts'

export interface AuthenticationHost {
  readonly db: Db
  readonly now: () => Date
  readonly log: Log
  readonly failures: Failures
  readonly jobQueue: JobQueue
}

const defaultTries = 6

/** Answers what the client tries; `enter` is called before it is told that it is in. */
export function authenticate(
  host: AuthenticationHost,
  client: Connection,
  connection: ConnectionInfo,
  enter: (connection: AuthenticatedConnection) => void
): void {
  const { remoteAddress: address, remotePort: port } = connection
  let failed = 0

  const attempt = async (context: AuthContext) => {
    const { user, instanceId } = parseUserName(context.username, connection.instanceId)
    // What somebody types for a name may be a password.
    const about = { address, port, instanceId, user: user === 'root' || user === 'admin' ? user : 'another' }
    const refuse = (reason: string) => {
      host.log.warn(about, reason)
      connection.end()
    }
    if (host.failures.areTooMany(address, instanceId ?? ''))
      return refuse('refused: too many failed logons in a minute')
    const logon = instanceId === undefined ? undefined : await openLogon(host.db, instanceId, user, host.now())
    if (logon?.isOpen === false) return refuse('refused: the server is not Running, or has no SSH')
    const known = logon?.user && isListed(logon.settings, user, address) ? { ...logon, user: logon.user } : undefined
    const result = await verifyCredential(context, known, {
      address,
      now: host.now(),
      jobQueue: host.jobQueue,
      log: (text) => host.log.warn(about, `a key is refused by ${text}`)
    })
    if (connection.isOver()) return
    if (result.is === 'asked') return context.accept()
    if (result.is === 'in' && known !== undefined) {
      const { grant, fingerprint } = result
      host.log.info({ ...about, fingerprint }, `Accepted ${context.method} for ${known.user.name} from ${address}`)
      enter({ ...connection, server: known.server, user: known.user, grant })
      return context.accept()
    }
    if (context.method !== 'none') {
      failed += 1
      host.failures.count(address, instanceId ?? '')
      host.log.info({ ...about, ...result }, `Failed ${context.method} from ${address}`)
    }
    if (failed >= (logon?.settings.maxAuthTries ?? defaultTries)) connection.end()
    else context.reject(methodsOf(logon?.settings))
  }

  client.on('authentication', (context) => {
    attempt(context).catch((err) => {
      host.log.warn({ err, address }, 'a logon could not be decided')
      connection.end()
    })
  })
}

/** `root+<InstanceId>`, `admin+<InstanceId>` where the address doesn't say which server is meant. */
function parseUserName(name: string, instanceId: string | undefined): { user: string; instanceId: string | undefined } {
  const [, user = name, named] = /^([^+]*)\+(.+)$/s.exec(name) ?? []
  if (instanceId === undefined) return { user, instanceId: named }
  return { user: named === instanceId ? user : name, instanceId }
}

const isListed = ({ allowUsers, denyUsers }: SshdSettings, user: string, address: string): boolean =>
  !listsUser(denyUsers, user, address) && (allowUsers === undefined || listsUser(allowUsers, user, address))

function methodsOf(settings: SshdSettings | undefined): AuthenticationType[] {
  const methods: [AuthenticationType, boolean][] = [
    ['publickey', settings?.pubkeyAuthentication ?? true],
    ['password', settings?.passwordAuthentication ?? true],
    ['keyboard-interactive', settings?.kbdInteractiveAuthentication ?? false]
  ]
  return methods.filter(([, isOffered]) => isOffered).map(([method]) => method)
}
