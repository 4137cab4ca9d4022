/**
 * One connection. ssh2 speaks the protocol; the other files of this folder decide. Imported with the first connection.
 */
import type { Socket } from 'node:net'
import { contain } from '@swas-local/linux/contain.ts'
import type { Guests } from '@swas-local/linux/types.ts'
import ssh2, { type Connection, type EncryptedPrivateKey } from 'ssh2'
import type { GeneratedKey } from '../keys/generate.ts'
import { type AuthenticationHost, authenticate } from './authenticate.ts'
import type { AuthenticatedConnection, ConnectionInfo } from './connection-info.ts'
import { serveSession } from './session.ts'
import { hostKeyBy } from './ssh2-internals.ts'

const algorithms = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group16-sha512',
    'diffie-hellman-group14-sha256'
  ],
  serverHostKey: ['ssh-ed25519', 'rsa-sha2-512', 'rsa-sha2-256'],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
  compress: ['none']
} satisfies ssh2.Algorithms

// Clients look for OpenSSH's name, since its SFTP request for a symbolic link has the two arguments swapped.
const ident = 'OpenSSH_9.2 swas-local'

// Patient, because a client may be suspended for a while, or its machine may sleep.
const keepaliveInterval = 60_000
const keepaliveCountMax = 10
const loginGraceMs = 120_000
/** As sshd's MaxSessions. */
const maxSessions = 10

export interface Host extends AuthenticationHost {
  readonly guests: Guests
}

/** Serves the client until the connection ends. */
export function serve(
  host: Host,
  socket: Socket,
  connection: ConnectionInfo,
  { keys, banner }: { keys: readonly GeneratedKey[]; banner: string | undefined }
): void {
  const grace = setTimeout(connection.end, loginGraceMs).unref()
  socket.once('close', () => clearTimeout(grace))
  const server = new ssh2.Server(
    {
      hostKeys: parsedOf(keys),
      algorithms,
      ident,
      keepaliveInterval,
      keepaliveCountMax,
      ...(banner !== undefined && { banner })
    },
    (client) => {
      contain(client, connection.onError)
      client.on('error', ({ message }) =>
        host.log.info({ address: connection.remoteAddress, message }, 'an SSH connection broke')
      )
      // Forwarding is refused. `ssh` also announces here that it wants no more sessions.
      client.on('request', (_accept, reject) => reject?.())
      authenticate(host, client, connection, (connection) => {
        clearTimeout(grace)
        const ignore = host.guests.trackSession(connection.server.instanceId, connection.end)
        client.once('close', ignore)
        serveSessions(host, client, connection)
      })
    }
  )
  server.injectSocket(socket)
}

function serveSessions(host: Host, client: Connection, connection: AuthenticatedConnection): void {
  let sessions = 0
  client.on('session', (accept, reject) => {
    if (sessions >= maxSessions) return reject()
    sessions += 1
    serveSession(accept(), connection, host, () => {
      sessions -= 1
    })
  })
}

const parsed = new WeakMap<readonly GeneratedKey[], EncryptedPrivateKey[]>()

function parsedOf(keys: readonly GeneratedKey[]): EncryptedPrivateKey[] {
  const known = parsed.get(keys) ?? keys.flatMap(parse)
  parsed.set(keys, known)
  return known
}

function parse({ privateKey }: GeneratedKey): EncryptedPrivateKey[] {
  const key = ssh2.utils.parseKey(privateKey)
  if (key instanceof Error) throw key
  const algorithms = key.type === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256'] : [key.type]
  return algorithms.map((algorithm) => hostKeyBy(algorithm, key))
}
