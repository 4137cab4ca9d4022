import { type Command, decodeBytesToUtf8 } from 'just-bash'
import type { Host, TerminalAccess } from '../../types.ts'
import { type Context, fail, plain } from '../program.ts'
import { openFile } from '../screen/file.ts'
import { typed } from '../screen/keys.ts'
import { type Screen, withScreen } from '../screen/screen.ts'
import { draw } from '../screen/view.ts'
import { before, layOut } from '../screen/width.ts'
import { type Editor, newEditor, searchOn } from './editor.ts'
import { runCommand } from './ex.ts'
import { insertKey } from './insert.ts'
import { normalKey } from './normal.ts'

/** The position in the file, as the ruler shows it: `12,5          Top`. */
function ruler({ text, view }: Editor, bottom: number): string {
  const isEnd = bottom >= text.lines.length
  const percent = `${Math.floor((view.top / text.lines.length) * 100)}%`
  const part = view.top === 0 ? (isEnd ? 'All' : 'Top') : isEnd ? 'Bot' : percent
  return `${`${text.row + 1},${text.line === '' ? '0-1' : text.column + 1}`.padEnd(14)}${part}`
}

function show(editor: Editor, screen: Screen, { columns, rows }: TerminalAccess): void {
  const { text, view, mode, commandLine, pending } = editor
  editor.page = rows - 1
  const margin = editor.showsNumbers ? 4 : 0
  if (mode === 'normal' && text.column >= text.line.length) text.column = before(text.line, text.line.length)
  const drawn = draw(text, view, { columns: columns - margin, rows: rows - 1 }, '~')
  const number = (row: number | undefined) => (row === undefined ? '' : `${row + 1} `).padStart(margin)
  const shown = drawn.rows.map((row, at) => (margin === 0 ? row : number(drawn.begins[at]) + row))
  const room = Math.max(0, columns - 29)
  const status = mode === 'normal' ? editor.message : `-- ${mode.toUpperCase()} --`
  const state = `${status.slice(0, room).padEnd(room)}${pending.padEnd(11)}${ruler(editor, drawn.bottom)}`
  const cursor = { row: drawn.cursor.row, cell: drawn.cursor.cell + margin }
  const typing = layOut(commandLine, columns).positions.at(-1)
  screen.show(
    mode === 'command'
      ? { rows: [...shown, commandLine.slice(0, columns)], cursor: { row: rows - 1, cell: typing?.cell ?? 0 } }
      : { rows: [...shown, state.slice(0, columns)], cursor }
  )
}

async function commandKey(editor: Editor, key: string, context: Context): Promise<void> {
  const typedSo = editor.commandLine
  if (key === '\x1b' || key === '\x03') editor.mode = 'normal'
  else if (key === '\x7f' || key === '\b') {
    editor.commandLine = typedSo.slice(0, before(typedSo, typedSo.length))
    if (editor.commandLine === '') editor.mode = 'normal'
  } else if (key === '\x15') editor.commandLine = typedSo.charAt(0)
  else if (key === '\r' || key === '\n') {
    editor.mode = 'normal'
    const words = typedSo.slice(1)
    if (typedSo.startsWith(':')) await runCommand(editor, words, context)
    else {
      const pattern = words === '' ? (editor.search?.pattern ?? '') : words
      editor.search = { pattern, isForward: typedSo.startsWith('/') }
      searchOn(editor, 'same')
    }
  } else if (key.length <= 2 && key >= ' ') editor.commandLine = typedSo + key
}

async function press(editor: Editor, key: string, context: Context): Promise<void> {
  if (editor.mode === 'command') await commandKey(editor, key, context)
  else if (editor.mode === 'normal') {
    const command = normalKey(editor, key)
    if (command !== undefined) await runCommand(editor, command, context)
  } else insertKey(editor, key)
}

/** Runs until vi or its terminal ends; returns the exit code. */
async function edit(editor: Editor, terminal: TerminalAccess, context: Context): Promise<number> {
  return await withScreen(terminal, async (screen) => {
    show(editor, screen, terminal)
    for await (const keys of typed(terminal)) {
      for (const key of keys) {
        await press(editor, key, context)
        if (editor.exitCode !== undefined) return editor.exitCode
      }
      show(editor, screen, terminal)
    }
    return 1
  })
}

async function opened(name: string | undefined, context: Context): Promise<Editor> {
  if (name === '-') {
    const editor = newEditor(undefined, decodeBytesToUtf8(context.stdin))
    editor.text.isChanged = true
    return editor
  }
  const file = name === undefined ? undefined : await openFile(name, context)
  const editor = newEditor(name, file?.content ?? '')
  if (name === undefined) return editor
  editor.encoding = file?.encoding ?? 'utf8'
  if (file === undefined) editor.message = `"${name}" is a directory`
  else if (file.isNew) editor.message = `"${name}" [New]`
  else {
    const count = file.content === '' ? 0 : editor.text.lines.length
    editor.message = `"${name}" ${file.hasLineEnd ? '' : '[noeol] '}${count}L, ${file.bytes}B`
  }
  return editor
}

const help = `VIM - Vi IMproved

Usage: vim [arguments] [file ..]       edit specified file(s)
   or: vim [arguments] -               read text from stdin

Arguments:
   --\t\t\tOnly file names after this
   -R\t\t\tReadonly mode (like "view")
   +\t\t\tStart at end of file
   +<lnum>\t\tStart at line <lnum>`

const vi = ({ terminal }: Host, name: string): Command =>
  plain(name, async (args, context) => {
    if (args.includes('--help') || args.includes('-h')) return `${help}\n`
    if (args.includes('--version')) return 'VIM - Vi IMproved 8.2 (as far as this server has it)\n'
    if (terminal === undefined)
      return fail(
        1,
        'Vim: Warning: Output is not to a terminal\nVim: Warning: Input is not from a terminal\nVim: Error reading input, exiting...\nVim: Finished.'
      )
    const strange = args.find((arg) => /^-./.test(arg) && !/^-(-|[RnNZXy]|u|i|c)$/.test(arg))
    if (strange !== undefined)
      return fail(1, `VIM - Vi IMproved 8.2\nUnknown option argument: "${strange}"\nMore info with: "vim -h"`)
    const files = args.filter((arg, at) => !/^(\+|-.)/.test(arg) && !/^-[uic]$/.test(args[at - 1] ?? ''))
    const editor = await opened(files[0], context)
    editor.isReadOnly = name === 'view' || args.includes('-R')
    for (const arg of args.filter((word) => word.startsWith('+'))) {
      const message = editor.message
      if (arg.startsWith('+/')) {
        editor.search = { pattern: arg.slice(2), isForward: true }
        searchOn(editor, 'same')
      } else await runCommand(editor, arg === '+' ? '$' : arg.slice(1), context)
      editor.message ||= message
    }
    return { stdout: '', stderr: '', exitCode: await edit(editor, terminal, context) }
  })

export const viPrograms = (host: Host): Command[] => ['vi', 'vim', 'view'].map((name) => vi(host, name))
