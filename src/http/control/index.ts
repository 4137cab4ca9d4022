/** The control API, for test suites and operators. It speaks JSON, and its errors have the same shape as everywhere. */
import type { FastifyInstance } from 'fastify'
import { sendError } from '../reply.ts'
import { serveDocument } from './document.ts'
import { controlOperations } from './operations/index.ts'
import type { ControlOptions } from './options.ts'
import { keepBodies, register } from './register.ts'

export function control(app: FastifyInstance, options: ControlOptions): void {
  keepBodies(app)
  app.setErrorHandler((error, request, reply) => sendError(request, reply, 'JSON', error))
  serveDocument(app, controlOperations, options.version)
  for (const operation of controlOperations) register(app, options, operation)
}
