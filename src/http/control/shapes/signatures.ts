/** The JSON of a signature report. */
import { Type } from 'typebox'

const text = (whose: string) =>
  Type.Object(
    {
      canonicalRequest: Type.String({ description: 'The canonical request.', examples: ['…'] }),
      stringToSign: Type.String({ description: 'The string to sign.', examples: ['…'] })
    },
    { title: 'SignedText', description: `${whose}.` }
  )
const side = (description: string, example: string) =>
  Type.Unsafe<string | null>({ type: 'string', nullable: true, description, examples: [example] })

export const SignatureReport = Type.Object(
  {
    requestId: Type.String({
      description: 'The RequestId of the refused request.',
      examples: ['4E9B6C1F-2C7A-5D0B-9F0E-3A1D5B7C9E2F']
    }),
    accessKeyId: Type.String({ description: 'The AccessKeyId of the request.', examples: ['dev'] }),
    time: Type.String({
      description: 'When it was refused, by the service’s clock.',
      examples: ['2026-11-24T08:00:00.000Z']
    }),
    code: Type.String({ description: 'The code of the error.', examples: ['SignatureDoesNotMatch'] }),
    message: Type.String({ description: 'The message of the error.', examples: ['The signature does not match.'] }),
    scheme: Type.String({ description: 'How it was signed: `V1`, `V3` or `Basic`.', examples: ['V1'] }),
    cause: Type.String({
      description: 'A stable short name of the mistake; two names joined by `+` for two mistakes at once.',
      examples: ['PlusForSpace']
    }),
    sentence: Type.String({
      description: 'What was wrong, as a sentence.',
      examples: ['A space was encoded as + instead of %20.']
    }),
    certainty: Type.String({
      description:
        '`proven`: this mistake makes exactly the signature that was sent. `observed`: the request shows the mistake. `likely`: no other cause is left.',
      examples: ['proven']
    }),
    computed: Type.Optional(text('What the service signed')),
    signed: Type.Optional(text('What the caller signed, as far as it is known')),
    diff: Type.Optional(
      Type.Array(
        Type.Object(
          {
            line: Type.Integer({ description: 'The number of the line, from 1.', examples: [3] }),
            service: side('The line that the service signed; null: there is none.', 'Name=a%20b'),
            caller: side('The line that the caller signed; null: there is none.', 'Name=a+b')
          },
          { title: 'SignatureDifference', description: 'A line that differs.' }
        ),
        { description: 'The lines that differ; in V1 a line is a parameter.' }
      )
    )
  },
  { title: 'SignatureReport', description: 'Why a signature was refused. Secrets in it are `***`.' }
)
