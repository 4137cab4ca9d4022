/** The OpenAPI document, collected from the REST routes and served beside them. */
import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the document says of the route; routes without it stay out. */
    document?: Record<string, unknown>
  }
}

/** To be called before the routes are added. The document is made when it is first asked for. */
export function openApi(app: FastifyInstance, version: string): void {
  app.register(swagger, {
    transform: ({ url, route }) => ({ url, schema: route.config?.document ?? { hide: true } }),
    openapi: {
      openapi: '3.0.3',
      info: {
        title: 'swas-local',
        version,
        description: 'Key pairs and servers of Simple Application Server (SWAS-OPEN 2020-06-01), on your own machine.',
        license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' }
      },
      servers: [{ url: 'http://127.0.0.1:20206' }],
      tags: [
        { name: 'SWAS-OPEN', description: 'The operations of the cloud, by their own names.' },
        { name: 'Extensions of swas-local', description: 'Operations that the cloud has not.' }
      ]
    }
  })
  app.get('/openapi.json', async () => app.swagger())
}
