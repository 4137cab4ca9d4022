/** Aligns rows in columns. `align` has `l` or `r` for each column; its last letter is used for the rest. */
export function columns(align: string, rows: readonly (readonly string[])[], gap = ' '): string {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, at) => Math.max(cell.length, widest[at] ?? 0)),
    []
  )
  const pad = (cell: string, at: number) =>
    (align[at] ?? align.at(-1)) === 'r' ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)
  return rows.map((row) => `${row.map(pad).join(gap).trimEnd()}\n`).join('')
}

/** A size as free, df and du print it with `-h`: `980Mi`, `1.9G`. */
export function humanSize(bytes: number, suffix: string): string {
  let size = bytes
  let unit = 0
  for (; size >= 1024 && unit < 6; unit += 1) size /= 1024
  const digits = unit > 0 && size < 10 ? (Math.ceil(size * 10) / 10).toFixed(1) : String(Math.ceil(size))
  return unit === 0 ? `${digits}${suffix === 'i' ? 'B' : ''}` : `${digits}${'KMGTPE'.charAt(unit - 1)}${suffix}`
}
