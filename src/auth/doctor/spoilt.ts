/** Correct signatures that were changed on the way. */
import type { Diagnosis } from './diagnosis.ts'

type Spoilt = Pick<Diagnosis, 'cause' | 'sentence'> & { readonly mend: (signature: string) => string }

export const spoilt: readonly Spoilt[] = [
  {
    cause: 'SignaturePlusLost',
    sentence: '`+` in the signature arrived as a space: percent-encode it in the URL.',
    mend: (text) => text.replaceAll(' ', '+')
  },
  {
    cause: 'SignatureEncodedTwice',
    sentence: 'The signature was percent-encoded twice on its way.',
    mend: (text) => decoded(text)
  },
  {
    cause: 'SignatureWithLineEnd',
    sentence: 'The signature has a line end or a space around it (base64.encodestring and base64 add one): trim it.',
    mend: (text) => text.trim()
  },
  {
    cause: 'SignatureUrlSafe',
    sentence: 'The signature is in the URL-safe Base64, with `-` and `_`: V1 takes the standard one, percent-encoded.',
    mend: (text) => (/[-_]/.test(text) ? padded(text.replaceAll('-', '+').replaceAll('_', '/')) : text)
  },
  {
    cause: 'SignaturePaddingLost',
    sentence: 'The `=` at the end of the signature is missing: V1 takes Base64 with its padding.',
    mend: (text) => padded(text)
  }
]

const padded = (text: string): string => text.padEnd(Math.ceil(text.length / 4) * 4, '=')

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
