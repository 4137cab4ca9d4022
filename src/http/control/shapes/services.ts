/** The JSON of child services. */
import { type TSchema, type TSchemaOptions, Type } from 'typebox'
import { childOptions } from '../../../control/child-services.ts'

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

export const NewServiceBody = Type.Object(
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
export const StartedService = Type.Object(
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
export const Services = Type.Object(
  { services: Type.Array(Service, { description: 'The oldest first.' }) },
  { title: 'Services', description: 'The child services that run.' }
)
