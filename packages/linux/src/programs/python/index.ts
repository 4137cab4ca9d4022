/**
 * just-bash's Python (CPython in WebAssembly), which sees the server as its own machine: the whole disk, the server's
 * names, and its programs, which the shell runs. The shell must have `guestFetch` as its fetch.
 */
import { randomUUID } from 'node:crypto'
import { type Command, decodeBytesToUtf8 } from 'just-bash'
import type { Machine } from '../../types.ts'
import { kernelOf } from '../kernel.ts'
import { type Context, fail, original, plain } from '../program.ts'
import { answering, isBusy } from './bridge.ts'
import files from './files.py'
import { library } from './library.ts'
import main from './main.py'
import modules from './modules.py'
import processes from './processes.py'
import streams from './streams.py'
import system from './system.py'

/** One program in one namespace: each part uses names of those before it. */
const source = [files, system, modules, streams, processes, main].join('\n')

interface Asked {
  readonly kind: 'command' | 'module' | 'file' | 'input'
  readonly value: string
  readonly args: readonly string[]
}

/** What a command line asks for. A text is printed instead, and a number is the exit code of a usage error. */
function read(args: readonly string[]): Asked | string | number {
  const rest = [...args]
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '-V' || arg === '--version' || arg === '-VV') return 'Python 3.13.2\n'
    if (arg === '-h' || arg === '--help') return 'usage: python3 [option] ... [-c cmd | -m mod | file | -] [arg] ...\n'
    const [, letters, attached] = /^-([bBdEiIOqPsSuvx]*[cm])(.*)$/s.exec(arg) ?? []
    if (letters !== undefined) {
      const value = attached || rest.shift()
      if (value === undefined) return 2
      return { kind: letters.endsWith('c') ? 'command' : 'module', value, args: rest }
    }
    if (arg === '-' || arg === '--')
      return arg === '-' ? { kind: 'input', value: '', args: ['-', ...rest] } : file(rest)
    if (/^-[WX]$/.test(arg)) rest.shift()
    else if (/^-[WX]./.test(arg) || /^-[bBdEiIOqPsSuvx]+$/.test(arg)) continue
    else return arg.startsWith('-') ? 2 : file([arg, ...rest])
  }
  return { kind: 'input', value: '', args: [''] }
}

const file = ([name = '', ...args]: readonly string[]): Asked => ({ kind: 'file', value: name, args })

async function run(asked: Asked, { hostname, distribution, cores }: Machine, context: Context) {
  const { kind, args } = asked
  const token = randomUUID()
  const value = kind === 'input' ? decodeBytesToUtf8(context.stdin) : asked.value
  const globals = {
    token,
    program: [kind, value, args],
    environment: context.exportedEnv ?? {},
    library,
    machine: { hostname, cores, ...kernelOf(distribution) }
  }
  // A string in JSON is the same string in Python.
  const code = `guest = ${JSON.stringify(globals)}\nexec(compile(${JSON.stringify(source)}, '<python3>', 'exec'), guest)\nsys.exit(guest['status'])`
  let exitCode = 1
  let faults = ''
  const { stdout, stderr } = await answering(token, context, async () => {
    const ended = await original(context, ['-c', code])
    exitCode = ended.exitCode
    faults = ended.stdout + ended.stderr
  })
  return {
    stdout: stdout.toString('latin1'),
    stdoutKind: 'bytes',
    stdoutEncoding: 'binary',
    stderr: stderr.toString() + faults,
    exitCode
  } as const
}

export const pythonPrograms = (machine: Machine): Command[] =>
  ['python3', 'python'].map((name) =>
    plain(name, async (args, context) => {
      const asked = read(args)
      if (typeof asked === 'string') return asked
      if (typeof asked === 'number')
        return fail(asked, `unknown option\nusage: ${name} [option] ... [-c cmd | -m mod | file | -] [arg] ...`)
      if (asked.kind === 'file' && !(await context.fs.exists(context.fs.resolvePath(context.cwd, asked.value))))
        return fail(
          2,
          `${name}: can't open file '${context.fs.resolvePath(context.cwd, asked.value)}': [Errno 2] No such file or directory`
        )
      if (isBusy()) return fail(1, `${name}: Cannot allocate memory`)
      return await run(asked, machine, context)
    })
  )
