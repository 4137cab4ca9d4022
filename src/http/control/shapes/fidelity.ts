/** The JSON of the fidelity report. */
import { Type } from 'typebox'

export const sources = ['documented', 'recorded', 'inferred', 'assumed'] as const

const origin = {
  source: Type.String({
    title: 'FidelitySource',
    description:
      '`documented`: a page of the cloud. `recorded`: a real response. `inferred`: a sibling product or the source of an SDK. `assumed`: our own choice.',
    enum: [...sources],
    examples: ['documented']
  }),
  where: Type.String({ description: 'The page, the response, or the reason.', examples: ['AttachKeyPair'] }),
  read: Type.String({ description: 'The month in which it was read.', examples: ['2024-06'] }),
  was: Type.Optional(
    Type.String({
      description: 'Its source before this one was found.',
      enum: [...sources],
      examples: ['assumed']
    })
  )
}
const count = (description: string) => Type.Integer({ description, examples: [1] })
export const FidelityReport = Type.Object(
  {
    counts: Type.Object(
      {
        documented: count('Number of rules and errors from a page of the cloud.'),
        recorded: count('Number of rules and errors from a real response.'),
        inferred: count('Number of rules and errors from a sibling product or the source of an SDK.'),
        assumed: count('Number of rules and errors of our own choice.')
      },
      { title: 'FidelityCounts', description: 'Number of rules and errors by source.' }
    ),
    operations: Type.Array(
      Type.Object(
        {
          operation: Type.String({ description: 'The name of the action.', examples: ['AttachKeyPair'] }),
          extension: Type.Boolean({ description: 'Whether the cloud has no action of this name.', examples: [false] }),
          rules: Type.Array(
            Type.Object(
              { rule: Type.String({ description: 'One sentence.', examples: ['Linux servers only.'] }), ...origin },
              { title: 'FidelityRule', description: 'A rule and its source.' }
            ),
            { description: 'The rules of the operation.' }
          )
        },
        { title: 'OperationFidelity', description: 'The rules of an operation.' }
      ),
      { description: 'Every operation.' }
    ),
    errors: Type.Array(
      Type.Object(
        {
          status: Type.Integer({ description: 'The HTTP status.', examples: [404] }),
          code: Type.String({
            description: 'The code; `{}` stands for a name.',
            examples: ['InvalidKeyPairName.NotFound']
          }),
          message: Type.String({
            description: 'The message; `{}` stands for the same name.',
            examples: ['The specified KeyPairName…']
          }),
          ...origin
        },
        { title: 'FidelityError', description: 'An error and its source.' }
      ),
      { description: 'Every error that the service may return.' }
    )
  },
  { title: 'FidelityReport', description: 'What is known about the cloud, and what is only assumed.' }
)
