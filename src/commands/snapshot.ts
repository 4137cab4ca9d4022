import { writeFile } from 'node:fs/promises'
import type { SwasControl } from '../client/service-types.ts'
import { type Command, Failure, type ParsedArguments, UsageError } from './command.ts'
import { readInput } from './input.ts'
import { accountFlag, atService, scopeOf } from './service.ts'
import { targetSettings, urlFlag } from './target.ts'

type Verb = (control: SwasControl, line: ParsedArguments, name: string, file: string | undefined) => Promise<void>

const verbs: Readonly<Record<string, Verb>> = {
  save: async (control, line, name) => void (await control.snapshot(name, scopeOf(line))),
  restore: (control, line, name) => control.restore(name, scopeOf(line)),
  delete: (control, line, name) => control.snapshots.remove(name, scopeOf(line)),
  async export(control, line, name, file) {
    const text = JSON.stringify(await control.snapshots.export(name, scopeOf(line)))
    if (file === undefined || file === '-') line.print(text)
    else await writeFile(file, `${text}\n`)
  },
  async import(control, line, name, file) {
    if (file === undefined) throw new UsageError('import needs a FILE, or - for standard input.')
    await control.snapshots.import(name, parse(await readInput(file), file), scopeOf(line))
  }
}

export const snapshot: Command = {
  usage: ['save NAME', 'restore NAME', 'list', 'delete NAME', 'export NAME [FILE]', 'import NAME FILE|-'],
  about: 'Saves the state under a name, and restores it. The file of a snapshot holds no secrets. See docs/state.md.',
  flags: { account: accountFlag, json: { help: 'Prints the list as JSON.' }, url: urlFlag },
  settings: targetSettings,
  async run(line) {
    const [word = '', name, file, ...more] = line.words
    if (word === 'list' && name === undefined) {
      await list(line)
      return 0
    }
    const verb = Object.hasOwn(verbs, word) ? verbs[word] : undefined
    if (verb === undefined) throw new UsageError(`say one of list, ${Object.keys(verbs).join(', ')}.`)
    if (name === undefined) throw new UsageError(`${word} needs the NAME of a snapshot.`)
    if (more.length > 0 || (file !== undefined && !['export', 'import'].includes(word)))
      throw new UsageError(`${more[0] ?? file} is one word too many.`)
    await atService(line, (control) => verb(control, line, name, file))
    return 0
  }
}

async function list(line: ParsedArguments): Promise<void> {
  const found = await atService(line, (control) => control.snapshots.list(scopeOf(line)))
  if (line.has('json')) line.print(JSON.stringify(found))
  else for (const { name, created } of found) line.print(`${created.toISOString()}  ${name}`)
}

function parse(text: string, file: string): Record<string, unknown> {
  try {
    return JSON.parse(text)
  } catch {
    throw new Failure(`${file} is no snapshot: it isn't JSON.`)
  }
}
