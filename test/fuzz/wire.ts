/** From values to the flat names and texts of the RPC wire, in every notation there is and some that are none. */
import { isStocked, type Stock } from './stock.ts'
import type { Value } from './values.ts'

/** How a list or an object is written: `X.1`, a JSON text, or numbers that begin or end elsewhere. */
export const notations = ['numbered', 'json', 'fromZero', 'far'] as const
export type Notation = (typeof notations)[number]

const firstNumber = { numbered: 1, json: 1, fromZero: 0, far: 999_998 }

export type Pair = readonly [name: string, value: string]

export function toPairs(name: string, value: Value, notation: Notation, stock: Stock): Pair[] {
  const plain = resolve(value, stock)
  if (typeof plain !== 'object') return [[name, String(plain)]]
  if (notation === 'json') return [[name, JSON.stringify(plain)]]
  return flatten(name, plain, firstNumber[notation])
}

type Plain = string | number | boolean | Plain[] | { [name: string]: Plain }

function resolve(value: Value, stock: Stock): Plain {
  if (typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((item) => resolve(item, stock))
  if (isStocked(value)) return stock.find(value)
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, resolve(part, stock)]))
}

function flatten(name: string, value: Plain, first: number): Pair[] {
  if (typeof value !== 'object') return [[name, String(value)]]
  const parts = Array.isArray(value)
    ? value.map((item, index) => [index + first, item] as const)
    : Object.entries(value)
  return parts.flatMap(([part, inner]) => flatten(`${name}.${part}`, inner, first))
}
