import { before } from '../screen/width.ts'
import type { Editor } from './editor.ts'
import { motionOf } from './motions.ts'

/** Handles a key of insert mode. */
export function insertKey(editor: Editor, key: string): void {
  const { text } = editor
  if (key === '\x1b' || key === '\x03') {
    editor.mode = 'normal'
    text.column = before(text.line, text.column)
  } else if (key === '\x7f' || key === '\b') text.backspace()
  else if (key === 'Delete') text.deleteForward()
  else if (key === '\r' || key === '\n') text.insert('\n')
  else if (key === '\x15') text.cut({ row: text.row, column: 0 }, text)
  else if (key === '\x17') {
    const start = text.line.slice(0, text.column).replace(/(\w+|[^\w\s]+)?\s*$/, '').length
    text.cut({ row: text.row, column: start }, text)
  } else if (key === 'End') text.column = text.line.length
  else if (key === 'Insert') editor.mode = editor.mode === 'insert' ? 'replace' : 'insert'
  else if (key.length > 2) {
    const motion = motionOf(key, text, undefined, editor.page)
    if (motion !== undefined) text.go(motion)
  } else if (key >= ' ' || key === '\t') {
    if (editor.mode === 'replace' && text.column < text.line.length) text.deleteForward()
    text.insert(key)
  }
}
