/** Services that this one starts in its process: one for each test file, gone when it is ended, or by itself. */
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { notOperator, serviceNotFound, servicePortTaken, serviceRefused, tooManyServices } from '../../errors/index.ts'
import { readBody } from './body.ts'
import { needOperator } from './caller.ts'
import { describe } from './document.ts'
import type { ControlOptions } from './options.ts'

const defaultIdleSeconds = 600

const AccessKey = {
  accessKeyId: Type.String({ description: 'Its id.', examples: ['ci'] }),
  accessKeySecret: Type.String({ description: 'What it signs with.', examples: ['…'] })
}
const idleSeconds = Type.Integer({
  description: 'It ends by itself when nobody has been connected for so long; ten minutes unless said.',
  minimum: 1,
  maximum: 86_400,
  examples: [600]
})

// How far a number may go is said by its setting.
const Body = Type.Object(
  {
    port: Type.Optional(Type.Integer({ description: 'Any that is free, unless said.', examples: [0] })),
    auth: Type.Optional(Type.String({ description: 'As SWAS_AUTH.', examples: ['open'] })),
    accessKeys: Type.Optional(
      Type.Array(
        Type.Object(
          {
            ...AccessKey,
            securityToken: Type.Optional(
              Type.String({ description: 'Of temporary ones: every call must bring it.', examples: ['…'] })
            )
          },
          { title: 'KnownAccessKey', description: 'An AccessKey that it knows.', additionalProperties: false }
        ),
        { description: 'Those that it knows besides its own.', examples: [[]] }
      )
    ),
    signatureWindowS: Type.Optional(
      Type.Integer({ description: 'As SWAS_SIGNATURE_WINDOW_S; any time unless said.', examples: [900] })
    ),
    transitionMs: Type.Optional(Type.Integer({ description: 'As SWAS_TRANSITION_MS.', examples: [0] })),
    throttling: Type.Optional(Type.String({ description: 'As SWAS_THROTTLING.', examples: ['off'] })),
    callLogSize: Type.Optional(Type.Integer({ description: 'As SWAS_CALL_LOG_SIZE.', examples: [10_000] })),
    idleSeconds: Type.Optional(idleSeconds)
  },
  { title: 'NewService', description: 'What it is like; all may be left out.', additionalProperties: false }
)

const Service = Type.Object(
  {
    id: Type.String({ description: 'Its id here.', examples: ['0123456789abcdef'] }),
    port: Type.Integer({ description: 'Where it listens, at the address of this one.', examples: [40_123] }),
    sshPort: Type.Optional(
      Type.Integer({
        description: 'Where its servers can be logged on to, unless this one has no SSH.',
        examples: [40_124]
      })
    ),
    started: Type.String({ description: 'When, by the machine’s clock.', examples: ['2026-11-24T08:00:00.000Z'] }),
    idleSeconds
  },
  { title: 'Service', description: 'A service in the process of this one.' }
)
const StartedService = Type.Object(
  {
    ...Service.properties,
    accessKey: Type.Object(AccessKey, { title: 'OwnAccessKey', description: 'One that it knows; shown this once.' }),
    controlToken: Type.Optional(
      Type.String({ description: 'What its operator sends, where it needs any; shown this once.', examples: ['…'] })
    )
  },
  { title: 'StartedService', description: 'A service that was started.' }
)
const Services = Type.Object(
  { services: Type.Array(Service, { description: 'The oldest first.' }) },
  { title: 'Services', description: 'Those that haven’t ended.' }
)

export function services(app: FastifyInstance, options: ControlOptions): void {
  const { childServices } = options
  const post = describe({
    id: 'StartService',
    summary: 'Starts a service in this one’s process, on a port of its own, in memory, and with nothing in common.',
    who: 'operator',
    body: Body,
    isBodyNeeded: false,
    reply: StartedService,
    status: 201,
    errors: [notOperator, serviceRefused, servicePortTaken, tooManyServices]
  })
  const list = describe({
    id: 'ListServices',
    summary: 'Lists those that run.',
    who: 'operator',
    reply: Services,
    errors: [notOperator]
  })
  const remove = describe({
    id: 'StopService',
    summary: 'Ends it, with all that is in it.',
    who: 'operator',
    status: 204,
    errors: [notOperator, serviceNotFound]
  })

  app.post('/_swas/services', post, async (request, reply) => {
    await needOperator(options, request, reply)
    const { idleSeconds = defaultIdleSeconds, ...given } = readBody(Body, request.body)
    return reply.code(201).send(await childServices.start({ ...given, idleSeconds }))
  })

  app.get('/_swas/services', list, async (request, reply) => {
    await needOperator(options, request, reply)
    return { services: await childServices.list() }
  })

  app.delete<{ Params: { Id: string } }>('/_swas/services/:Id', remove, async (request, reply) => {
    await needOperator(options, request, reply)
    await childServices.stop(request.params.Id)
    return reply.code(204).send()
  })
}
