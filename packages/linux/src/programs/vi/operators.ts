import { after, before } from '../screen/width.ts'
import type { Editor } from './editor.ts'
import type { Motion } from './motions.ts'

export type Operator = 'd' | 'c' | 'y'

export const begin = (editor: Editor, mode: 'insert' | 'replace' = 'insert'): void => {
  editor.mode = mode
  editor.message = ''
}

/** Applies d, c or y from the cursor to the motion's position. */
export function operate(editor: Editor, operator: Operator, motion: Motion): void {
  const { text } = editor
  const isBehind = motion.row < text.row || (motion.row === text.row && motion.column < text.column)
  const here = { row: text.row, column: text.column }
  const [from, to] = isBehind ? [motion, here] : [here, motion]
  if (motion.extent === 'lines') {
    lineWise(editor, operator, from.row, to.row - from.row + 1)
    return
  }
  const end = motion.extent === 'with' ? after(text.lines[to.row] ?? '', to.column) : to.column
  if (operator === 'y') {
    editor.register = text.between(from, { row: to.row, column: end })
    text.go(from)
    return
  }
  text.mark()
  editor.register = text.cut(from, { row: to.row, column: end })
  if (operator === 'c') begin(editor)
}

export function lineWise(editor: Editor, operator: Operator, row: number, count: number): void {
  const { text } = editor
  if (operator === 'y') {
    const taken = text.lines.slice(row, row + count)
    editor.register = `${taken.join('\n')}\n`
    text.go({ row, column: text.column })
    if (taken.length > 2) editor.message = `${taken.length} lines yanked`
    return
  }
  text.mark()
  const taken = text.cutLines(row, count)
  editor.register = `${taken.join('\n')}\n`
  if (taken.length > 2) editor.message = `${taken.length} fewer lines`
  if (operator === 'd') return
  if (text.lines.length > 1 || text.line !== '') text.lines.splice(row, 0, '')
  text.go({ row, column: 0 })
  begin(editor)
}

export function put(editor: Editor, isBefore: boolean, count: number): void {
  const { text, register } = editor
  if (register === '') return
  text.mark()
  const many = register.repeat(count)
  if (register.endsWith('\n')) {
    const row = isBefore ? text.row : text.row + 1
    text.lines.splice(row, 0, ...many.slice(0, -1).split('\n'))
    text.go({ row, column: 0 })
    return
  }
  if (!isBefore && text.line !== '') text.column = after(text.line, text.column)
  text.insert(many)
  text.column = before(text.line, text.column)
}
