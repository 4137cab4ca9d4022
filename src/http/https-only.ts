/** With SWAS_HTTPS=required, plain HTTP is refused where the cloud refuses it. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Operation } from '../dispatch/operation.ts'
import { needSsl } from '../errors/index.ts'
import { protocolOf } from './protocol.ts'

declare module 'fastify' {
  interface FastifyInstance {
    isHttpsRequired: boolean
  }
}

export interface HttpsOptions {
  readonly https: 'optional' | 'required'
}

export const requireHttps = (app: FastifyInstance, { https }: HttpsOptions): void =>
  void app.decorate('isHttpsRequired', https === 'required')

/** Throws InvalidProtocol.NeedSsl. */
export function assertSecure(request: FastifyRequest, { action, isHttpsOnly }: Operation): void {
  if (request.server.isHttpsRequired && isHttpsOnly && protocolOf(request) !== 'https')
    throw needSsl({ detail: `${action} is served over HTTPS only.` })
}
