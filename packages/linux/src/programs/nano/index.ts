/** nano, an editor without modes. */
import type { Command } from 'just-bash'
import type { Host, TerminalAccess } from '../../types.ts'
import { type Context, fail, plain } from '../program.ts'
import { openFile } from '../screen/file.ts'
import { typed } from '../screen/keys.ts'
import { type Screen, withScreen } from '../screen/screen.ts'
import { Text } from '../screen/text.ts'
import { draw } from '../screen/view.ts'
import { editKey, promptKey } from './keys.ts'
import { type Nano, seek } from './state.ts'

const inverse = (text: string): string => `\x1b[7m${text}\x1b[m`

const shortcuts = [
  ['^G Help', '^O Write Out', '^W Where Is', '^K Cut', '^C Location'],
  ['^X Exit', '^Y Prev Page', '^V Next Page', '^U Paste', 'M-U Undo']
]

function show({ text, view, fileName, status, prompt }: Nano, screen: Screen, { columns, rows }: TerminalAccess): void {
  const drawn = draw(text, view, { columns, rows: Math.max(1, rows - 4) }, '')
  const left = '  GNU nano 6.2'
  const right = text.isChanged ? 'Modified  ' : ''
  const title = (fileName || 'New Buffer').padStart(
    Math.floor((columns + (fileName || 'New Buffer').length) / 2) - left.length
  )
  const head = `${left}${title}`.slice(0, columns - right.length).padEnd(columns - right.length) + right
  const asked = prompt === undefined ? '' : `${prompt.label}${prompt.answer}`
  const note =
    status === ''
      ? ''
      : `${' '.repeat(Math.max(0, Math.floor((columns - status.length - 4) / 2)))}${inverse(`[ ${status} ]`)}`
  const help = shortcuts.map((row) =>
    row
      .map((word) => word.padEnd(16))
      .join('')
      .slice(0, columns)
      .trimEnd()
  )
  const cursor =
    prompt === undefined
      ? { row: drawn.cursor.row + 1, cell: drawn.cursor.cell }
      : { row: rows - 3, cell: Math.min(asked.length, columns - 1) }
  screen.show({
    rows: [inverse(head), ...drawn.rows, prompt === undefined ? note : inverse(asked.padEnd(columns)), ...help],
    cursor
  })
}

async function run(nano: Nano, terminal: TerminalAccess, context: Context): Promise<number> {
  return await withScreen(terminal, async (screen) => {
    show(nano, screen, terminal)
    for await (const keys of typed(terminal)) {
      let isMeta = false
      for (const key of keys) {
        if (nano.prompt !== undefined) await promptKey(nano, nano.prompt, key)
        else if (isMeta) {
          isMeta = false
          if (/^[uU]$/.test(key)) nano.text.undo()
          else if (/^[eE]$/.test(key)) nano.text.redo()
          else if (/^[wW]$/.test(key)) seek(nano, '')
        } else if (key === '\x1b') isMeta = true
        else editKey(nano, key, terminal.rows - 5, context)
        if (nano.isOver) return 0
      }
      show(nano, screen, terminal)
    }
    return 1
  })
}

export const nanoPrograms = ({ terminal }: Host): Command[] => [
  plain('nano', async (args, context) => {
    if (terminal === undefined) return fail(1, 'Standard input is not a terminal')
    if (args.includes('--version') || args.includes('-V'))
      return ' GNU nano, version 6.2 (as far as this server has it)\n'
    const [fileName = ''] = args.filter((arg) => !/^[-+]/.test(arg))
    const file = fileName === '' ? undefined : await openFile(fileName, context)
    if (file === undefined && fileName !== '') return fail(1, `"${fileName}" is a directory`)
    const text = new Text(file?.content ?? '')
    const line = args.findLast((arg) => /^\+\d+/.test(arg))
    if (line !== undefined) text.go({ row: Number.parseInt(line.slice(1), 10) - 1, column: 0 })
    const count = file?.content ? text.lines.length : 0
    const status = file === undefined || file.isNew ? 'New File' : `Read ${count} ${count === 1 ? 'line' : 'lines'}`
    const nano: Nano = {
      text,
      view: { top: 0 },
      fileName,
      encoding: file?.encoding ?? 'utf8',
      status,
      prompt: undefined,
      cut: { lines: [], isOpen: false },
      sought: '',
      isOver: false
    }
    return { stdout: '', stderr: '', exitCode: await run(nano, terminal, context) }
  })
]
