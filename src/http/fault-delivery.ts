/** Delivers a reply in the way that an injected fault asks for. */
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import type { FaultEffect } from '../store/faults.ts'

type FaultReply = NonNullable<FaultEffect['reply']>

interface Delivery {
  readonly body: Buffer
  readonly raw: ServerResponse
  readonly socket: Socket
  /** Sends status and headers, which announce the whole body. */
  readonly sendHead: () => void
  readonly dripMs: number
  /** Aborted when the service closes. */
  readonly signal: AbortSignal
}

type Deliver = (delivery: Delivery) => void | Promise<void>

const drops = 20

/** One for each kind of reply: a new kind without one doesn't compile. */
const deliveries: Record<FaultReply, Deliver> = {
  reset: ({ socket }) => void socket.resetAndDestroy(),
  cut({ body, raw, sendHead, socket }) {
    sendHead()
    raw.write(body.subarray(0, Math.floor(body.length / 2)), () => socket.destroy())
  },
  async drip({ body, raw, sendHead, socket, dripMs, signal }) {
    sendHead()
    const offset = (drop: number) => Math.floor((drop * body.length) / drops)
    for (let drop = 0; drop < drops && !socket.destroyed; drop++) {
      await sleep(dripMs / drops, undefined, { signal }).catch(() => undefined)
      raw.write(body.subarray(offset(drop), offset(drop + 1)))
    }
    raw.end()
  },
  never() {} // the client gives up, or the service closes
}

/**
 * Sends `body` as `effect` says; the status and headers of `reply` are set. A service that closes ends what is delayed:
 * the connection is cut.
 */
export async function deliverReply(
  reply: FastifyReply,
  body: string,
  { delayMs = 0, reply: kind, dripMs = 0 }: FaultEffect
): Promise<FastifyReply> {
  const { raw, request, statusCode } = reply
  const signal = request.server.closing
  if (delayMs > 0) await sleep(delayMs, undefined, { signal }).catch(() => undefined)
  if (kind === undefined) return reply.send(body)

  reply.hijack()
  const { socket } = request.raw
  const bytes = Buffer.from(body)
  const sendHead = () =>
    void raw.writeHead(statusCode, { ...(reply.getHeaders() as object), 'content-length': bytes.length })
  const end = () => socket.destroy()
  signal.addEventListener('abort', end)
  socket.once('close', () => signal.removeEventListener('abort', end))
  if (signal.aborted) end()
  else await deliveries[kind]({ body: bytes, raw, socket, sendHead, dripMs, signal })
  return reply
}
