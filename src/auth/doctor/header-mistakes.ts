/** V3: mistakes in the canonical headers. */
import type { SignedRequest } from '../authenticate.ts'
import type { Pair } from '../encode.ts'
import type { Mistake } from './mistakes.ts'
import type { Recipe } from './recipe.ts'

export const first = ({ headers }: SignedRequest, name: string): string => headers[name]?.[0] ?? ''

const withHeader = (recipe: Recipe, name: string, values: readonly string[]): Recipe[] =>
  recipe.headers.some(([known]) => known === name)
    ? values.map((value) => ({
        ...recipe,
        headers: recipe.headers.map((header): Pair => (header[0] === name ? [name, value] : header))
      }))
    : []

const titleCase = (name: string): string => name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())

/** Another value was signed than the one that was sent. */
const valueMistakes: readonly Mistake[] = [
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
  }
]

/** The canonical lines were written in another form than V3's. */
const lineMistakes: readonly Mistake[] = [
  {
    cause: 'EmptyLineMissing',
    sentence: 'The canonical headers end without a line end of their own: an empty line follows them.',
    make: (recipe) => [{ ...recipe, headersEnd: '' }]
  },
  {
    cause: 'EmptyLineTwice',
    sentence:
      'Two empty lines follow the canonical headers: one does, which is the end of the last header and of the part.',
    make: (recipe) => [{ ...recipe, headersEnd: '\n\n' }]
  },
  {
    cause: 'HeaderNamesNotLowerCase',
    sentence: 'The names of headers were signed with capitals: they must be in lower case.',
    make: (recipe) => [
      { ...recipe, line: ([name, value]) => `${titleCase(name)}:${value}` },
      { ...recipe, headers: recipe.headers.map(([name, value]): Pair => [titleCase(name), value]) }
    ]
  },
  {
    cause: 'SpaceAfterColon',
    sentence: 'A space was signed between a header’s colon and its value: they are written as `name:value`.',
    make: (recipe) => [{ ...recipe, line: ([name, value]) => `${name}: ${value}` }]
  }
]

const sortMistake = (listed: readonly string[]): Mistake => ({
  cause: 'HeadersNotSorted',
  sentence: 'The headers were signed in the order in which they are listed: sort them by name.',
  make: (recipe) => [
    { ...recipe, headers: [...recipe.headers].sort(([a], [b]) => listed.indexOf(a) - listed.indexOf(b)) }
  ]
})

/** In the order in which they are tried. `listed` is the order of SignedHeaders. */
export const headerMistakes = (listed: readonly string[]): readonly Mistake[] => [
  ...valueMistakes,
  sortMistake(listed),
  ...lineMistakes
]
