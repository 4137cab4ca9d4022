/** Where each rule, code and message comes from. */
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Operation } from '../../dispatch/operation.ts'
import { catalogue } from '../../errors/index.ts'
import type { Fidelity } from '../../errors/provenance.ts'
import { describe } from './document.ts'
import type { ControlOptions } from './options.ts'

const sources = ['documented', 'recorded', 'inferred', 'assumed'] as const

const origin = {
  source: Type.String({
    title: 'FidelitySource',
    description: 'A page of the cloud, a real reply, a sibling product or an SDK’s source, or our own choice.',
    enum: [...sources],
    examples: ['documented']
  }),
  where: Type.String({ description: 'The page, the reply, or the reason.', examples: ['AttachKeyPair'] }),
  read: Type.String({ description: 'The month it was read.', examples: ['2024-06'] }),
  was: Type.Optional(
    Type.String({
      description: 'What it was taken for before this source was found.',
      enum: [...sources],
      examples: ['assumed']
    })
  )
}
const count = (description: string) => Type.Integer({ description, examples: [1] })
const FidelityReport = Type.Object(
  {
    counts: Type.Object(
      {
        documented: count('A page of the cloud says so.'),
        recorded: count('A real reply said so.'),
        inferred: count('A sibling product or an SDK’s source says so.'),
        assumed: count('Our own choice.')
      },
      { title: 'FidelityCounts', description: 'How many rules and errors come from where.' }
    ),
    operations: Type.Array(
      Type.Object(
        {
          operation: Type.String({ description: 'The Action’s name.', examples: ['AttachKeyPair'] }),
          extension: Type.Boolean({ description: 'Whether the cloud has none of this name.', examples: [false] }),
          rules: Type.Array(
            Type.Object(
              { rule: Type.String({ description: 'One sentence.', examples: ['Linux servers only.'] }), ...origin },
              { title: 'FidelityRule', description: 'A rule and its source.' }
            ),
            { description: 'What holds for it.' }
          )
        },
        { title: 'OperationFidelity', description: 'The rules of an operation.' }
      ),
      { description: 'Every operation.' }
    ),
    errors: Type.Array(
      Type.Object(
        {
          status: Type.Integer({ description: 'Of HTTP.', examples: [404] }),
          code: Type.String({ description: '`{}` stands for a name.', examples: ['InvalidKeyPairName.NotFound'] }),
          message: Type.String({ description: '`{}` stands for the same.', examples: ['The specified KeyPairName…'] }),
          ...origin
        },
        { title: 'FidelityError', description: 'An error and its source.' }
      ),
      { description: 'Every error that can be answered.' }
    )
  },
  { title: 'FidelityReport', description: 'What is known of the cloud, and what is only assumed.' }
)

const rulesOf = ({ rules, rate }: Operation) => [...rules, ...(rate === undefined ? [] : [rate])]

/** Of these operations, and of all errors. */
export function reportFidelity(operations: readonly Operation[]) {
  const rules = operations.map((operation) => ({
    operation: operation.action,
    extension: operation.extension ?? false,
    rules: rulesOf(operation).map(({ rule, source, where, read, was }) => ({
      rule,
      source,
      where,
      read,
      ...(was && { was })
    }))
  }))
  const errors = catalogue.map(({ entry: { fidelity, ...entry } }) => ({ ...entry, ...fidelity }))
  const all: Pick<Fidelity, 'source'>[] = [...rules.flatMap((one) => one.rules), ...errors]
  const counts = Object.fromEntries(
    sources.map((source) => [source, all.filter((one) => one.source === source).length])
  ) as Record<Fidelity['source'], number>
  return { counts, operations: rules, errors }
}

export function fidelity(app: FastifyInstance, { operations }: ControlOptions): void {
  const get = describe({
    id: 'GetFidelity',
    summary: 'Tells where each rule, code and message comes from.',
    who: 'anyone',
    reply: FidelityReport
  })
  app.get('/_swas/fidelity', get, async () => reportFidelity(operations))
}
