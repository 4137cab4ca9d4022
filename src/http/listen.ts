/** Where the service listens. */
import { type AddressInfo, createServer, type Server } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** For each app that listens at `localhost`: its second listener, at ::1 beside 127.0.0.1. */
const seconds = new WeakMap<FastifyInstance, Server>()

/** Call this before the app is ready. */
export function closeAllListeners(app: FastifyInstance): void {
  app.addHook('preClose', async () => void seconds.get(app)?.close())
}

/**
 * Starts to listen, and resolves to the URL. `localhost` means 127.0.0.1 and ::1 at the same port, whatever the
 * machine's hosts file says; only 127.0.0.1 if the machine has no IPv6. Rejects if the port is taken on either of them.
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

/** Listens at ::1, too; undefined without IPv6. If any port will do, it is one that is free at 127.0.0.1 too. */
async function openSecond(app: FastifyInstance, port: number): Promise<Server | undefined> {
  for (;;) {
    // A plain listener that hands its connections to the http.Server.
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
