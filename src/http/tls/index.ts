/** HTTPS beside HTTP, at the same port. No certificate is made before the first client asks for one. */
import type { Socket } from 'node:net'
import { createSecureContext, createServer, type SecureContext, type Server, type TLSSocket } from 'node:tls'
import type { FastifyInstance } from 'fastify'
import { isAllowedHost } from '../guard.ts'
import type { Certified } from './certificate.ts'
import { type CertificateOptions, createCertificates } from './certificates.ts'
import { splitByFirstByte } from './first-byte.ts'
import { reasonOf } from './reason.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** In PEM: the CA that clients must trust. undefined: the certificate is that of the settings. */
    certificateAuthority(): Promise<string | undefined>
  }
}

export interface TlsOptions extends CertificateOptions {
  /** How long a connection may be silent before its first byte, and how long a handshake may take, in ms. */
  readonly requestTimeoutMs: number
}

/** Call this before anything else listens to the server's connections. */
export function offerTls(app: FastifyInstance, options: TlsOptions): void {
  const certificates = createCertificates(options)
  const isAllowed = isAllowedHost(options.allowedHosts)
  const servers = new WeakMap<Certified, Server>()
  const contexts = new WeakMap<Certified, SecureContext>()
  const onError = (err: unknown) => app.log.error({ err }, 'there is no certificate for a TLS client')

  async function contextFor(name: string): Promise<SecureContext | undefined> {
    if (!isAllowed(name)) return undefined // the certificate of the address; then the guard refuses the request
    const certified = await certificates.find(name)
    const context = contexts.get(certified) ?? createSecureContext(toOptions(certified))
    contexts.set(certified, context)
    return context
  }

  const openServer = (certified: Certified): Server =>
    createServer({
      ...toOptions(certified),
      handshakeTimeout: options.requestTimeoutMs,
      ALPNProtocols: ['http/1.1'],
      SNICallback: (name, done) =>
        void contextFor(name.toLowerCase()).then(
          (context) => done(null, context),
          (error) => {
            onError(error)
            done(error)
          }
        )
    })
      .on('secureConnection', (socket: TLSSocket) => app.server.emit('connection', socket))
      .on('tlsClientError', (error: Error, socket: TLSSocket) => {
        app.log.warn({ from: socket.remoteAddress }, `a TLS handshake failed: ${reasonOf(error)}`)
        socket.destroy()
      })

  // A client that calls an address sends no host name, so its certificate is that of the address that it has reached.
  async function shakeHands(socket: Socket): Promise<void> {
    const certified = await certificates.find(addressOf(socket))
    const server = servers.get(certified) ?? openServer(certified)
    servers.set(certified, server)
    if (socket.destroyed) return
    socket.allowHalfOpen = false // or a client that gives up would be waited for until the handshake times out
    server.emit('connection', socket)
  }

  app.decorate('certificateAuthority', certificates.authority)
  splitByFirstByte(app.server, {
    timeoutMs: options.requestTimeoutMs,
    onTls(socket) {
      shakeHands(socket).catch((error) => {
        onError(error)
        socket.destroy()
      })
    }
  })
}

const toOptions = ({ certificate, key }: Certified) => ({ cert: certificate, key })

// On a listener for both families, an IPv4 address is written as an IPv6 one.
const addressOf = ({ localAddress = '127.0.0.1' }: Socket): string => localAddress.replace(/^::ffff:(?=\d+\.)/i, '')
