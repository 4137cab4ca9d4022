/** The control API, for test suites and operators. It speaks JSON, and its errors have the same shape as everywhere. */
import type { FastifyInstance } from 'fastify'
import { sendError } from '../reply.ts'
import { readJson } from '../rest/json.ts'
import { accessKeys } from './access-keys.ts'
import { calls } from './calls.ts'
import { clock } from './clock.ts'
import { collectDocument } from './document.ts'
import { faults } from './faults.ts'
import { fidelity } from './fidelity.ts'
import { health } from './health.ts'
import type { ControlOptions } from './options.ts'
import { ports } from './ports.ts'
import { quotas } from './quotas.ts'
import { reset } from './reset.ts'
import { sandboxes } from './sandboxes.ts'
import { seed } from './seed.ts'
import { services } from './services.ts'
import { signatures } from './signatures.ts'
import { snapshots } from './snapshots.ts'
import { transitions } from './transitions.ts'

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
  faults(app, options)
  quotas(app, options)
  calls(app, options)
  seed(app, options)
  ports(app, options)
  services(app, options)
  fidelity(app, options)
}
