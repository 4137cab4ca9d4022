import { randomBytes } from 'node:crypto'
import { type Command, latin1FromBytes } from 'just-bash'
import { bytesOf, maxFileBytes } from './byte-count.ts'
import { type Context, fail, plain } from './program.ts'

/** Reads at most `length` bytes; undefined if there is no such file. */
async function source(
  name: string | undefined,
  length: number,
  { fs, cwd, stdin }: Context
): Promise<Uint8Array | undefined> {
  if (name === undefined) return Buffer.from(latin1FromBytes(stdin), 'latin1').subarray(0, length)
  const path = fs.resolvePath(cwd, name)
  if (path === '/dev/zero') return new Uint8Array(length)
  if (path === '/dev/urandom' || path === '/dev/random') return randomBytes(length)
  return (await fs.exists(path)) ? (await fs.readFileBuffer(path)).subarray(0, length) : undefined
}

const operands = ['if', 'of', 'bs', 'ibs', 'obs', 'count', 'status', 'conv', 'oflag', 'iflag']

export const dd: Command = plain('dd', async (args, context) => {
  const { fs, cwd } = context
  const settings = new Map(args.map((arg) => [arg.replace(/=.*/s, ''), arg.replace(/^[^=]*=/s, '')]))
  const strange = [...settings.keys()].find((key) => !operands.includes(key))
  if (strange !== undefined)
    return fail(1, `dd: unrecognized operand '${strange}'\nTry 'dd --help' for more information.`)
  const [input, output] = [settings.get('if'), settings.get('of')]
  const size = bytesOf(settings.get('bs') ?? '512')
  const length = settings.has('count') ? bytesOf(settings.get('count') ?? '') * size : maxFileBytes + 1
  if (Number.isNaN(length) || size === 0)
    return fail(1, `dd: invalid number: '${settings.get('bs') ?? settings.get('count')}'`)
  const isEndless = /^\/dev\/(zero|u?random)$/.test(input ?? '')
  if (isEndless && length > maxFileBytes)
    return fail(1, `dd: error writing '${output ?? 'standard output'}': File too large`)
  const content = await source(input, length, context)
  if (content === undefined) return fail(1, `dd: failed to open '${input}': No such file or directory`)
  if (output !== undefined && output !== '/dev/null') await fs.writeFile(fs.resolvePath(cwd, output), content)
  const records = `${Math.floor(content.length / size)}+${content.length % size === 0 ? 0 : 1}`
  const words = `${records} records in\n${records} records out\n${content.length} bytes copied\n`
  return {
    stdout: output === undefined ? Buffer.from(content).toString('latin1') : '',
    stdoutKind: 'bytes',
    stdoutEncoding: 'binary',
    stderr: settings.get('status') === 'none' ? '' : words,
    exitCode: 0
  }
})
