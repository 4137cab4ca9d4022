/** How a signature is made, taken apart so that each part can be made wrongly. */
import { createHmac } from 'node:crypto'
import type { Pair } from '../encode.ts'

export type Encode = (text: string) => string

/** The canonicalized query string. */
export interface Query {
  readonly pairs: readonly Pair[]
  readonly encode: Encode
  /** Of encoded pairs; undefined: as they came. */
  readonly order: ((one: Pair, other: Pair) => number) | undefined
  readonly write: (pair: Pair) => string
}

/** What both schemes sign. */
export interface Draft {
  readonly method: string
  readonly path: string
  readonly query: Query
  /** How the whole query is written into what is signed. */
  readonly outer: Encode
}

/** How what is signed becomes a signature. */
export interface Seal {
  readonly secret: string
  readonly suffix: string
  readonly digest: 'sha1' | 'sha256'
  readonly output: (mac: Buffer) => string
}

export interface Recipe<D extends Draft> {
  readonly draft: D
  readonly seal: Seal
}

/** V1 has no canonical request: there it is the canonicalized query string. */
export interface Text {
  readonly canonicalRequest: string
  readonly stringToSign: string
}

/** Remembers what was made of an object: recipes share what a mistake doesn't touch. */
export function memo<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, V>()
  return (key) => {
    const known = made.get(key)
    if (known !== undefined) return known
    const value = make(key)
    made.set(key, value)
    return value
  }
}

/** The parameters, encoded and sorted, one a line. */
export const queryLines = memo(({ pairs, encode, order, write }: Query): readonly string[] => {
  const encoded = pairs.map(([name, value]): Pair => [encode(name), encode(value)])
  return (order === undefined ? encoded : encoded.sort(order)).map(write)
})

export const byBytes = ([a, x]: Pair, [b, y]: Pair): number => (a < b || (a === b && x < y) ? -1 : 1)

export const signatureOf = ({ secret, suffix, digest, output }: Seal, stringToSign: string): string =>
  output(
    createHmac(digest, secret + suffix)
      .update(stringToSign)
      .digest()
  )
