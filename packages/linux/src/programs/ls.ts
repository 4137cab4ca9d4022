/** ls, with owners, modes and the options that just-bash's own lacks. */
import type { Command } from 'just-bash'
import type { Machine } from '../types.ts'
import { longDate, months, now } from './clock.ts'
import { columns, humanSize } from './columns.ts'
import { allotted, type FileFacts, lookUp, modeLetters } from './file-facts.ts'
import type { ParsedOptions } from './options.ts'
import { type Context, program } from './program.ts'

const options =
  'a|all A|almost-all l L|dereference h|human-readable t r|reverse S R|recursive 1 d|directory F|classify? p i|inode n|numeric-uid-gid g o G|no-group s|size color? time-style= full-time group-directories-first C m x X U u c Q|quote-name N|literal b|escape k q v T= w= I|ignore= indicator-style= si Z|context'

function order({ has }: ParsedOptions, facts: readonly FileFacts[]): FileFacts[] {
  const byName = (a: FileFacts, b: FileFacts) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
  const sorted = [...facts].sort((a, b) => {
    const first = has('t') ? b.modifiedAt - a.modifiedAt : has('S') ? b.size - a.size : 0
    return first || byName(a, b)
  })
  if (has('r')) sorted.reverse()
  const rank = ({ kind }: FileFacts) => (kind === 'directory' ? 0 : 1)
  return has('group-directories-first') ? sorted.sort((a, b) => rank(a) - rank(b)) : sorted
}

function time({ has, value }: ParsedOptions, at: number, current: number): string {
  const style = has('full-time') ? 'full-iso' : (value('time-style') ?? '')
  if (style.startsWith('+')) return longDate(at)
  if (style === 'full-iso') return `${longDate(at)}.000000000 +0000`
  if (style === 'long-iso') return longDate(at).slice(0, 16)
  const date = new Date(at)
  const isRecent = at <= current && current - at < 182 * 86_400_000
  const last = isRecent ? date.toISOString().slice(11, 16) : ` ${date.getUTCFullYear()}`
  return `${months[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)} ${last}`
}

function shownName({ has }: ParsedOptions, { name, kind, mode, target }: FileFacts, isLong: boolean): string {
  const marks = { directory: '/', link: isLong ? '' : '@', file: mode & 0o111 ? '*' : '' }
  const mark = has('F') ? marks[kind] : has('p') && kind === 'directory' ? '/' : ''
  const shown = has('Q') ? JSON.stringify(name) : name
  return `${shown}${mark}${isLong && kind === 'link' ? ` -> ${target}` : ''}`
}

function lines(parsed: ParsedOptions, facts: readonly FileFacts[], current: number): string {
  const { has } = parsed
  const isLong = has('l') || has('n') || has('g') || has('o') || has('full-time')
  const owner = has('n') ? '0' : 'root'
  const rows = order(parsed, facts).map((file) => [
    ...(has('i') ? [String(file.inode)] : []),
    ...(has('s') ? [String(allotted(file))] : []),
    ...(isLong
      ? [
          modeLetters(file),
          file.kind === 'directory' ? '2' : '1',
          ...(has('g') ? [] : [owner]),
          ...(has('o') || has('G') ? [] : [owner]),
          has('h') ? humanSize(file.size, '') : String(file.size),
          time(parsed, file.modifiedAt, current)
        ]
      : []),
    shownName(parsed, file, isLong)
  ])
  if (has('m')) return rows.length === 0 ? '' : `${rows.map((row) => row.join(' ')).join(', ')}\n`
  const lead = (has('i') ? 'r' : '') + (has('s') ? 'r' : '')
  const owners = (has('g') ? '' : 'l') + (has('o') || has('G') ? '' : 'l')
  return columns(isLong ? `${lead}lr${owners}rl` : `${lead}l`, rows)
}

async function list(parsed: ParsedOptions, folder: string, current: number, context: Context): Promise<string[]> {
  const { has } = parsed
  const { fs, cwd } = context
  const names = await fs.readdir(fs.resolvePath(cwd, folder))
  const visible = names.filter((name) => has('a') || has('A') || !name.startsWith('.'))
  const shown = [...(has('a') ? ['.', '..'] : []), ...visible]
  const found = await Promise.all(shown.map((name) => lookUp(`${folder}/${name}`, context, has('L'))))
  const facts = found.flatMap((file, at) => (file === undefined ? [] : [{ ...file, name: shown[at] ?? '' }]))
  const total = facts.reduce((sum, file) => sum + allotted(file), 0)
  const heading = has('l') || has('n') || has('s') ? `total ${has('h') ? humanSize(total * 1024, '') : total}\n` : ''
  const sections = [`${heading}${lines(parsed, facts, current)}`]
  if (!has('R')) return sections
  const inner = order(parsed, facts).filter(({ kind, name }) => kind === 'directory' && name !== '.' && name !== '..')
  for (const { name } of inner) {
    const path = `${folder.replace(/\/$/, '')}/${name}`
    const [first = '', ...rest] = await list(parsed, path, current, context)
    sections.push(`${path}:\n${first}`, ...rest)
  }
  return sections
}

export const lsPrograms = (machine: Machine): Command[] => [
  program('ls', {
    usage: `Usage: ls [OPTION]... [FILE]...
List information about the FILEs (the current directory by default).
Sort entries alphabetically if none of -tSU nor --sort is specified.`,
    options,
    misuse: 2,
    async run(parsed, context) {
      const { has, operands } = parsed
      const current = now(machine)
      const faults: string[] = []
      const files: FileFacts[] = []
      const folders: FileFacts[] = []
      for (const operand of operands.length === 0 ? ['.'] : operands) {
        const isLong = has('l') || has('d') || has('F')
        const file = (await lookUp(operand, context, !isLong || has('L'))) ?? (await lookUp(operand, context))
        if (file === undefined) faults.push(`ls: cannot access '${operand}': No such file or directory`)
        else if (file.kind === 'directory' && !has('d')) folders.push(file)
        else files.push(file)
      }
      const sections = files.length === 0 ? [] : [lines(parsed, files, current)]
      const isTitled = operands.length > 1 || has('R')
      for (const { name } of order(parsed, folders)) {
        const [first = '', ...rest] = await list(parsed, name, current, context)
        sections.push(isTitled ? `${name}:\n${first}` : first, ...rest)
      }
      const stderr = faults.map((fault) => `${fault}\n`).join('')
      return { stdout: sections.join('\n'), stderr, exitCode: faults.length > 0 ? 2 : 0 }
    }
  })
]
