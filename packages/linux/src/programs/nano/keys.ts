import type { Context } from '../program.ts'
import type { Cursor, Text } from '../screen/text.ts'
import { after, before } from '../screen/width.ts'
import { askName, leave, type Nano, type Prompt, seek } from './state.ts'

const moves: Readonly<Record<string, (text: Text, page: number) => Cursor>> = {
  Up: ({ row, column }) => ({ row: row - 1, column }),
  Down: ({ row, column }) => ({ row: row + 1, column }),
  Left: ({ row, column, line, lines }) =>
    column > 0
      ? { row, column: before(line, column) }
      : { row: row - 1, column: row > 0 ? (lines[row - 1] ?? '').length : 0 },
  Right: ({ row, column, line, lines }) =>
    column < line.length || row >= lines.length - 1
      ? { row, column: after(line, column) }
      : { row: row + 1, column: 0 },
  Home: ({ row }) => ({ row, column: 0 }),
  End: ({ row, line }) => ({ row, column: line.length }),
  PageUp: ({ row }, page) => ({ row: row - page, column: 0 }),
  PageDown: ({ row }, page) => ({ row: row + page, column: 0 })
}

const otherNames: Readonly<Record<string, string>> = {
  '\x01': 'Home',
  '\x02': 'Left',
  '\x04': 'Delete',
  '\x05': 'End',
  '\x06': 'Right',
  '\x0e': 'Down',
  '\x10': 'Up',
  '\x16': 'PageDown',
  '\x19': 'PageUp'
}

function cutLine({ text, cut }: Nano): void {
  text.mark()
  const [line = ''] = text.cutLines(text.row, 1)
  cut.lines = cut.isOpen ? [...cut.lines, line] : [line]
  cut.isOpen = true
}

export function editKey(nano: Nano, key: string, page: number, context: Context): void {
  const { text, cut } = nano
  const name = otherNames[key] ?? key
  const move = moves[name]
  if (key !== '\x0b') cut.isOpen = false
  nano.status = ''
  if (move !== undefined) text.go(move(text, page))
  else if (key === '\x18') leave(nano, context)
  else if (key === '\x0f' || key === '\x13') askName(nano, context, 'stay')
  else if (key === '\x17')
    nano.prompt = {
      label: `Search${nano.sought === '' ? '' : ` [${nano.sought}]`}: `,
      answer: '',
      take: (words) => seek(nano, words)
    }
  else if (key === '\x0b') cutLine(nano)
  else if (key === '\x15') {
    if (cut.lines.length === 0) return
    text.mark()
    text.column = 0
    text.insert(`${cut.lines.join('\n')}\n`)
  } else if (key === '\x03')
    nano.status = `line ${text.row + 1}/${text.lines.length}, col ${text.column + 1}/${text.line.length + 1}`
  else if (
    name === 'Delete' ||
    key === '\x7f' ||
    key === '\b' ||
    key === '\r' ||
    key === '\n' ||
    key === '\t' ||
    (key >= ' ' && key.length <= 2)
  ) {
    text.mark()
    if (name === 'Delete') text.deleteForward()
    else if (key === '\x7f' || key === '\b') text.backspace()
    else text.insert(key === '\r' ? '\n' : key)
  }
}

export async function promptKey(nano: Nano, prompt: Prompt, key: string): Promise<void> {
  const isAnswered = prompt.isQuestion ? /^[yn]$/i.test(key) : key === '\r' || key === '\n'
  if (key === '\x03' || key === '\x07') {
    nano.prompt = undefined
    nano.status = 'Cancelled'
  } else if (isAnswered) {
    nano.prompt = undefined
    await prompt.take(prompt.isQuestion ? key.toLowerCase() : prompt.answer)
  } else if (prompt.isQuestion) return
  else if (key === '\x7f' || key === '\b')
    prompt.answer = prompt.answer.slice(0, before(prompt.answer, prompt.answer.length))
  else if (key === '\x15') prompt.answer = ''
  else if (key >= ' ' && key.length <= 2) prompt.answer += key
}
