/** How text stands in the cells of a terminal. */

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u
const joining = /^[\p{Mn}\p{Me}\p{Cf}]$/u

/** Cells that a printable character takes. */
export function cellsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x300) return 1
  return joining.test(character) ? 0 : wide.test(character) ? 2 : 1
}

/** A character as it is shown where the cell is so far from the left: tabs as blanks, control characters as `^X`. */
export function shownAs(character: string, cell: number): string {
  if (character === '\t') return ' '.repeat(8 - (cell % 8))
  const code = character.charCodeAt(0)
  if (code < 32) return `^${String.fromCharCode(code + 64)}`
  if (code === 127) return '^?'
  return code >= 128 && code < 160 ? `<${code.toString(16)}>` : character
}

/** Where the next character begins: behind the whole of this one, with what joins it. */
export function after(line: string, at: number): number {
  let next = at + (String.fromCodePoint(line.codePointAt(at) ?? 0).length || 1)
  while (next < line.length && cellsOf(String.fromCodePoint(line.codePointAt(next) ?? 0)) === 0) next += 1
  return Math.min(next, line.length)
}

/** Where the character before this place begins. */
export function before(line: string, at: number): number {
  let previous = Math.max(0, at - 1)
  while (previous > 0 && after(line, previous) < at) previous -= 1
  while (previous > 0 && (/[\udc00-\udfff]/.test(line.charAt(previous)) || cellsOf(line.charAt(previous)) === 0))
    previous -= 1
  return previous
}

export interface Laid {
  /** As many rows as the line takes, at least one. */
  readonly rows: readonly string[]
  /** The row and cell of each place in the line, and of its end. */
  readonly places: readonly { readonly row: number; readonly cell: number }[]
}

/** Breaks a line into rows of that many cells. */
export function layOut(line: string, columns: number): Laid {
  const rows = ['']
  const places: { row: number; cell: number }[] = []
  let [row, cell, total] = [0, 0, 0]
  for (const character of line) {
    const shown = shownAs(character, total)
    const pieces = shown === character ? [character] : [...shown]
    for (const [index, piece] of pieces.entries()) {
      const width = shown === character ? cellsOf(character) : 1
      if (cell + width > columns) {
        rows.push('')
        row += 1
        cell = 0
      }
      if (index === 0) for (const _unit of character.split('')) places.push({ row, cell })
      rows[row] += piece
      cell += width
      total += width
    }
  }
  places.push(cell < columns ? { row, cell } : { row, cell: columns - 1 })
  return { rows, places }
}
