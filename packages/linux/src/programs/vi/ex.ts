/** Commands that begin with a colon. */
import type { Context } from '../program.ts'
import { openFile, saveFile } from '../screen/file.ts'
import { Text } from '../screen/text.ts'
import { type Editor, patternOf } from './editor.ts'

async function write(editor: Editor, name: string | undefined, isForced: boolean, context: Context): Promise<boolean> {
  const target = name ?? editor.fileName
  if (target === undefined) editor.message = 'E32: No file name'
  else if (editor.isReadOnly && !isForced) editor.message = "E45: 'readonly' option is set (add ! to override)"
  else {
    const { content, lines } = editor.text
    try {
      const isOther = name !== undefined && name !== editor.fileName
      const there = await openFile(target, context)
      if (isOther && there?.isNew === false && !isForced) {
        editor.message = 'E13: File exists (add ! to override)'
        return false
      }
      const bytes = await saveFile(target, content, editor.encoding, context)
      editor.message = `"${target}"${there?.isNew ? ' [New]' : ''} ${content === '' ? 0 : lines.length}L, ${bytes}B written`
      editor.fileName ??= target
      if (!isOther) editor.text.isChanged = false
      return true
    } catch (error) {
      const words = error instanceof Error ? error.message : ''
      editor.message = /space|too large/i.test(words)
        ? 'E514: Write error (file system full?)'
        : `"${target}" E212: Can't open file for writing`
    }
  }
  return false
}

/** The first and last line of the range before a command, counted from 0. */
function rangeOf({ text }: Editor, address: string): readonly [number, number] {
  const last = text.lines.length - 1
  if (address === '%') return [0, last]
  const [from = text.row, to = from] = address
    .split(',')
    .map((part) => (part === '$' ? last : part === '.' || part === '' ? text.row : Number(part) - 1))
  return [Math.max(0, Math.min(from, last)), Math.max(0, Math.min(to, last))]
}

function substitute(editor: Editor, [from, to]: readonly [number, number], words: string): void {
  const mark = words.charAt(0)
  const [pattern = '', replacement = '', flags = ''] = words.slice(1).split(new RegExp(`(?<!\\\\)\\${mark}`))
  const { text } = editor
  const plain = patternOf(pattern.replaceAll(`\\${mark}`, mark))
  const expression = new RegExp(plain.source, `u${flags.includes('g') ? 'g' : ''}${flags.includes('i') ? 'i' : ''}`)
  const become = replacement
    .replaceAll(`\\${mark}`, mark)
    .replaceAll('$', '$$$$')
    .replaceAll(/\\(\d)/g, '$$$1')
    .replaceAll(/(?<!\\)&/g, '$$&')
  const rows = text.lines.flatMap((line, row) => (row >= from && row <= to && expression.test(line) ? [row] : []))
  const last = rows.at(-1)
  if (last === undefined) {
    editor.message = `E486: Pattern not found: ${pattern}`
    return
  }
  text.mark()
  for (const row of rows) text.lines[row] = (text.lines[row] ?? '').replace(expression, become)
  text.go({ row: last, column: 0 })
  if (rows.length > 2) editor.message = `${rows.length} substitutions on ${rows.length} lines`
}

function set(editor: Editor, option: string): void {
  if (/^nu(mber)?$/.test(option)) editor.showsNumbers = true
  else if (/^nonu(mber)?$/.test(option)) editor.showsNumbers = false
  // Nothing to do: the editor never indents by itself, so pasted text stays as it is.
  else if (
    !/^(no)?(paste|ai|autoindent|hls|hlsearch|ic|ignorecase|list|wrap|et|expandtab|ruler)$|^(ts|tabstop|sw|shiftwidth|ff|fileformat|encoding|fenc)=/.test(
      option
    )
  )
    editor.message = `E518: Unknown option: ${option}`
}

async function edit(editor: Editor, name: string | undefined, isForced: boolean, context: Context): Promise<void> {
  if (editor.text.isChanged && !isForced) {
    editor.message = 'E37: No write since last change (add ! to override)'
    return
  }
  const target = name ?? editor.fileName
  const opened = target === undefined ? undefined : await openFile(target, context)
  if (target === undefined || opened === undefined) {
    editor.message = target === undefined ? 'E32: No file name' : `"${target}" is a directory`
    return
  }
  editor.text = new Text(opened.content)
  editor.fileName = target
  editor.encoding = opened.encoding
}

export async function runCommand(editor: Editor, line: string, context: Context): Promise<void> {
  editor.message = ''
  const [, address = '', name = '', bang = '', argument = ''] =
    /^\s*(%|(?:\d+|[.$])?(?:,(?:\d+|[.$])?)?)\s*([a-z]*)(!?)\s*([\s\S]*)$/i.exec(line) ?? []
  const isForced = bang === '!'
  const words = argument.trim()
  const given = words === '' ? undefined : words
  const leave = () => {
    if (editor.text.isChanged && !isForced) editor.message = 'E37: No write since last change (add ! to override)'
    else editor.exitCode = 0
  }
  if (/^s(ubstitute)?$/.test(name) && /^[^\w\s]/.test(words)) substitute(editor, rangeOf(editor, address), words)
  else if (name === '' && address !== '') editor.text.go({ row: rangeOf(editor, address)[1], column: 0 })
  else if (/^w(rite|a|all)?$/.test(name)) await write(editor, given, isForced, context)
  else if (/^(wq|wqa|wqall)$/.test(name)) {
    if (await write(editor, given, isForced, context)) leave()
  } else if (/^(x|xit|exit|xa|xall)$/.test(name)) {
    if (!editor.text.isChanged || (await write(editor, given, isForced, context))) leave()
  } else if (/^(q|quit|qa|qall)$/.test(name)) leave()
  else if (/^cq(uit)?$/.test(name)) editor.exitCode = 1
  else if (/^e(dit)?$/.test(name)) await edit(editor, given, isForced, context)
  else if (/^d(elete)?$/.test(name)) {
    const [from, to] = rangeOf(editor, address)
    editor.text.mark()
    editor.register = `${editor.text.cutLines(from, to - from + 1).join('\n')}\n`
  } else if (/^set?$/.test(name)) for (const option of words.split(/\s+/)) set(editor, option)
  else if (/^(noh|nohlsearch|syntax|syn)$/.test(name)) editor.message = ''
  else if (line.trim() !== '') editor.message = `E492: Not an editor command: ${line.trim()}`
}
