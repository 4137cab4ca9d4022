/**
 * HTTP and HTTPS at one port. The first byte that a client sends decides: a TLS handshake begins with 22, and no HTTP
 * method does. Afterwards a plain connection is as it would be without this: nothing stands between it and the server.
 */
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { rejectUnreadable } from '../unreadable.ts'

const handshakeRecord = 0x16 // ContentType of RFC 8446, section 5.1

export interface FirstByteOptions {
  /** How long a connection may be silent before its first byte, in ms. */
  readonly timeoutMs: number
  /** Takes a connection that begins with a TLS handshake. Emitting `connection` on the server brings its TLSSocket back. */
  readonly onTls: (socket: Socket) => void
}

/** Call this before anything else listens to the server's connections. */
export function splitByFirstByte(server: Server, { timeoutMs, onTls }: FirstByteOptions): void {
  const serveHttp = server.listeners('connection') as ((socket: Socket) => void)[]
  server.removeAllListeners('connection')
  const serve = (socket: Socket) => {
    for (const listener of serveHttp) listener.call(server, socket)
  }
  const seen = new WeakSet<Socket>()
  server.on('connection', (socket: Socket) => {
    if (socket instanceof TLSSocket || seen.has(socket)) return serve(socket) // also one that an upgrade gives back
    seen.add(socket)
    const onTimeout = () => rejectUnreadable({ code: 'ERR_HTTP_REQUEST_TIMEOUT' } as NodeJS.ErrnoException, socket)
    const onGone = () => socket.destroy()
    socket.setTimeout(timeoutMs, onTimeout).once('end', onGone).once('error', onGone)
    socket.once('data', (first: Buffer) => {
      socket.pause()
      socket.setTimeout(0).off('timeout', onTimeout).off('end', onGone)
      socket.unshift(first)
      if (first[0] === handshakeRecord) return onTls(socket) // an error is still heard: the first certificate takes a while
      socket.off('error', onGone)
      serve(socket)
      socket.resume()
    })
  })
}
