/** How figures are put together and shown. */

export const print = (text: string): boolean => process.stdout.write(`${text}\n`)

export const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b)

/** The value that the given part of the values is not above: 0.5 is the median. */
export function quantile(values: readonly number[], part: number): number {
  const inOrder = sorted(values)
  return inOrder[Math.max(0, Math.ceil(inOrder.length * part) - 1)] ?? Number.NaN
}

export const median = (values: readonly number[]): number => {
  const inOrder = sorted(values)
  const middle = inOrder.length / 2
  return ((inOrder[Math.ceil(middle) - 1] ?? Number.NaN) + (inOrder[Math.floor(middle)] ?? Number.NaN)) / 2
}

/** `480 (from 451 to 620, 9 times)`: the median, and what it was taken from. */
export function spread(values: readonly number[], digits = 0): string {
  const inOrder = sorted(values)
  const [least, most] = [inOrder[0], inOrder.at(-1)].map((value) => value?.toFixed(digits))
  return `${median(values).toFixed(digits)} (from ${least} to ${most}, ${values.length} times)`
}

/** One claim: a ratio, and whether it is what it should be. */
export function claim(what: string, ratio: number, is: 'at most' | 'at least', target: number): void {
  const met = is === 'at most' ? ratio <= target : ratio >= target
  print(`  ${met ? 'MET   ' : 'MISSED'} ${what}: ${ratio.toFixed(2)}, should be ${is} ${target}`)
}
