/** Motions: where the keys of vi's normal mode move the cursor. */
import type { Cursor, Text } from '../screen/text.ts'
import { after, before } from '../screen/width.ts'

export interface Motion extends Cursor {
  /** What an operator takes: whole lines, up to the position (exclusive), or through it (inclusive). */
  readonly extent: 'lines' | 'before' | 'with'
}

const kindOf = (character: string): number =>
  /\s/.test(character) || character === '' ? 0 : /\w|[^\x00-\x7f]/.test(character) ? 1 : 2

function nextWord({ lines }: Text, { row, column }: Cursor): Cursor {
  const line = lines[row] ?? ''
  let at = column
  const kind = kindOf(line.charAt(at))
  while (at < line.length && kind !== 0 && kindOf(line.charAt(at)) === kind) at += 1
  while (at < line.length && kindOf(line.charAt(at)) === 0) at += 1
  if (at < line.length || row >= lines.length - 1) return { row, column: at }
  const below = lines[row + 1] ?? ''
  return { row: row + 1, column: Math.max(0, below.search(/\S/)) }
}

function wordEnd({ lines }: Text, { row, column }: Cursor): Cursor {
  let [at, of] = [column + 1, row]
  while (kindOf((lines[of] ?? '').charAt(at)) === 0) {
    if (at < (lines[of] ?? '').length) at += 1
    else if (of < lines.length - 1) [at, of] = [0, of + 1]
    else return { row: of, column: at }
  }
  const line = lines[of] ?? ''
  while (at + 1 < line.length && kindOf(line.charAt(at + 1)) === kindOf(line.charAt(at))) at += 1
  return { row: of, column: at }
}

function wordBefore({ lines }: Text, { row, column }: Cursor): Cursor {
  let [at, of] = [column - 1, row]
  while (at < 0 || kindOf((lines[of] ?? '').charAt(at)) === 0) {
    if (at > 0) at -= 1
    else if (of > 0) [at, of] = [(lines[of - 1] ?? '').length - 1, of - 1]
    else return { row: 0, column: 0 }
    if ((lines[of] ?? '') === '') return { row: of, column: 0 }
  }
  const line = lines[of] ?? ''
  while (at > 0 && kindOf(line.charAt(at - 1)) === kindOf(line.charAt(at))) at -= 1
  return { row: of, column: at }
}

const repeated = (text: Text, count: number, step: (text: Text, from: Cursor) => Cursor): Cursor => {
  let position: Cursor = { row: text.row, column: text.column }
  for (let done = 0; done < count; done += 1) position = step(text, position)
  return position
}

const otherNames: Readonly<Record<string, string>> = {
  Left: 'h',
  '\b': 'h',
  '\x7f': 'h',
  Down: 'j',
  '\n': 'j',
  '\x0e': 'j',
  Up: 'k',
  '\x10': 'k',
  Right: 'l',
  ' ': 'l',
  Home: '0',
  End: '$',
  '\r': '+'
}

/** undefined if the key is no motion. `page` is the number of lines on the screen. */
export function motionOf(key: string, text: Text, typedCount: number | undefined, page: number): Motion | undefined {
  const count = typedCount ?? 1
  const { row, column, line, lines } = text
  const last = lines.length - 1
  const indent = (of: number) => Math.max(0, (lines[of] ?? '').search(/\S|$/))
  const toLine = (of: number): Motion => {
    const within = Math.max(0, Math.min(of, last))
    return { row: within, column: indent(within), extent: 'lines' }
  }
  const vertical = (by: number): Motion => ({ row: Math.max(0, Math.min(row + by, last)), column, extent: 'lines' })
  switch (otherNames[key] ?? key) {
    case 'h':
      return { ...repeated(text, count, (_text, at) => ({ row, column: before(line, at.column) })), extent: 'before' }
    case 'l':
      return { ...repeated(text, count, (_text, at) => ({ row, column: after(line, at.column) })), extent: 'before' }
    case 'j':
      return vertical(count)
    case 'k':
      return vertical(-count)
    case '+':
      return toLine(row + count)
    case '-':
      return toLine(row - count)
    case '0':
      return { row, column: 0, extent: 'before' }
    case '^':
      return { row, column: indent(row), extent: 'before' }
    case '$': {
      const of = Math.min(row + count - 1, last)
      const end = lines[of] ?? ''
      return { row: of, column: before(end, end.length), extent: 'with' }
    }
    case 'w':
    case 'W':
      return { ...repeated(text, count, nextWord), extent: 'before' }
    case 'b':
    case 'B':
      return { ...repeated(text, count, wordBefore), extent: 'before' }
    case 'e':
    case 'E':
      return { ...repeated(text, count, wordEnd), extent: 'with' }
    case 'G':
      return toLine(typedCount === undefined ? last : typedCount - 1)
    case 'gg':
      return toLine(count - 1)
    case 'PageDown':
    case '\x06':
      return toLine(row + count * (page - 2))
    case 'PageUp':
    case '\x02':
      return toLine(row - count * (page - 2))
    case '\x04':
      return toLine(row + Math.floor(page / 2))
    case '\x15':
      return toLine(row - Math.floor(page / 2))
    default:
      return undefined
  }
}
