import type { Command } from 'just-bash'
import { devices, liveMark } from '../shell/live.ts'
import type { Host } from '../types.ts'
import { follow } from './follow.ts'
import { type ParsedOptions, parseOptions, UsageError } from './options.ts'
import { type Context, fail, original, plain } from './program.ts'

const options = 'n|lines= c|bytes= f follow? F s|sleep-interval= q|quiet|silent v|verbose retry pid='

export const tailPrograms = (host: Pick<Host, 'sync'>): Command[] => [
  plain('tail', async (given, context) => {
    const isLive = given[0]?.startsWith(liveMark) ?? false
    const args = modern(isLive ? given.slice(1) : given)
    return (await followed(args, context, host, isLive)) ?? (await original(context, args))
  })
]

/** The obsolete syntax `-1c`, `+2` or `-5f`, which ssh-copy-id still uses; just-bash's tail knows only the new one. */
function modern([first = '', ...rest]: readonly string[]): string[] {
  const [, sign, count, unit, f] = /^([-+])(\d+)([cl]?)(f?)$/.exec(first) ?? []
  if (sign === undefined) return first === '' ? rest : [first, ...rest]
  const how = [unit === 'c' ? '-c' : '-n', `${sign === '+' ? '+' : ''}${count}`]
  return [...how, ...(f === '' ? [] : ['-f']), ...rest]
}

function howMuch(given: ParsedOptions): string[] {
  const [bytes, lines] = [given.value('c'), given.value('n')]
  return bytes !== undefined ? ['-c', bytes] : lines !== undefined ? ['-n', lines] : []
}

/** undefined if no file is to be followed: then just-bash's tail runs. */
async function followed(args: readonly string[], context: Context, host: Pick<Host, 'sync'>, isLive: boolean) {
  try {
    const given = parseOptions(options, args)
    const isWanted = given.has('f') || given.has('F') || given.has('follow')
    if (!isWanted) return undefined
    // GNU tail follows no pipe either.
    if (given.operands.every((name) => name === '-')) return await original(context, howMuch(given))
    if (given.has('pid')) return fail(1, 'tail: --pid is not available on this server')
    // A pipe or file gets a program's output only when the program has ended, so it can't follow.
    if (!isLive) return fail(1, 'tail: -f shows what it follows on the screen only, not in a pipe or a file')
    const to = (device: string) => (bytes: Uint8Array) => context.fs.appendFile(device, bytes)
    const printError = (words: string) => to(devices.error)(Buffer.from(`${words}\n`))
    return await follow(given, { context, host, show: to(devices.output), printError })
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return undefined
  }
}
