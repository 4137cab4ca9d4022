/** Bytes of a size such as `10M`, `4k` or `1KB`; NaN if it isn't one. */
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

/** The largest file that a program makes in one step. */
export const maxFileBytes = 64 * 1024 ** 2
