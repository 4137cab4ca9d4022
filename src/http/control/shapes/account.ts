import { Type } from 'typebox'

/** A query with an account. */
export const AccountQuery = Type.Object(
  {
    account: Type.Optional(
      Type.String({
        description: 'The account. Only the operator may pass it; the operator’s default is the whole service.',
        minLength: 1,
        examples: ['dev']
      })
    )
  },
  { additionalProperties: false }
)
