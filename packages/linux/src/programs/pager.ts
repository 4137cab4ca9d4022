/** less and more. Without a terminal they copy their input, as cat does. */
import { type Command, decodeBytesToUtf8 } from 'just-bash'
import type { Host, TerminalAccess } from '../types.ts'
import { type Context, fail, plain, print } from './program.ts'
import { typed } from './screen/keys.ts'
import { withScreen } from './screen/screen.ts'
import { before, layOut } from './screen/width.ts'

interface Page {
  /** The first visible row. */
  top: number
  /** How many rows of text fit on the screen. */
  height: number
  rows: readonly string[]
  pattern: string
  /** The command line at the bottom, from its `/` on. */
  typing: string | undefined
  message: string
}

const inverse = (text: string): string => `\x1b[7m${text}\x1b[m`

function scroll(page: Page, by: number): void {
  page.top = Math.max(0, Math.min(page.top + by, page.rows.length - page.height))
}

function search(page: Page, direction: 'forward' | 'backward'): void {
  const wanted = page.pattern.toLowerCase()
  const holds = (row: string) => row.toLowerCase().includes(wanted)
  const at =
    direction === 'forward'
      ? page.rows.findIndex((row, index) => index > page.top && holds(row))
      : page.rows.findLastIndex((row, index) => index < page.top && holds(row))
  if (wanted === '' || at === -1) page.message = 'Pattern not found  (press RETURN)'
  else scroll(page, at - page.top)
}

/** Whether the key ends the pager. */
function press(page: Page, key: string): boolean {
  page.message = ''
  if (page.typing !== undefined) {
    if (key === '\r' || key === '\n') {
      const [direction, words] = [page.typing.charAt(0), page.typing.slice(1)]
      page.typing = undefined
      page.pattern = words || page.pattern
      search(page, direction === '/' ? 'forward' : 'backward')
    } else if (key === '\x1b' || key === '\x03') page.typing = undefined
    else if (key === '\x7f') page.typing = page.typing.slice(0, before(page.typing, page.typing.length)) || undefined
    else if (key >= ' ' && key.length <= 2) page.typing += key
    return false
  }
  if (key === 'q' || key === 'Q' || key === '\x03') return true
  if ([' ', 'f', '\x06', 'PageDown'].includes(key)) scroll(page, page.height)
  else if (['b', '\x02', 'PageUp'].includes(key)) scroll(page, -page.height)
  else if (['j', 'e', '\r', '\n', 'Down'].includes(key)) scroll(page, 1)
  else if (['k', 'y', 'Up'].includes(key)) scroll(page, -1)
  else if (key === 'd' || key === '\x04') scroll(page, Math.floor(page.height / 2))
  else if (key === 'u' || key === '\x15') scroll(page, -Math.floor(page.height / 2))
  else if (['g', '<', 'Home'].includes(key)) scroll(page, -page.top)
  else if (['G', '>', 'End'].includes(key)) scroll(page, page.rows.length)
  else if (key === '/' || key === '?') page.typing = key
  else if (key === 'n') search(page, 'forward')
  else if (key === 'N') search(page, 'backward')
  return false
}

interface Shown {
  readonly content: string
  readonly title: string
  readonly isMore: boolean
}

async function browse(terminal: TerminalAccess, { content, title, isMore }: Shown): Promise<void> {
  const lines = content.replace(/\n$/, '').split('\n')
  await withScreen(terminal, async (screen) => {
    const page: Page = { top: 0, height: 0, rows: [], pattern: '', typing: undefined, message: title }
    let columns = 0
    const show = () => {
      if (columns !== terminal.columns) page.rows = lines.flatMap((line) => layOut(line, terminal.columns).rows)
      columns = terminal.columns
      page.height = Math.max(1, terminal.rows - 1)
      scroll(page, 0)
      const isEnd = page.top + page.height >= page.rows.length
      const percent = Math.floor((Math.min(page.top + page.height, page.rows.length) / page.rows.length) * 100)
      const prompt = isMore ? `--More--(${percent}%)` : isEnd ? '(END)' : ':'
      const shown = page.rows.slice(page.top, page.top + page.height)
      const bottom =
        page.typing ?? (page.message !== '' ? inverse(page.message) : prompt === ':' ? prompt : inverse(prompt))
      const cell = (page.typing ?? (page.message || prompt)).length
      const empty = Array.from({ length: page.height - shown.length }, () => '~')
      screen.show({
        rows: [...shown, ...empty, bottom],
        cursor: { row: terminal.rows - 1, cell: Math.min(cell, terminal.columns - 1) }
      })
      return isEnd
    }
    let isEnd = show()
    for await (const keys of typed(terminal)) {
      for (const key of keys) if ((isMore && isEnd && key === ' ') || press(page, key)) return
      isEnd = show()
    }
  })
}

const pager = (name: string, { terminal }: Host): Command =>
  plain(name, async (args, { fs, cwd, stdin }: Context) => {
    const files = args.filter((arg) => !/^[-+]./.test(arg) && arg !== '-')
    const input = decodeBytesToUtf8(stdin)
    if (files.length === 0 && input === '') return fail(1, `Missing filename ("${name} --help" for help)`)
    let content = files.length === 0 ? input : ''
    for (const file of files) {
      const path = fs.resolvePath(cwd, file)
      if (!(await fs.exists(path))) return fail(1, `${file}: No such file or directory`)
      if ((await fs.stat(path)).isDirectory) return fail(1, `${file} is a directory`)
      content += await fs.readFile(path)
    }
    const isShort = terminal !== undefined && content.split('\n').length <= terminal.rows
    const isPrinted = terminal === undefined || (isShort && (name === 'more' || args.some((arg) => /^-\w*F/.test(arg))))
    if (isPrinted) return print(content)
    await browse(terminal, { content, title: files[0] ?? '', isMore: name === 'more' })
    return ''
  })

export const pagerPrograms = (host: Host): Command[] => ['less', 'more'].map((name) => pager(name, host))
