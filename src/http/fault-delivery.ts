/** How an answer leaves: as it is, or as a fault says. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import type { FaultEffect } from '../store/faults.ts'

const drops = 20

/** The status and headers of `reply` are set; `body` is all of its text. A service that closes holds nothing back. */
export async function deliverReply(
  reply: FastifyReply,
  body: string,
  { delayMs = 0, reply: way, dripMs = 0 }: FaultEffect
): Promise<FastifyReply> {
  const { raw, request, statusCode } = reply
  const signal = request.server.closing
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
