/** A server's terminal over a WebSocket. The token of StartTerminalSession opens it once. */
import type { Guests } from '@swas-local/linux/types.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { WebSocketServer } from 'ws'
import type { Scenario } from '../../control/scenario.ts'
import { terminalTokenRefused, tooManyTerminals, webSocketNeeded } from '../../errors/index.ts'
import type { Db } from '../../store/db.ts'
import { takeTerminalSession } from '../../store/terminal-sessions.ts'
import { sendError } from '../reply.ts'
import { createTerminals, type Terminals } from './sessions.ts'
import { takeUpgrades, upgradeOf } from './upgrade.ts'

export interface TerminalOptions {
  readonly db: Db
  readonly scenario: Pick<Scenario, 'now'>
  readonly guests: Guests
}

interface Opening {
  Params: { SessionId: string }
  Querystring: { token?: string }
}

const maxMessageBytes = 64 * 1024

export function terminal(app: FastifyInstance, { db, scenario, guests }: TerminalOptions): void {
  const terminals: Terminals = createTerminals(guests, (err) =>
    app.log.error({ err }, 'a terminal met a fault of the service, and was ended')
  )
  let server: WebSocketServer | undefined
  takeUpgrades(app)
  app.setErrorHandler((error, request, reply) => sendError(request, reply, 'JSON', error))
  app.closing.addEventListener('abort', () => void terminals.close())

  app.get<Opening>('/terminal/:SessionId', { exposeHeadRoute: false }, async (request, reply) => {
    const upgrade = upgradeOf(request)
    if (upgrade === undefined) throw webSocketNeeded()
    const token = tokenOf(request)
    if (token === undefined) throw terminalTokenRefused()
    const session = await takeTerminalSession(db, request.params.SessionId, token, scenario.now())
    if (session === undefined) throw terminalTokenRefused()
    if (!terminals.hasRoom(session.instanceId)) throw tooManyTerminals()

    const { WebSocketServer } = await import('ws')
    server ??= new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false })
    const { raw, ip } = request
    reply.hijack()
    reply.raw.detachSocket(raw.socket)
    server.handleUpgrade(raw, upgrade.socket, upgrade.head, (webSocket) => terminals.open(webSocket, session, ip))
    return reply
  })
}

const tokenOf = ({ headers, query }: FastifyRequest<Opening>): string | undefined =>
  /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? query.token
