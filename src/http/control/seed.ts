/** A state to begin with, from YAML or JSON. */
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
  account: Type.String({ description: 'Whose it is.', examples: ['dev'] }),
  regionId: Type.String({ description: 'Where it is.', examples: ['cn-hangzhou'] }),
  name: Type.String({ description: 'Its name.', examples: ['web-1'] })
}
const Seeded = Type.Object(
  {
    servers: Type.Array(
      Type.Object(
        {
          ...place,
          instanceId: Type.String({
            description: 'The same from the same seed.',
            examples: ['ace0706b2ac4454d984295a94213aa11']
          }),
          publicIpAddress: Type.Optional(
            Type.String({ description: 'Where one logs on; not with `dry`.', examples: ['127.0.1.1'] })
          )
        },
        { title: 'SeededServer', description: 'A server that the seed makes.' }
      ),
      { description: 'In the order of the seed.' }
    ),
    keyPairs: Type.Array(
      Type.Object(
        {
          ...place,
          publicKey: Type.String({ description: 'One OpenSSH line.', examples: ['ssh-ed25519 AAAA…'] }),
          privateKey: Type.Optional(
            Type.String({
              description: 'As OpenSSH writes it, where the key is made of the seed’s number. It is kept nowhere.',
              examples: ['-----BEGIN OPENSSH PRIVATE KEY-----\n…']
            })
          )
        },
        { title: 'SeededKeyPair', description: 'A key pair that the seed makes.' }
      ),
      { description: 'In the order of the seed.' }
    )
  },
  { title: 'Seeded', description: 'What a seed makes.' }
)
const DryQuery = Type.Object(
  {
    dry: Type.Optional(
      Type.Boolean({ description: 'Only checks the seed and tells what it would make.', examples: [false] })
    )
  },
  { additionalProperties: false }
)

export function seed(app: FastifyInstance, options: ControlOptions): void {
  const { applySeed, seedRules } = options
  const post = describe({
    id: 'Seed',
    summary: 'Makes accounts with AccessKeys, limits, key pairs and servers, all or nothing; in JSON, or in YAML.',
    who: 'operator',
    query: DryQuery,
    body: SeedShape,
    reply: Seeded,
    status: 201,
    errors: [notOperator, seedMalformed, seedConflict, noEncryptionKey, accessKeyTaken]
  })
  app.register(async (door) => {
    // As a text, since what is wrong with it is told by its line.
    door.removeContentTypeParser('application/json')
    door.addContentTypeParser(types, { parseAs: 'string' }, (_request, body, done) => done(null, body))
    door.post('/_swas/seed', post, async (request, reply) => {
      await needOperator(options, request, reply)
      const { dry = false } = readQuery(DryQuery, request.query)
      const plan = planOf(readSeed((request.body as string | undefined) ?? '', seedRules))
      const planted = dry ? undefined : await applySeed(plan)
      return reply.code(201).send(seeded(plan, planted))
    })
  })
}

const seeded = ({ keyPairs, servers }: Plan, planted?: readonly SeededInstance[]) => ({
  servers: servers.map(({ wanted: _, ...server }, index) => {
    const publicIpAddress = planted?.[index]?.publicIpAddress
    return { ...server, ...(publicIpAddress && { publicIpAddress }) }
  }),
  keyPairs
})
