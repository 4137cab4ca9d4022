export interface Random {
  /** 0 to below `limit`. */
  below(limit: number): number
  bytes(length: number): Buffer
  pick<T>(values: readonly [T, ...T[]]): T
}

/** A repeatable source of numbers (mulberry32): a failure of the corpus must be the same tomorrow. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const below = (limit: number) => next() % limit
  return {
    below,
    bytes: (length) => Buffer.from(Array.from({ length }, () => next() & 0xff)),
    pick: ([first, ...rest]) => [first, ...rest][below(rest.length + 1)] ?? first
  }
}
