import type { Command } from 'just-bash'
import { longDate } from './clock.ts'
import { allotted, type FileFacts, lookUp, modeLetters } from './file-facts.ts'
import { fail, program } from './program.ts'

const moment = (at: number): string => `${longDate(at)}.${String(at % 1000).padStart(3, '0')}000000 +0000`

const kindOf = ({ kind, size }: FileFacts): string =>
  ({ directory: 'directory', link: 'symbolic link', file: size === 0 ? 'regular empty file' : 'regular file' })[kind]

const typeBits = { file: 0o100000, directory: 0o040000, link: 0o120000 }

/** The value of a letter of `stat -c`. */
function fact(letter: string, file: FileFacts): string | number {
  const { name, kind, mode, size, modifiedAt, inode, target } = file
  const seconds = Math.floor(modifiedAt / 1000)
  const facts: Readonly<Record<string, string | number>> = {
    a: mode.toString(8),
    A: modeLetters(file),
    b: allotted(file) * 2,
    B: 512,
    d: 64513,
    D: 'fc01',
    f: (typeBits[kind] | mode).toString(16),
    F: kindOf(file),
    g: 0,
    G: 'root',
    h: kind === 'directory' ? 2 : 1,
    i: inode,
    m: '/',
    n: name,
    N: kind === 'link' ? `'${name}' -> '${target}'` : `'${name}'`,
    o: 4096,
    s: size,
    t: 0,
    T: 0,
    u: 0,
    U: 'root',
    w: '-',
    W: 0,
    x: moment(modifiedAt),
    X: seconds,
    y: moment(modifiedAt),
    Y: seconds,
    z: moment(modifiedAt),
    Z: seconds,
    '%': '%'
  }
  return facts[letter] ?? '?'
}

const formatted = (format: string, file: FileFacts): string =>
  format.replaceAll(/%[-#0+ ]?(\d*)(?:\.\d+)?([a-zA-Z%])/g, (_all, width: string, letter: string) =>
    String(fact(letter, file)).padStart(Number(width))
  )

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', '0': '\0', '\\': '\\', '"': '"' }

function description(file: FileFacts): string {
  const at = moment(file.modifiedAt)
  const size = String(file.size).padEnd(10)
  const mode = file.mode.toString(8).padStart(4, '0')
  return `  File: ${file.name}${file.kind === 'link' ? ` -> ${file.target}` : ''}
  Size: ${size}\tBlocks: ${String(allotted(file) * 2).padEnd(10)} IO Block: 4096   ${kindOf(file)}
Device: fc01h/64513d\tInode: ${String(file.inode).padEnd(10)}  Links: ${fact('h', file)}
Access: (${mode}/${modeLetters(file)})  Uid: (    0/    root)   Gid: (    0/    root)
Access: ${at}
Modify: ${at}
Change: ${at}
 Birth: -
`
}

export const statPrograms: readonly Command[] = [
  program('stat', {
    usage: 'Usage: stat [OPTION]... FILE...\nDisplay file or file system status.',
    options: 'L|dereference f|file-system c|format= printf= t|terse cached=',
    async run({ has, value, operands }, context) {
      if (operands.length === 0) return fail(1, "stat: missing operand\nTry 'stat --help' for more information.")
      if (has('f')) return fail(1, 'stat: cannot read file system information')
      let stdout = ''
      let stderr = ''
      for (const operand of operands) {
        const file = await lookUp(operand, context, has('L'))
        const [format, printf] = [value('c'), value('printf')]
        if (file === undefined) stderr += `stat: cannot statx '${operand}': No such file or directory\n`
        else if (printf !== undefined)
          stdout += formatted(printf, file).replaceAll(/\\(.)/g, (all, letter: string) => escapes[letter] ?? all)
        else if (has('t')) stdout += `${formatted('%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %W %o', file)}\n`
        else stdout += format === undefined ? description(file) : `${formatted(format, file)}\n`
      }
      return { stdout, stderr, exitCode: stderr === '' ? 0 : 1 }
    }
  })
]
