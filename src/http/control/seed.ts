/** Creates the accounts, key pairs and servers of a seed, from YAML or JSON. */
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { accessKeyTaken, noEncryptionKey, notOperator, seedConflict, seedMalformed } from '../../errors/index.ts'
import type { SeededInstance } from '../../seed/apply.ts'
import { type Plan, planOf } from '../../seed/plan.ts'
import { readSeed } from '../../seed/read.ts'
import { SeedShape } from '../../seed/shape.ts'
import { readQuery } from './body.ts'
import { needOperator } from './caller.ts'
import { describe } from './document.ts'
import type { ControlOptions } from './options.ts'

const types = ['application/json', 'application/yaml', 'application/x-yaml', 'text/yaml', 'text/plain']

const place = {
  account: Type.String({ description: 'Its account.', examples: ['dev'] }),
  regionId: Type.String({ description: 'Its region.', examples: ['cn-hangzhou'] }),
  name: Type.String({ description: 'Its name.', examples: ['web-1'] })
}
const Seeded = Type.Object(
  {
    servers: Type.Array(
      Type.Object(
        {
          ...place,
          instanceId: Type.String({
            description: 'Its id. The same seed always makes the same id.',
            examples: ['ace0706b2ac4454d984295a94213aa11']
          }),
          publicIpAddress: Type.Optional(
            Type.String({ description: 'The address to log on to; absent with `dry`.', examples: ['127.0.1.1'] })
          )
        },
        { title: 'SeededServer', description: 'A server of the seed.' }
      ),
      { description: 'In the order of the seed.' }
    ),
    keyPairs: Type.Array(
      Type.Object(
        {
          ...place,
          publicKey: Type.String({
            description: 'The public key, as one OpenSSH line.',
            examples: ['ssh-ed25519 AAAA…']
          }),
          privateKey: Type.Optional(
            Type.String({
              description:
                'The private key in the OpenSSH format, if the service made the key from the seed’s number. It is stored nowhere.',
              examples: ['-----BEGIN OPENSSH PRIVATE KEY-----\n…']
            })
          )
        },
        { title: 'SeededKeyPair', description: 'A key pair of the seed.' }
      ),
      { description: 'In the order of the seed.' }
    )
  },
  { title: 'Seeded', description: 'What the seed created.' }
)
const DryQuery = Type.Object(
  {
    dry: Type.Optional(
      Type.Boolean({ description: 'Only checks the seed and returns what it would create.', examples: [false] })
    )
  },
  { additionalProperties: false }
)

export function seed(app: FastifyInstance, options: ControlOptions): void {
  const { applySeed, seedRules } = options
  const post = describe({
    id: 'Seed',
    summary: 'Creates accounts with AccessKeys, limits, key pairs and servers from JSON or YAML, all or nothing.',
    who: 'operator',
    query: DryQuery,
    body: SeedShape,
    reply: Seeded,
    status: 201,
    errors: [notOperator, seedMalformed, seedConflict, noEncryptionKey, accessKeyTaken]
  })
  app.register(async (api) => {
    // Parsed from text by `readSeed`, so that an error names the line.
    api.removeContentTypeParser('application/json')
    api.addContentTypeParser(types, { parseAs: 'string' }, (_request, body, done) => done(null, body))
    api.post('/_swas/seed', post, async (request, reply) => {
      await needOperator(options, request, reply)
      const { dry = false } = readQuery(DryQuery, request.query)
      const plan = planOf(readSeed((request.body as string | undefined) ?? '', seedRules))
      const applied = dry ? undefined : await applySeed(plan)
      return reply.code(201).send(seeded(plan, applied))
    })
  })
}

const seeded = ({ keyPairs, servers }: Plan, applied?: readonly SeededInstance[]) => ({
  servers: servers.map(({ wanted: _, ...server }, index) => {
    const publicIpAddress = applied?.[index]?.publicIpAddress
    return { ...server, ...(publicIpAddress && { publicIpAddress }) }
  }),
  keyPairs
})
