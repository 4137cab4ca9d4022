/** Everything that the service answers over HTTP: the RPC, REST and control APIs, terminals, documents and pages. */
import type { Guests } from '@swas-local/linux/types.ts'
import type { FastifyInstance } from 'fastify'
import type { Services } from '../dispatch/dispatch.ts'
import { recordCalls } from './call-record.ts'
import { control } from './control/index.ts'
import type { ControlOptions } from './control/options.ts'
import { openApi } from './openapi/index.ts'
import { consolePages } from './pages/console.ts'
import { docs } from './pages/docs.ts'
import { rest } from './rest/index.ts'
import { rpc } from './rpc/index.ts'
import { holdTogether } from './server.ts'
import { terminal } from './terminal/index.ts'

export interface ApiOptions extends Omit<ControlOptions, 'certificateAuthority'> {
  /** Dependencies of the pipeline that carries out the calls of RPC and REST. */
  readonly services: Services
  readonly guests: Guests
}

export function addApis(app: FastifyInstance, options: ApiOptions): void {
  const { services, operations, authenticator, version, watch, scenario, callLog, guests } = options
  holdTogether(app, watch, scenario)
  recordCalls(app, callLog, scenario)
  openApi(app, version)
  app.register(async (api) => rpc(api, { operations, services, authenticator, version }))
  app.register(async (api) => rest(api, { operations, services, authenticator }))
  app.register(async (pages) => docs(pages))
  app.register(async (pages) => consolePages(pages))
  app.register(async (api) => terminal(api, { db: services.db, scenario, guests }))
  app.register(async (api) => control(api, { ...options, certificateAuthority: app.certificateAuthority }))
}
