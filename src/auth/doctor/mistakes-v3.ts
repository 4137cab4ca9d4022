import type { SignedRequest } from '../authenticate.ts'
import type { Pair } from '../encode.ts'
import { sha256 } from '../v3.ts'
import { commonMistakes, type Mistake, withPairs } from './mistakes.ts'
import type { Recipe } from './recipe.ts'

const first = ({ headers }: SignedRequest, name: string): string => headers[name]?.[0] ?? ''

const withHeader = (recipe: Recipe, name: string, values: readonly string[]): Recipe[] =>
  recipe.headers.some(([known]) => known === name)
    ? values.map((value) => ({
        ...recipe,
        headers: recipe.headers.map((header): Pair => (header[0] === name ? [name, value] : header))
      }))
    : []

/** `listed` is the order of SignedHeaders. */
export const mistakesV3 = (listed: readonly string[]): readonly Mistake[] => [
  ...commonMistakes,
  {
    cause: 'BodyHashOfAnotherBody',
    sentence: 'x-acs-content-sha256 is the hash of another body than the one that was sent.',
    isOften: true,
    make: (recipe, request) => [{ ...recipe, bodyHash: first(request, 'x-acs-content-sha256') }]
  },
  {
    cause: 'BodyHashOfNothing',
    sentence: 'The canonical request ends with the hash of an empty body: hash the body that is sent.',
    make: (recipe) => [{ ...recipe, bodyHash: sha256('') }]
  },
  {
    cause: 'HostWithoutPort',
    sentence: 'The host was signed without the port that the Host header has.',
    isOften: true,
    make: (recipe, request) =>
      /:\d+$/.test(first(request, 'host'))
        ? withHeader(recipe, 'host', [first(request, 'host').replace(/:\d+$/, '')])
        : []
  },
  {
    cause: 'HostWithPort',
    sentence: 'The host was signed with a port that the Host header has not.',
    isOften: true,
    make: (recipe, request) =>
      /:\d+$/.test(first(request, 'host'))
        ? []
        : withHeader(
            recipe,
            'host',
            [80, 443, 20206].map((port) => `${first(request, 'host')}:${port}`)
          )
  },
  {
    cause: 'HostOfTheCloud',
    sentence: 'The host that was signed is the cloud’s own: sign the Host header that is sent.',
    make: (recipe, request) => {
      const region = new Map(request.query).get('RegionId') ?? 'cn-hangzhou'
      return withHeader(recipe, 'host', [`swas.${region}.aliyuncs.com`, 'swas-open.aliyuncs.com'])
    }
  },
  {
    cause: 'ContentTypeChanged',
    sentence:
      'Another content-type was signed than the one that was sent: leave it out of SignedHeaders, or send it as signed.',
    make: (recipe, request) => {
      const [type = ''] = first(request, 'content-type').split(';')
      const forms = ['', '; charset=utf-8', ';charset=utf-8', ';charset=UTF-8', '; charset=UTF-8']
      return withHeader(recipe, 'content-type', [...forms.map((end) => `${type}${end}`), ''])
    }
  },
  {
    cause: 'HeadersNotSorted',
    sentence: 'The headers were signed in the order in which they are listed: sort them by name.',
    make: (recipe) => [
      { ...recipe, headers: [...recipe.headers].sort(([a], [b]) => listed.indexOf(a) - listed.indexOf(b)) }
    ]
  },
  {
    cause: 'EmptyLineMissing',
    sentence: 'The canonical headers end without a line end of their own: an empty line follows them.',
    make: (recipe) => [{ ...recipe, headersEnd: '' }]
  },
  {
    cause: 'RequestNotHashed',
    sentence: 'The string to sign holds the canonical request itself: it must hold its SHA-256 in hex.',
    make: (recipe) => [{ ...recipe, wrap: (request) => `ACS3-HMAC-SHA256\n${request}` }]
  },
  {
    cause: 'AlgorithmMissing',
    sentence: 'The string to sign must begin with the line `ACS3-HMAC-SHA256`.',
    make: (recipe) => [{ ...recipe, wrap: (request) => sha256(request) }]
  },
  {
    cause: 'PathEmpty',
    sentence: 'An empty path was signed: it must be `/`.',
    make: (recipe) => [{ ...recipe, path: '' }]
  },
  {
    cause: 'FormInQuery',
    sentence: 'The fields of the form were signed as if they were in the query: in V3 the body’s hash stands for them.',
    make: withPairs((pairs, request) =>
      first(request, 'content-type').startsWith('application/x-www-form-urlencoded')
        ? [...pairs, ...new URLSearchParams(request.body.toString())]
        : pairs
    )
  },
  {
    cause: 'QueryLeftOut',
    sentence: 'The query was sent and not signed.',
    make: withPairs(() => [])
  },
  {
    cause: 'AmpersandAdded',
    sentence: 'The HMAC was made under the secret followed by `&`, as in V1: V3 takes the secret alone.',
    isOften: true,
    make: (recipe) => [{ ...recipe, hmacKey: `${recipe.hmacKey}&` }]
  },
  {
    cause: 'WrongHash',
    sentence: 'The HMAC was made with SHA-1: V3 takes SHA-256.',
    make: (recipe) => [{ ...recipe, hash: 'sha1' }]
  },
  {
    cause: 'UpperCaseSignature',
    sentence: 'The signature was sent in upper-case hex: V3 takes lower-case.',
    make: (recipe) => [{ ...recipe, output: 'HEX' }]
  },
  {
    cause: 'Base64Signature',
    sentence: 'The signature was sent in Base64: V3 takes lower-case hex.',
    make: (recipe) => [{ ...recipe, output: 'base64' }]
  }
]
