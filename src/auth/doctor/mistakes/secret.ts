/** Another secret or method than the right one. */
import { inBoth, inSeal, type SharedMistake } from '../mistake.ts'

/** The secret with what a file or a shell may have left around it. */
export const spaced = (secret: string): string[] =>
  [`${secret}\n`, `${secret}\r\n`, `${secret} `, ` ${secret}`, ` ${secret} `, secret.trim()].filter(
    (other) => other !== secret
  )

export const quoted = (secret: string): string[] => [`"${secret}"`, `'${secret}'`]

const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH']

export const secretMistakes: readonly SharedMistake[] = [
  {
    cause: 'SecretWhitespace',
    sentence: 'The secret was used with a newline or spaces around it: trim what you read it from.',
    slips: inSeal(({ secret }) => spaced(secret).map((other) => ({ secret: other })))
  },
  {
    cause: 'SecretQuoted',
    sentence: 'The secret was used with quotes around it: leave them out of what you read it from.',
    slips: inSeal(({ secret }) => quoted(secret).map((other) => ({ secret: other })))
  },
  {
    cause: 'IdAsSecret',
    sentence: 'The AccessKeyId was used in place of the secret: sign with the AccessKey secret.',
    slips: inSeal((_, { key }) => [{ secret: key.accessKeyId }])
  },
  {
    cause: 'WrongMethod',
    sentence: 'Another HTTP method was signed than the one that was sent: sign the method of the request.',
    slips: inBoth(({ path }, { request }) =>
      methods
        .slice(0, path === '/' || path === '%2F' ? 2 : methods.length)
        .filter((method) => method !== request.method)
        .map((method) => ({ method }))
    )
  },
  {
    cause: 'LowerCaseMethod',
    sentence: 'The HTTP method was signed in lower case: sign it in capitals.',
    slips: inBoth(({ method }) => [{ method: method.toLowerCase() }])
  }
]
