/** The control door, for test suites and operators: JSON, the same errors as everywhere. */
import type { FastifyInstance } from 'fastify'
import type { Authenticator } from '../../auth/authenticate.ts'
import type { Stage } from '../../stage.ts'
import type { Database } from '../../store/database.ts'
import type { AccessKeyStore } from '../../stored-access-keys.ts'
import type { Watch } from '../../watch.ts'
import { readJson } from '../json.ts'
import { sendError } from '../reply.ts'
import { accessKeys } from './access-keys.ts'
import { clock } from './clock.ts'
import { collectDocument } from './document.ts'
import { health } from './health.ts'
import { reset } from './reset.ts'
import { sandboxes } from './sandboxes.ts'
import { signatures } from './signatures.ts'
import { snapshots } from './snapshots.ts'
import { transitions } from './transitions.ts'

export interface ControlOptions {
  readonly database: Database
  readonly version: string
  readonly watch: Watch
  readonly stage: Stage
  readonly machineNow: () => Date
  readonly authenticator: Authenticator
  readonly controlToken: string | undefined
  readonly accessKeyStore: AccessKeyStore
  readonly isConfigured: (accessKeyId: string) => boolean
}

export function control(app: FastifyInstance, options: ControlOptions): void {
  readJson(app)
  app.setErrorHandler((error, request, reply) => sendError(request, reply, 'JSON', error))
  collectDocument(app, options.version)
  health(app, options)
  accessKeys(app, options)
  sandboxes(app, options)
  signatures(app, options)
  clock(app, options)
  reset(app, options)
  snapshots(app, options)
  transitions(app, options)
}
