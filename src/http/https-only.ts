/** With SWAS_HTTPS=required, plain HTTP is refused where the cloud refuses it. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Operation } from '../dispatch/operation.ts'
import { needSsl } from '../errors/index.ts'

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
export function assertSecure({ server, protocol }: FastifyRequest, { action, isHttpsOnly }: Operation): void {
  if (server.isHttpsRequired && isHttpsOnly && protocol !== 'https')
    throw needSsl({ detail: `${action} is served over HTTPS only.` })
}
