/** Child services: one for each test file, in the process of this service. */
import type { FastifyInstance } from 'fastify'
import { type TSchema, type TSchemaOptions, Type } from 'typebox'
import { childOptions, type NewService } from '../../control/child-services.ts'
import { notOperator, serviceNotFound, servicePortTaken, serviceRefused, tooManyServices } from '../../errors/index.ts'
import { readBody } from './body.ts'
import { needOperator } from './caller.ts'
import { describe } from './document.ts'
import type { ControlOptions } from './options.ts'

const defaultIdleSeconds = 600

const AccessKey = {
  accessKeyId: Type.String({ description: 'The AccessKeyId.', examples: ['ci'] }),
  accessKeySecret: Type.String({ description: 'The secret that it signs with.', examples: ['…'] })
}
const idleSeconds = Type.Integer({
  description: 'Seconds without a connection after which the service stops by itself. Default: 600.',
  minimum: 1,
  maximum: 86_400,
  examples: [600]
})

const KnownAccessKey = Type.Object(
  {
    ...AccessKey,
    securityToken: Type.Optional(
      Type.String({ description: 'For temporary credentials: every call must send it.', examples: ['…'] })
    )
  },
  { title: 'KnownAccessKey', description: 'An AccessKey that the service knows.', additionalProperties: false }
)

type Setting = (typeof childOptions)[number]

// The parser of the setting checks the limits of a number and the words of a union.
const schemaOf: Record<Setting['type']['json'], (options: TSchemaOptions) => TSchema> = {
  integer: Type.Integer,
  string: Type.String,
  boolean: Type.Boolean,
  port: (options) => Type.Union([Type.Integer(), Type.Literal('off')], options),
  'string[]': (options) => Type.Array(Type.String(), options),
  'AccessKey[]': (options) => Type.Array(KnownAccessKey, options)
}

function toSchema({ type, help, inLibrary, ...setting }: Setting): TSchema {
  const text = inLibrary?.default ?? setting.default
  const example = text === undefined ? [] : type.parse(text)
  const description = inLibrary === undefined ? help.en : `${help.en} Default: ${inLibrary.en}.`
  return Type.Optional(schemaOf[type.json]({ description, examples: [example] }))
}

const Body = Type.Object(
  {
    ...Object.fromEntries(childOptions.map((setting) => [setting.option, toSchema(setting)])),
    idleSeconds: Type.Optional(idleSeconds)
  },
  { title: 'NewService', description: 'Options of a service; each may be left out.', additionalProperties: false }
)

const Service = Type.Object(
  {
    id: Type.String({ description: 'The id of the service.', examples: ['0123456789abcdef'] }),
    port: Type.Integer({ description: 'Its port, on the same address as this service.', examples: [40_123] }),
    sshPort: Type.Optional(
      Type.Integer({
        description: 'Its SSH port; absent if this service has no SSH.',
        examples: [40_124]
      })
    ),
    started: Type.String({
      description: 'When it was started, by the machine’s clock.',
      examples: ['2026-11-24T08:00:00.000Z']
    }),
    idleSeconds
  },
  { title: 'Service', description: 'A child service: it runs in the process of this service.' }
)
const StartedService = Type.Object(
  {
    ...Service.properties,
    accessKey: Type.Object(AccessKey, {
      title: 'OwnAccessKey',
      description: 'An AccessKey that the service knows; it is shown only once.'
    }),
    controlToken: Type.Optional(
      Type.String({
        description: 'The token for its control API, if it needs one; it is shown only once.',
        examples: ['…']
      })
    )
  },
  { title: 'StartedService', description: 'A child service that was started.' }
)
const Services = Type.Object(
  { services: Type.Array(Service, { description: 'The oldest first.' }) },
  { title: 'Services', description: 'The child services that run.' }
)

export function services(app: FastifyInstance, options: ControlOptions): void {
  const { childServices } = options
  const post = describe({
    id: 'StartService',
    summary: 'Starts a child service in this process: on its own port, in memory, without any shared state.',
    who: 'operator',
    body: Body,
    isBodyNeeded: false,
    reply: StartedService,
    status: 201,
    errors: [notOperator, serviceRefused, servicePortTaken, tooManyServices]
  })
  const list = describe({
    id: 'ListServices',
    summary: 'Lists the child services that run.',
    who: 'operator',
    reply: Services,
    errors: [notOperator]
  })
  const remove = describe({
    id: 'StopService',
    summary: 'Stops a child service and deletes its data.',
    who: 'operator',
    status: 204,
    errors: [notOperator, serviceNotFound]
  })

  app.post('/_swas/services', post, async (request, reply) => {
    await needOperator(options, request, reply)
    const given = readBody(Body, request.body) as Partial<NewService> // the schema is made at run time
    return reply.code(201).send(await childServices.start({ idleSeconds: defaultIdleSeconds, ...given }))
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
