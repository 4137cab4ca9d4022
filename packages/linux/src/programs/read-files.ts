/** Programs that read files: realpath, cmp, sha384sum and the like. */
import { createHash } from 'node:crypto'
import { type Command, latin1FromBytes } from 'just-bash'
import { type Context, fail, program } from './program.ts'

/** The bytes of a file, or of standard input for `-`; undefined if they can't be read. */
async function read(file: string, { fs, cwd, stdin }: Context): Promise<Uint8Array | undefined> {
  if (file === '-') return Buffer.from(latin1FromBytes(stdin), 'latin1')
  const path = fs.resolvePath(cwd, file)
  return (await fs.exists(path)) && !(await fs.stat(path)).isDirectory ? await fs.readFileBuffer(path) : undefined
}

const sums = (name: string, algorithm: string) =>
  program(name, {
    usage: `Usage: ${name} [OPTION]... [FILE]...\nPrint or check ${algorithm.toUpperCase()} checksums.`,
    options: 'c|check b|binary t|text quiet status w|warn tag z|zero',
    async run({ has, operands }, context) {
      const sum = (content: Uint8Array) => createHash(algorithm).update(content).digest('hex')
      const lines: string[] = []
      const faults: string[] = []
      for (const file of operands.length === 0 ? ['-'] : operands) {
        const content = await read(file, context)
        if (content === undefined) faults.push(`${name}: ${file}: No such file or directory`)
        else if (!has('c')) lines.push(`${sum(content)}  ${file}`)
        else
          for (const line of Buffer.from(content).toString().split('\n').filter(Boolean)) {
            const [, digest = '', checked = ''] = /^([\da-f]+) [ *](.*)$/.exec(line) ?? []
            const found = await read(checked, context)
            const isSame = found !== undefined && sum(found) === digest
            if (!isSame) faults.push(`${name}: WARNING: 1 computed checksum did NOT match`)
            if (!isSame || !has('quiet')) lines.push(`${checked}: ${isSame ? 'OK' : 'FAILED'}`)
          }
      }
      const text = (all: readonly string[]) => all.map((line) => `${line}\n`).join('')
      return { stdout: has('status') ? '' : text(lines), stderr: text(faults), exitCode: faults.length > 0 ? 1 : 0 }
    }
  })

export const fileReaders: readonly Command[] = [
  sums('sha224sum', 'sha224'),
  sums('sha384sum', 'sha384'),
  sums('sha512sum', 'sha512'),
  program('realpath', {
    usage: 'Usage: realpath [OPTION]... FILE...\nPrint the resolved absolute file name.',
    options: 'e|canonicalize-existing m|canonicalize-missing s|strip|no-symlinks q|quiet z|zero L|logical P|physical',
    async run({ has, operands }, { fs, cwd }) {
      if (operands.length === 0)
        return fail(1, "realpath: missing operand\nTry 'realpath --help' for more information.")
      const lines: string[] = []
      for (const file of operands) {
        const path = fs.resolvePath(cwd, file)
        const parent = path.replace(/\/[^/]*$/, '') || '/'
        if (await fs.exists(path)) lines.push(has('s') ? path : await fs.realpath(path))
        else if (has('m') || (!has('e') && (await fs.exists(parent)))) lines.push(path)
        else return fail(1, `realpath: ${file}: No such file or directory`)
      }
      return lines.map((line) => `${line}${has('z') ? '\0' : '\n'}`).join('')
    }
  }),
  program('cmp', {
    usage: 'Usage: cmp [OPTION]... FILE1 [FILE2]\nCompare two files byte by byte.',
    options: 's|quiet|silent l|verbose b|print-bytes',
    misuse: 2,
    async run({ has, operands: [first, second = '-'] }, context) {
      if (first === undefined)
        return fail(2, "cmp: missing operand after 'cmp'\ncmp: Try 'cmp --help' for more information.")
      const [a, b] = [await read(first, context), await read(second, context)]
      if (a === undefined || b === undefined)
        return fail(2, `cmp: ${a === undefined ? first : second}: No such file or directory`)
      if (Buffer.compare(a, b) === 0) return ''
      const at = a.findIndex((byte, index) => byte !== b[index])
      const isShort = at === -1 || at >= b.length
      if (has('s')) return { stdout: '', stderr: '', exitCode: 1 }
      if (isShort)
        return fail(1, `cmp: EOF on ${a.length < b.length ? first : second} after byte ${Math.min(a.length, b.length)}`)
      const line = a.subarray(0, at).filter((byte) => byte === 10).length + 1
      return { stdout: `${first} ${second} differ: byte ${at + 1}, line ${line}\n`, stderr: '', exitCode: 1 }
    }
  })
]
