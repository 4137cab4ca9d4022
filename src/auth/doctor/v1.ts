/** Signature V1 as a recipe. */
import type { AccessKey } from '../access-keys.ts'
import type { SignedRequest } from '../authenticate.ts'
import { percentEncode } from '../encode.ts'
import { mask } from '../mask.ts'
import { byBytes, type Draft, memo, queryLines, type Recipe, type Text } from './recipe.ts'

export type V1Draft = Draft

export const receivedV1 = ({ query, form }: SignedRequest): string => new Map([...query, ...form]).get('Signature') ?? ''

export const recipeV1 = ({ method, query, form }: SignedRequest, { accessKeySecret }: AccessKey): Recipe<V1Draft> => ({
  draft: {
    method,
    path: '%2F',
    query: {
      pairs: [...query, ...form].filter(([name]) => name !== 'Signature'),
      encode: percentEncode,
      order: byBytes,
      write: ([name, value]) => `${name}=${value}`
    },
    outer: percentEncode
  },
  seal: { secret: accessKeySecret, suffix: '&', digest: 'sha1', output: (mac) => mac.toString('base64') }
})

export const renderV1 = memo(({ method, path, query, outer }: V1Draft): Text => {
  const canonicalRequest = queryLines(query).join('&')
  return { canonicalRequest, stringToSign: `${method}&${path}&${outer(canonicalRequest)}` }
})

export const maskV1 = (draft: V1Draft): V1Draft => ({
  ...draft,
  query: { ...draft.query, pairs: draft.query.pairs.map(mask) }
})
