/** Whole calls of the RPC API, written before anything has an id. Most are nearly right, so that many succeed. */
import fc from 'fast-check'
import { cloudActions } from '../../src/catalog/actions.ts'
import type { Operation } from '../../src/dispatch/operation.ts'
import { operations } from '../../src/operations/index.ts'
import { type Shape, shapeOf } from './shape.ts'
import { rawText, wildText } from './texts.ts'
import { good, near, type Value, wild } from './values.ts'
import { type Notation, notations } from './wire.ts'

export type Place = 'query' | 'form' | 'both'

export interface Call {
  readonly action: string
  readonly actionInHeader: boolean
  readonly verb: { readonly method: string; readonly place: Place }
  readonly contentType: string | undefined
  readonly version: string | undefined
  readonly format: string | undefined
  readonly accept: string | undefined
  /** How the account is named; a text is put after the story's own name. */
  readonly caller: 'parameter' | 'header' | 'nobody' | { readonly named: string }
  readonly parameters: readonly { readonly name: string; readonly value: Value; readonly notation: Notation }[]
  /** Names and values as they stand in query or form, on top of the rest. */
  readonly extras: readonly { readonly name: string; readonly value: string; readonly place: Place }[]
  readonly waitMs: number
  /** Sent a second time, which a ClientToken must make good. */
  readonly twice: boolean
}

/** Nearly always one of `usual`; the first of them when it is shrunk. */
const mostly = <T>(usual: readonly T[], odd: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 24, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: odd })

const form = 'application/x-www-form-urlencoded'
const contentTypes = [
  `${form};charset=UTF-8`,
  form.toUpperCase(),
  'application/json',
  'text/plain',
  'multipart/form-data',
  'x',
  '',
  undefined
]
const methods = ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'SEARCH', 'BREW']

function verbs(allowed: readonly string[]): fc.Arbitrary<Call['verb']> {
  const usual = [
    { method: 'GET', place: 'query' },
    { method: 'POST', place: 'form' },
    { method: 'POST', place: 'both' },
    { method: 'POST', place: 'query' }
  ] as const
  const odd = fc.record({
    method: fc.constantFrom('GET', 'POST', ...methods),
    place: fc.constantFrom<Place>('query', 'form', 'both')
  })
  return mostly<Call['verb']>(
    usual.filter(({ method }) => allowed.includes(method)),
    odd
  )
}

function extras(names: readonly string[]): fc.Arbitrary<Call['extras']> {
  const known = names.length > 0 ? names : ['RegionId']
  const name = fc.oneof(
    fc.constantFrom(...known),
    fc
      .tuple(
        fc.constantFrom(...known),
        fc.constantFrom(
          '.1',
          '.0',
          '.01',
          '.999999',
          '.1000000',
          '.-1',
          '.1.2',
          '.1.Key.2',
          '.__proto__',
          '.length',
          '[]',
          '[1]',
          '.'
        )
      )
      .map((parts) => parts.join('')),
    rawText.map((text) => `x${text}`),
    fc.constantFrom(
      '__proto__',
      '__proto__.1',
      'constructor',
      'constructor.prototype',
      'SignatureNonce',
      'Timestamp',
      ''
    )
  )
  const some = fc.array(fc.record({ name, value: rawText, place: fc.constantFrom<Place>('query', 'form', 'both') }), {
    minLength: 1,
    maxLength: 3
  })
  return fc.oneof({ weight: 7, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: some })
}

function parametersOf({ action, parameters }: Operation): fc.Arbitrary<Call['parameters']> {
  const { properties = {}, required = [] } = shapeOf(parameters)
  const each = Object.entries(properties).map(([name, shape]) =>
    parameter(name, shape, action, required.includes(name))
  )
  return fc.tuple(...each).map((all) => all.flat())
}

function parameter(name: string, shape: Shape, action: string, required: boolean): fc.Arbitrary<Call['parameters']> {
  const isNeeded = required && shape.default === undefined
  const value = fc.oneof(
    { weight: isNeeded ? 40 : 10, arbitrary: good(shape, name, action) },
    { weight: 1, arbitrary: near(shape, name, action) },
    { weight: 1, arbitrary: wild }
  )
  const odd = fc.constantFrom(...notations)
  const written = fc.record({ name: fc.constant(name), value, notation: mostly<Notation>(['numbered', 'json'], odd) })
  return fc.oneof(
    { weight: isNeeded ? 1 : 20, arbitrary: fc.constant([]) },
    { weight: isNeeded ? 40 : 10, arbitrary: written.map((one) => [one]) }
  )
}

function callOf(action: fc.Arbitrary<string>, operation?: Operation): fc.Arbitrary<Call> {
  const names = Object.keys(operation?.parameters.properties ?? {})
  return fc.record({
    action,
    actionInHeader: mostly([false], fc.constant(true)),
    verb: verbs(operation?.methods ?? ['GET', 'POST']),
    contentType: mostly<string | undefined>([form], fc.constantFrom(...contentTypes)),
    version: mostly<string | undefined>(
      ['2020-06-01'],
      fc.constantFrom(undefined, '', '2015-01-01', '2030-01-01', '2020-06-01\0', 'x')
    ),
    format: mostly<string | undefined>(
      ['JSON', 'XML', undefined],
      fc.constantFrom('json', 'Xml', 'YAML', '', 'JSON\0')
    ),
    accept: mostly<string | undefined>(
      [undefined],
      fc.constantFrom('application/json', 'text/xml', 'application/xml, */*', '*/*', 'x', '')
    ),
    caller: fc.oneof(
      { weight: 12, arbitrary: fc.constant<Call['caller']>('parameter') },
      { weight: 6, arbitrary: fc.constant<Call['caller']>('header') },
      { weight: 1, arbitrary: fc.constant<Call['caller']>('nobody') },
      { weight: 2, arbitrary: wildText.map((named) => ({ named })) }
    ),
    parameters: operation === undefined ? fc.constant([]) : parametersOf(operation),
    extras: extras(names),
    waitMs: fc.constantFrom(0, 0, 0, 3_000, 60_000, 90_000_000),
    twice: mostly([false, false, false, true], fc.constant(true))
  })
}

const notEmulated = [...cloudActions].filter((action) => !operations.some((operation) => operation.action === action))
const noAction = fc.oneof(wildText, fc.constantFrom(...operations.map(({ action }) => action.toLowerCase())))

// Each real key takes a quarter of a second.
const makesKey = ({ action }: Operation) => action === 'CreateKeyPair' || action === 'CreateInstanceKeyPair'

export const anyCall: fc.Arbitrary<Call> = fc.oneof(
  ...operations.map((operation) => ({
    weight: makesKey(operation) ? 2 : 6,
    arbitrary: callOf(fc.constant(operation.action), operation)
  })),
  { weight: 2, arbitrary: callOf(fc.constantFrom(...notEmulated)) },
  { weight: 4, arbitrary: callOf(noAction) }
)
