/** Mistakes in the key of the HMAC. */
import type { Mistake } from './mistakes.ts'
import type { Recipe } from './recipe.ts'

const withSecret =
  (change: (secret: string, accessKeyId: string) => readonly string[]): Mistake['make'] =>
  (recipe, { query, form, headers }) => {
    const end = recipe.scheme === 'V1' ? '&' : ''
    const secret = recipe.hmacKey.slice(0, recipe.hmacKey.length - end.length)
    const named = new Map([...query, ...form]).get('AccessKeyId')
    const accessKeyId = named ?? /Credential=([^,\s]+)/.exec(headers.authorization?.[0] ?? '')?.[1] ?? ''
    return change(secret, accessKeyId).map((key): Recipe => ({ ...recipe, hmacKey: `${key}${end}` }))
  }

export const secretMistakes: readonly Mistake[] = [
  {
    cause: 'SecretWithSpace',
    sentence: 'The secret was used with a space or a line end around it: trim what was read from a file.',
    isOften: true,
    make: withSecret((secret) => [
      ...['\n', '\r\n', ' '].flatMap((mark) => [`${secret}${mark}`, `${mark}${secret}`]),
      `\uFEFF${secret}`
    ])
  },
  {
    cause: 'SecretWithQuotes',
    sentence:
      'The secret was used with quotes around it, as env files give it to `docker --env-file`: write it without.',
    make: withSecret((secret) => [`"${secret}"`, `'${secret}'`])
  },
  {
    cause: 'SecretEmpty',
    sentence: 'The HMAC was made without a secret: the variable or setting that should hold it is empty.',
    make: withSecret(() => ['', 'undefined', 'null', 'None', 'nil', 'NULL', 'false'])
  },
  {
    cause: 'AccessKeyIdAsSecret',
    sentence: 'The HMAC was made under the AccessKeyId: it takes the AccessKey secret.',
    make: withSecret((_, accessKeyId) => [accessKeyId])
  }
]
