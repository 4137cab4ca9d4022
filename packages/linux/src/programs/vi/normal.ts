import { after, before } from '../screen/width.ts'
import { type Editor, searchOn } from './editor.ts'
import { motionOf } from './motions.ts'
import { begin, lineWise, type Operator, operate, put } from './operators.ts'

function open(editor: Editor, row: number): void {
  editor.text.mark()
  editor.text.lines.splice(row, 0, '')
  editor.text.go({ row, column: 0 })
  begin(editor)
}

function join(editor: Editor, count: number): void {
  const { text } = editor
  if (text.row >= text.lines.length - 1) return
  text.mark()
  for (let more = Math.max(1, count - 1); more > 0 && text.row < text.lines.length - 1; more -= 1) {
    const next = (text.lines[text.row + 1] ?? '').trimStart()
    const column = text.line.length
    text.lines.splice(text.row, 2, text.line + (next === '' || text.line.endsWith(' ') ? '' : ' ') + next)
    text.column = column
  }
}

/** Commands of one key, other than motions. */
const single: Readonly<Record<string, (editor: Editor, count: number) => void>> = {
  i: (editor) => insertAt(editor, editor.text.column),
  Insert: (editor) => insertAt(editor, editor.text.column),
  I: (editor) => insertAt(editor, Math.max(0, editor.text.line.search(/\S|$/))),
  a: (editor) => insertAt(editor, editor.text.line === '' ? 0 : after(editor.text.line, editor.text.column)),
  A: (editor) => insertAt(editor, editor.text.line.length),
  o: (editor) => open(editor, editor.text.row + 1),
  O: (editor) => open(editor, editor.text.row),
  R: (editor) => {
    editor.text.mark()
    begin(editor, 'replace')
  },
  p: (editor, count) => put(editor, false, count),
  P: (editor, count) => put(editor, true, count),
  J: join,
  u: (editor) => {
    if (!editor.text.undo()) editor.message = 'Already at oldest change'
  },
  '\x12': (editor) => {
    if (!editor.text.redo()) editor.message = 'Already at newest change'
  },
  n: (editor) => searchOn(editor, 'same'),
  N: (editor) => searchOn(editor, 'reversed'),
  '~': ({ text }) => {
    if (text.line === '') return
    text.mark()
    const end = after(text.line, text.column)
    const letter = text.cut(text, { row: text.row, column: end })
    text.insert(letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase())
  },
  '\x07': (editor) => {
    const { fileName = '[No Name]', text } = editor
    editor.message = `"${fileName}"${text.isChanged ? ' [Modified]' : ''} ${text.lines.length} lines`
  }
}

function insertAt(editor: Editor, column: number): void {
  editor.text.mark()
  editor.text.column = column
  begin(editor)
}

/** Shorthands, as operator and motion. */
const shorthands: Readonly<Record<string, string>> = {
  x: 'dl',
  Delete: 'dl',
  X: 'dh',
  D: 'd$',
  C: 'c$',
  s: 'cl',
  S: 'cc',
  Y: 'yy'
}

/** Handles a key of normal mode; returns the `:` command if the key stands for one. */
export function normalKey(editor: Editor, key: string): string | undefined {
  const { text } = editor
  if (key === '\x1b' || key === '\x03') {
    editor.message = key === '\x03' ? 'Type  :qa!  and press <Enter> to abandon all changes and exit Vim' : ''
    editor.pending = ''
    return undefined
  }
  if (editor.pending === '' && [':', '/', '?'].includes(key)) {
    editor.mode = 'command'
    editor.commandLine = key
    return undefined
  }
  const typed = editor.pending + ((/^\d*$/.test(editor.pending) ? shorthands[key] : undefined) ?? key)
  editor.pending = ''
  const [, counted = '', operator = '', inner = '', rest = ''] =
    /^([1-9]\d*)?([dcy])?([1-9]\d*)?([\s\S]*)$/.exec(typed) ?? []
  const isCounted = counted !== '' || inner !== ''
  const count = Number(counted || 1) * Number(inner || 1)
  if (rest === '' || rest === 'g' || rest === 'Z' || rest === 'r') {
    editor.pending = typed
    return undefined
  }
  if (rest.startsWith('r') && rest.length === 2 && operator === '') {
    replaceCharacters(editor, rest.charAt(1), count)
    return undefined
  }
  if (rest.startsWith('Z')) return { ZZ: 'x', ZQ: 'q!' }[rest]
  if (operator !== '' && rest === operator) {
    lineWise(editor, operator as Operator, text.row, Math.min(count, text.lines.length - text.row))
    return undefined
  }
  // On the last word of a line, cw and dw stay on that line.
  const asked = operator === 'c' && rest === 'w' && /\S/.test(text.line.charAt(text.column)) ? 'e' : rest
  const motion = motionOf(asked, text, isCounted ? count : undefined, editor.page)
  if (motion === undefined) {
    if (operator === '') single[rest]?.(editor, count)
    return undefined
  }
  if (operator === '') text.go(motion)
  else if (text.line === '' && motion.extent !== 'lines' && motion.row === text.row) {
    if (operator === 'c') insertAt(editor, 0)
  } else {
    const isAcross = rest === 'w' && motion.row > text.row
    operate(
      editor,
      operator as Operator,
      isAcross ? { row: text.row, column: text.line.length, extent: 'before' } : motion
    )
  }
  return undefined
}

function replaceCharacters({ text }: Editor, letter: string, count: number): void {
  let end = text.column
  for (let more = count; more > 0 && end < text.line.length; more -= 1) end = after(text.line, end)
  if (text.line === '') return
  text.mark()
  text.cut(text, { row: text.row, column: end })
  text.insert(letter === '\r' ? '\n' : letter.repeat(count))
  if (letter !== '\r') text.column = before(text.line, text.column)
}
