/** The OpenAPI document, collected from the REST routes and served beside them. */
import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { originOf } from '../protocol.ts'
import { nameComponents } from './components.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Describes the route; called when the document is first asked for. A route without it is not in the document. */
    document?: () => Record<string, unknown>
  }
}

const securitySchemes = {
  AccessKey: {
    type: 'http',
    scheme: 'basic',
    description: 'AccessKeyId as the user name, its secret as the password. Every AccessKeyId is an account of its own.'
  },
  SignatureV3: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: 'The signature of the official SDKs: `ACS3-HMAC-SHA256 Credential=…,SignedHeaders=…,Signature=…`.'
  }
} as const

const tags = [
  { name: 'Key pairs', description: 'The SSH key pairs of a region, and the servers they are attached to.' },
  { name: 'Key pair of a server', description: 'The one key pair that a server has.' },
  { name: 'Servers', description: 'Simple application servers: made, restarted, changed, reset.' },
  { name: 'Commands', description: 'What runs on servers without logging on: commands, their results, terminals.' },
  { name: 'Catalog', description: 'Regions, images and plans.' },
  { name: 'Tags', description: 'The tags of servers.' }
]

// The plugin marks every body as required, even one whose fields are all optional.
function finish(document: Record<string, unknown>): Record<string, unknown> {
  for (const path of Object.values(document.paths as Record<string, Record<string, Described>>)) {
    for (const { requestBody } of Object.values(path)) {
      if (requestBody !== undefined) {
        requestBody.required = Object.values(requestBody.content).some(({ schema }) => schema.required?.length)
      }
    }
  }
  return nameComponents(document)
}

interface Described {
  requestBody?: { required: boolean; content: Record<string, { schema: { required?: string[] } }> }
}

/** Call this before the routes are added. The document is made when it is first asked for. */
export function openApi(app: FastifyInstance, version: string): void {
  app.register(swagger, {
    transform: ({ url, route }) => ({ url, schema: route.config?.document?.() ?? { hide: true } }),
    transformObject: (made) => ('openapiObject' in made ? finish(made.openapiObject) : made.swaggerObject),
    openapi: {
      openapi: '3.0.3',
      info: {
        title: 'swas-local',
        version,
        description:
          'Key pairs and servers of Simple Application Server (SWAS-OPEN 2020-06-01) on your own machine. Operation ids and names are the cloud’s own; what it doesn’t have is marked `x-swas-extension`. `x-swas-fidelity` tells where each rule and each error comes from: documented, recorded, inferred or assumed.',
        contact: { name: 'The developers of swas-local' },
        license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' }
      },
      servers: [{ url: 'http://127.0.0.1:20206', description: 'The default address.' }],
      // A request without credentials is the account `default`.
      security: [{ AccessKey: [] }, { SignatureV3: [] }, {}],
      components: { securitySchemes },
      tags
    }
  })
  // A page or a generator that reads the document from this service calls this service.
  app.get('/openapi.json', { config: { page: true } }, async (request) => ({
    ...app.swagger(),
    servers: [{ url: originOf(request) }]
  }))
}
