/** `10M`, `4k`, `1KB` in bytes; NaN where it is none. */
export function bytesOf(text: string): number {
  const [, count, unit = '', thousand = ''] = /^(\d+)([cwbkKMG]?)(B|iB)?$/.exec(text) ?? []
  const powers: Readonly<Record<string, number>> = {
    '': 1,
    c: 1,
    w: 2,
    b: 512,
    k: 1024,
    K: 1024,
    M: 1024 ** 2,
    G: 1024 ** 3
  }
  const base = thousand === 'B' ? { k: 1000, K: 1000, M: 1e6, G: 1e9 }[unit] : powers[unit]
  return count === undefined || base === undefined ? Number.NaN : Number(count) * base
}

/** What a program makes at once. */
export const largest = 64 * 1024 ** 2
