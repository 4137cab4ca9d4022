/** Where the service listens. */
import { type AddressInfo, createServer, type Server } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** The listeners at ::1 beside those at 127.0.0.1. */
const seconds = new WeakMap<FastifyInstance, Server>()

/** To be called before the app is ready. */
export function closeAllListeners(app: FastifyInstance): void {
  app.addHook('preClose', async () => void seconds.get(app)?.close())
}

/**
 * Gives the URL. `localhost` is 127.0.0.1 and ::1, at one port, whatever the machine's hosts file says; only 127.0.0.1
 * where the machine has no IPv6. Rejects where the port is taken on either of them.
 */
export async function listenAt(app: FastifyInstance, host: string, port: number): Promise<string> {
  if (host !== 'localhost') return await app.listen({ host, port })
  const second = await openSecond(app, port)
  if (second === undefined) {
    app.log.warn('there is no IPv6 on this machine: localhost is only 127.0.0.1')
    return await app.listen({ host: '127.0.0.1', port })
  }
  seconds.set(app, second)
  const { port: taken } = second.address() as AddressInfo
  const url = await app.listen({ host: '127.0.0.1', port: taken }).catch((error) => {
    second.close()
    throw error
  })
  app.log.info(`Server listening at http://[::1]:${taken}`)
  return url
}

/** Undefined where there is no IPv6. A port that is any port is free on 127.0.0.1 too. */
async function openSecond(app: FastifyInstance, port: number): Promise<Server | undefined> {
  for (;;) {
    // As http.Server opens its own; it takes the connections as if they were.
    const second = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      app.server.emit('connection', socket)
    })
    try {
      await listen(second, '::1', port)
    } catch (error) {
      if (['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
      throw error
    }
    if (port !== 0 || (await isFree((second.address() as AddressInfo).port))) return second
    second.close()
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer()
  try {
    await listen(probe, '127.0.0.1', port)
  } catch {
    return false
  }
  await new Promise((resolve) => probe.close(resolve))
  return true
}

const listen = (server: Server, host: string, port: number) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen({ host, port }, resolve)
  })
