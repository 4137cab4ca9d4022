/** Authenticates SSH clients. Each attempt is decided by the server's files as they are then. */
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

/** Answers the client's attempts. Calls `enter` before it tells the client that one succeeded. */
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
    // Never log another user name: it may be a password that was typed in the wrong place.
    const about = { address, port, instanceId, user: user === 'root' || user === 'admin' ? user : 'another' }
    const refuse = (reason: string) => {
      host.log.warn(about, reason)
      connection.end()
    }
    if (host.failures.areTooMany(address, instanceId ?? ''))
      return refuse('refused: too many failed logons in a minute')
    const logon = instanceId === undefined ? undefined : await openLogon(host.db, instanceId, user, host.now())
    if (logon?.isOpen === false) return refuse('refused: the server is not Running, or has no SSH')
    const known = logon?.user && isAllowed(logon.settings, user, address) ? { ...logon, user: logon.user } : undefined
    const result = await verifyCredential(context, known, {
      address,
      now: host.now(),
      jobQueue: host.jobQueue,
      log: (text) => host.log.warn(about, `a key is refused by ${text}`)
    })
    if (connection.isOver()) return
    if (result.is === 'acceptable') return context.accept()
    if (result.is === 'accepted' && known !== undefined) {
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
      host.log.warn({ err, address }, 'a logon failed by an error of the service')
      connection.end()
    })
  })
}

/** Reads `root+<InstanceId>` or `admin+<InstanceId>`, which name the server if the address doesn't. */
function parseUserName(name: string, instanceId: string | undefined): { user: string; instanceId: string | undefined } {
  const [, user = name, named] = /^([^+]*)\+(.+)$/s.exec(name) ?? []
  if (instanceId === undefined) return { user, instanceId: named }
  return { user: named === instanceId ? user : name, instanceId }
}

const isAllowed = ({ allowUsers, denyUsers }: SshdSettings, user: string, address: string): boolean =>
  !listsUser(denyUsers, user, address) && (allowUsers === undefined || listsUser(allowUsers, user, address))

function methodsOf(settings: SshdSettings | undefined): AuthenticationType[] {
  const methods: [AuthenticationType, boolean][] = [
    ['publickey', settings?.pubkeyAuthentication ?? true],
    ['password', settings?.passwordAuthentication ?? true],
    ['keyboard-interactive', settings?.kbdInteractiveAuthentication ?? false]
  ]
  return methods.filter(([, isOffered]) => isOffered).map(([method]) => method)
}
