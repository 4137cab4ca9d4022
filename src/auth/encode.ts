/** Percent-encoding of both signature schemes: UTF-8, all characters except A-Za-z0-9-_.~ as upper-case hex. */

export type Pair = readonly [name: string, value: string]

export const percentEncode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)

/** `a=1&b=2`, sorted by name in the order of bytes. */
export const canonicalQuery = (pairs: readonly Pair[]): string =>
  pairs
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([a, x], [b, y]) => (a < b || (a === b && x < y) ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
