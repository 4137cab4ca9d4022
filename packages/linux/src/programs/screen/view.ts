import type { Text } from './text.ts'
import { layOut } from './width.ts'

export interface View {
  /** The first visible line of the text. */
  top: number
}

interface Drawn {
  readonly rows: string[]
  /** For each row, the line of the text that begins there. */
  readonly begins: readonly (number | undefined)[]
  readonly cursor: { readonly row: number; readonly cell: number }
  /** One more than the last line that is completely visible. */
  readonly bottom: number
}

/** Lays a text out over the rows so that the cursor is visible; `view` keeps the scroll position. */
export function draw(
  text: Text,
  view: View,
  { columns, rows }: { columns: number; rows: number },
  filler: string
): Drawn {
  const heightOf = (row: number) => layOut(text.lines[row] ?? '', columns).rows.length
  if (text.row < view.top) view.top = text.row
  let height = 0
  let first = text.row
  for (; first >= view.top && height + heightOf(first) <= rows; first -= 1) height += heightOf(first)
  view.top = Math.min(text.row, Math.max(view.top, first + 1))
  const shown: string[] = []
  const begins: (number | undefined)[] = []
  let cursor = { row: 0, cell: 0 }
  let at = view.top
  for (; at < text.lines.length && shown.length < rows; at += 1) {
    const laid = layOut(text.lines[at] ?? '', columns)
    const position = laid.positions[text.column] ?? { row: 0, cell: 0 }
    // A line that is taller than the screen is scrolled until its cursor is visible.
    const skip = at === text.row ? Math.max(0, position.row - rows + 1) : 0
    if (at === text.row) cursor = { row: shown.length + position.row - skip, cell: position.cell }
    begins[shown.length] = at
    shown.push(...laid.rows.slice(skip, skip + rows - shown.length))
  }
  while (shown.length < rows) shown.push(filler)
  return { rows: shown, begins, cursor, bottom: at }
}
