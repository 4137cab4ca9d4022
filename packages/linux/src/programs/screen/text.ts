/** A text in an editor, with its cursor and undo. */
import { after, before } from './width.ts'

export type Direction = 'forward' | 'backward'

export interface Cursor {
  readonly row: number
  readonly column: number
}

export class Text {
  lines: string[]
  row = 0
  column = 0
  isChanged = false
  private readonly past: { lines: string[]; row: number; column: number }[] = []
  private readonly future: { lines: string[]; row: number; column: number }[] = []

  constructor(content: string) {
    this.lines = content.replace(/\n$/, '').split('\n')
  }

  get line(): string {
    return this.lines[this.row] ?? ''
  }

  get content(): string {
    return this.lines.length === 1 && this.line === '' ? '' : `${this.lines.join('\n')}\n`
  }

  /** Begins a change that can be undone in one step. */
  mark(): void {
    this.past.push({ lines: [...this.lines], row: this.row, column: this.column })
    if (this.past.length > 500) this.past.shift()
    this.future.length = 0
    this.isChanged = true
  }

  undo(): boolean {
    return this.swap(this.past, this.future)
  }

  redo(): boolean {
    return this.swap(this.future, this.past)
  }

  private swap(from: Text['past'], to: Text['past']): boolean {
    const state = from.pop()
    if (state === undefined) return false
    to.push({ lines: this.lines, row: this.row, column: this.column })
    this.lines = state.lines
    this.go(state)
    this.isChanged = true
    return true
  }

  /** Moves the cursor; a position outside the text is moved into it. */
  go({ row, column }: Cursor): void {
    this.row = Math.max(0, Math.min(row, this.lines.length - 1))
    this.column = Math.max(0, Math.min(column, this.line.length))
  }

  /** Inserts at the cursor, which moves behind the text. */
  insert(inserted: string): void {
    const pieces = inserted.split('\n')
    const [head, tail] = [this.line.slice(0, this.column), this.line.slice(this.column)]
    const last = pieces.at(-1) ?? ''
    if (pieces.length === 1) this.lines[this.row] = head + last + tail
    else this.lines.splice(this.row, 1, head + pieces[0], ...pieces.slice(1, -1), last + tail)
    this.row += pieces.length - 1
    this.column = (pieces.length === 1 ? head.length : 0) + last.length
  }

  /** Removes and returns the text between two positions; the cursor goes to the first. */
  cut(from: Cursor, to: Cursor): string {
    const taken = this.between(from, to)
    const tail = (this.lines[to.row] ?? '').slice(to.column)
    this.lines.splice(from.row, to.row - from.row + 1, (this.lines[from.row] ?? '').slice(0, from.column) + tail)
    this.go(from)
    return taken
  }

  between(from: Cursor, to: Cursor): string {
    const rows = this.lines.slice(from.row, to.row + 1)
    rows[rows.length - 1] = (rows.at(-1) ?? '').slice(0, to.column)
    rows[0] = (rows[0] ?? '').slice(from.column)
    return rows.join('\n')
  }

  cutLines(row: number, count: number): string[] {
    const taken = this.lines.splice(row, count)
    if (this.lines.length === 0) this.lines.push('')
    this.go({ row, column: 0 })
    return taken
  }

  /** Deletes the character before the cursor; at the beginning of a line, joins it to the one before. */
  backspace(): void {
    if (this.column > 0) this.cut({ row: this.row, column: before(this.line, this.column) }, this)
    else if (this.row > 0) this.cut({ row: this.row - 1, column: (this.lines[this.row - 1] ?? '').length }, this)
  }

  /** Deletes the character at the cursor; at the end of a line, joins the next one to it. */
  deleteForward(): void {
    if (this.column < this.line.length) this.cut(this, { row: this.row, column: after(this.line, this.column) })
    else if (this.row < this.lines.length - 1) this.cut(this, { row: this.row + 1, column: 0 })
  }

  /** The next match, wrapping round the end; undefined if there is none. */
  find(pattern: RegExp, direction: Direction): (Cursor & { readonly isWrapped: boolean }) | undefined {
    const matches = this.lines.flatMap((line, row) =>
      [...line.matchAll(pattern)].map(({ index }) => ({ row, column: index }))
    )
    const compare = (match: Cursor) => match.row - this.row || match.column - this.column
    const ahead =
      direction === 'forward'
        ? matches.find((match) => compare(match) > 0)
        : matches.findLast((match) => compare(match) < 0)
    const found = ahead ?? (direction === 'forward' ? matches[0] : matches.at(-1))
    return found && { ...found, isWrapped: ahead === undefined }
  }
}
