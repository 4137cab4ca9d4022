/** Text in the cells of a terminal. */
import { eastAsianWidth } from 'get-east-asian-width'

/** Marks that join the character before them, and format characters. */
const joining = /^[\p{Mn}\p{Me}\p{Cf}]$/u

/** How many cells a printable character takes: 0, 1 or 2. */
export function cellsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x300) return 1
  return joining.test(character) ? 0 : eastAsianWidth(code)
}

/** What a character looks like in this cell of its line: a tab is blanks, a control character `^X`. */
function shownAs(character: string, cell: number): string {
  if (character === '\t') return ' '.repeat(8 - (cell % 8))
  const code = character.charCodeAt(0)
  if (code < 32) return `^${String.fromCharCode(code + 64)}`
  if (code === 127) return '^?'
  return code >= 128 && code < 160 ? `<${code.toString(16)}>` : character
}

/** Where the next character begins: behind this one and the marks that join it. */
export function after(line: string, at: number): number {
  let next = at + (String.fromCodePoint(line.codePointAt(at) ?? 0).length || 1)
  while (next < line.length && cellsOf(String.fromCodePoint(line.codePointAt(next) ?? 0)) === 0) next += 1
  return Math.min(next, line.length)
}

/** Where the character before `at` begins. */
export function before(line: string, at: number): number {
  let previous = Math.max(0, at - 1)
  while (previous > 0 && after(line, previous) < at) previous -= 1
  while (previous > 0 && (/[\udc00-\udfff]/.test(line.charAt(previous)) || cellsOf(line.charAt(previous)) === 0))
    previous -= 1
  return previous
}

export interface Laid {
  /** At least one. */
  readonly rows: readonly string[]
  /** The row and cell of each UTF-16 unit of the line, and of its end. */
  readonly positions: readonly { readonly row: number; readonly cell: number }[]
}

/** Breaks a line into rows of that many cells. */
export function layOut(line: string, columns: number): Laid {
  const rows = ['']
  const positions: { row: number; cell: number }[] = []
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
      if (index === 0) for (const _unit of character.split('')) positions.push({ row, cell })
      rows[row] += piece
      cell += width
      total += width
    }
  }
  positions.push(cell < columns ? { row, cell } : { row, cell: columns - 1 })
  return { rows, positions }
}
