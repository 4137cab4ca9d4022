/** How an answer leaves: as it is, or as a fault says. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { FaultEffect } from '../store/faults.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Answers that are held back; ended when the service closes, which would wait for them. */
    heldBack: AbortController
  }
}

const drops = 20

/** To be called before the routes are added. */
export function holdBack(app: FastifyInstance): void {
  const closing = new AbortController()
  app.decorate('heldBack', closing)
  app.addHook('preClose', async () => closing.abort())
}

/** The status and headers of `reply` are set; `body` is all of its text. */
export async function leave(
  reply: FastifyReply,
  body: string,
  { delayMs = 0, reply: way, dripMs = 0 }: FaultEffect
): Promise<FastifyReply> {
  const { raw, request, statusCode } = reply
  const { signal } = request.server.heldBack
  if (delayMs > 0) await sleep(delayMs, undefined, { signal }).catch(() => undefined)
  if (way === undefined) return reply.send(body)

  reply.hijack()
  const { socket } = request.raw
  const head = () =>
    raw.writeHead(statusCode, { ...(reply.getHeaders() as object), 'content-length': Buffer.byteLength(body) })
  const end = () => socket.destroy()
  signal.addEventListener('abort', end)
  socket.once('close', () => signal.removeEventListener('abort', end))
  if (signal.aborted) end()
  else if (way === 'reset') socket.resetAndDestroy()
  else if (way === 'cut') {
    head()
    const bytes = Buffer.from(body)
    raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), end)
  } else if (way === 'drip') {
    head()
    const bytes = Buffer.from(body)
    for (let drop = 0; drop < drops && !socket.destroyed; drop++) {
      await sleep(dripMs / drops, undefined, { signal }).catch(() => undefined)
      raw.write(
        bytes.subarray(Math.floor((drop * bytes.length) / drops), Math.floor(((drop + 1) * bytes.length) / drops))
      )
    }
    raw.end()
  }
  return reply
}
