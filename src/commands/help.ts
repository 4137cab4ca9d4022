/** The texts of `--help`. */
import { names, rowOf } from '../config/settings.ts'
import { flagOf } from '../config/sources.ts'
import type { Command, Flag } from './command.ts'
import { withGuides } from './documents.ts'
import { commands } from './index.ts'

const program = 'swas-local'

export function generalHelp(): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => [name, summary] as const)
  return [
    `${program}: the key pairs of Alibaba Cloud's Simple Application Server on your own machine.`,
    '',
    `  ${program} [COMMAND] [FLAGS]`,
    '',
    ...columns(rows),
    '',
    `${program} COMMAND --help describes a command. Without one, ${program} runs start and takes its flags:`,
    `${program} --port 0. ${program} --version prints the version.`
  ].join('\n')
}

export function helpOf(name: string, command: Command): string {
  const forms = command.usage.map((form) => `  ${program} ${name}${form === '' ? '' : ` ${form}`} [FLAGS]`)
  // Other commands that take all settings refer to the help of start.
  const shown = name === 'start' || command.settings.length < names.length ? command.settings : []
  const [setting] = shown
  const rows = [
    ...Object.entries(command.flags),
    ...shown.map((setting): [string, Flag] => {
      const { default: fallback = '', help, format } = rowOf(setting)
      return [
        flagOf(setting),
        { value: 'VALUE', default: fallback, help: [help.en, format?.en ?? []].flat().join(' ') }
      ]
    })
  ].map(toRow)
  return [
    ...forms,
    '',
    withGuides(command.about),
    '',
    ...columns(rows),
    ...(setting === undefined
      ? []
      : ['', `Each flag from --${flagOf(setting)} on may also be an environment variable: ${setting} and so on.`]),
    ...(shown.length < command.settings.length
      ? ['', `It also takes the flags and variables of ${program} start.`]
      : [])
  ].join('\n')
}

function toRow([name, { help, value, default: fallback, repeats }]: [string, Flag]): [string, string] {
  const left = `--${name}${value === undefined ? '' : ` ${value}`}${repeats ? ' …' : ''}`
  return [left, fallback ? `${help} [${fallback}]` : help]
}

/** Formats rows in two columns; the right one is wrapped. */
function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length)) + 4
  return rows.flatMap(([left, right]) => {
    const lines = wrapped(right, 118 - width)
    return lines.map((line, place) => `${(place === 0 ? `  ${left}` : '').padEnd(width)}${line}`)
  })
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
