import { Type } from 'typebox'
import { accessKeyTaken, noEncryptionKey, notOperator, seedConflict, seedMalformed } from '../../../errors/index.ts'
import type { SeededInstance } from '../../../seed/apply.ts'
import { type Plan, planOf } from '../../../seed/plan.ts'
import { readSeed } from '../../../seed/read.ts'
import { SeedShape } from '../../../seed/shape.ts'
import { defineControl } from '../operation.ts'
import { Seeded } from '../shapes/seeded.ts'

export const seed = defineControl({
  id: 'Seed',
  route: 'POST /_swas/seed',
  summary: 'Creates accounts with AccessKeys, limits, key pairs and servers from JSON or YAML, all or nothing.',
  who: 'operator',
  query: Type.Object(
    {
      dry: Type.Optional(
        Type.Boolean({ description: 'Only checks the seed and returns what it would create.', examples: [false] })
      )
    },
    { additionalProperties: false }
  ),
  body: SeedShape,
  // Parsed by `readSeed`, so that an error names the line.
  textTypes: ['application/json', 'application/yaml', 'application/x-yaml', 'text/yaml', 'text/plain'],
  reply: Seeded,
  status: 201,
  errors: [notOperator, seedMalformed, seedConflict, noEncryptionKey, accessKeyTaken],
  async handle({ applySeed, seedRules }, { query: { dry = false }, text }) {
    const plan = planOf(readSeed(text, seedRules))
    return seeded(plan, dry ? undefined : await applySeed(plan))
  }
})

const seeded = ({ keyPairs, servers }: Plan, applied?: readonly SeededInstance[]) => ({
  servers: servers.map(({ wanted: _, ...server }, index) => {
    const publicIpAddress = applied?.[index]?.publicIpAddress
    return { ...server, ...(publicIpAddress && { publicIpAddress }) }
  }),
  keyPairs: [...keyPairs]
})
