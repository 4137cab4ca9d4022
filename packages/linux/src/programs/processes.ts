/** The processes that a session sees: init, sshd, and its own. */
import type { Command, ExecResult } from 'just-bash'
import type { Machine } from '../types.ts'
import { now } from './clock.ts'
import { type ParsedOptions, UsageError } from './options.ts'
import { columnNames, type Process, show } from './process-columns.ts'
import { fail, plain, program } from './program.ts'

/** Process ids of a session's sshd and shell. */
const sessionIds = { sshd: 999, shell: 1000 } as const

const signals =
  'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP'.split(' ')

export function processPrograms(machine: Machine): Command[] {
  const since = now(machine)
  const list: List = (tty, running) => processesOf(machine, since, { tty, running })
  return [ps(machine, list), pgrep(list), kill, pkill(list), killall]
}

/** The processes that a session on `tty` (`?` for none) sees while it runs the command line `running`. */
type List = (tty: string, running: string) => Process[]

function processesOf(machine: Machine, since: number, { tty, running }: { tty: string; running: string }): Process[] {
  const boot = { tty: '?', started: machine.bootedAt, stat: 'Ss' }
  return [
    { ...boot, pid: 1, ppid: 0, args: '/sbin/init', comm: 'systemd' },
    { ...boot, pid: 611, ppid: 1, args: 'sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups', comm: 'sshd' },
    {
      ...boot,
      pid: sessionIds.sshd,
      ppid: 611,
      args: `sshd: root@${tty === '?' ? 'notty' : tty}`,
      comm: 'sshd',
      started: since
    },
    { tty, started: since, stat: 'Ss', pid: sessionIds.shell, ppid: sessionIds.sshd, args: '-bash', comm: 'bash' },
    { tty, started: now(machine), stat: 'R+', pid: 1042, ppid: sessionIds.shell, args: running, comm: 'ps' }
  ]
}

/** The processes whose name, or whose whole command line, matches. */
const find = (list: List, pattern: string, by: 'comm' | 'args') =>
  list('?', '')
    .filter(({ comm, args }) => new RegExp(pattern).test(by === 'args' ? args : comm))
    .filter(({ comm }) => comm !== 'ps')

const ps = (machine: Machine, list: List): Command =>
  program('ps', {
    usage: 'Usage:\n ps [options]',
    options: 'a e|A f l u= U= w x H p|pid= C= o|format= no-headers|no-heading t= T L sort= forest ppid= g= j M Z V',
    run({ has, value, values, operands }, { env }) {
      const tty = env.get('SSH_TTY')?.replace('/dev/', '') ?? '?'
      const [letters = '', ...more] = operands
      const isPids = /^\d/.test(letters)
      const bsd = isPids ? '' : letters
      if (/[^aefjlTuUvwxorSN]/.test(bsd)) throw new UsageError('unsupported option (BSD syntax)')
      const wanted = [...values('p'), ...(isPids ? operands : more)].flatMap((text) => text.split(/[\s,]+/)).map(Number)
      const all = list(tty, ['ps', ...operands].join(' '))
      const names = values('C').flatMap((text) => text.split(','))
      const everything = has('e') || /[ax]/.test(bsd) || has('u') || has('U')
      const chosen =
        wanted.length > 0
          ? all.filter(({ pid }) => wanted.includes(pid))
          : names.length > 0
            ? all.filter(({ comm }) => names.includes(comm))
            : all.filter(({ pid }) => everything || pid >= sessionIds.shell)
      const format = value('o') ?? (/o/.test(bsd) ? more[0] : undefined)
      const style = format ?? columnNames(/u/.test(bsd) ? 'user' : has('f') ? 'full' : bsd === '' ? 'short' : 'state')
      const text = show(chosen, style, { isBare: has('no-headers'), now: now(machine), memoryMiB: machine.memoryMiB })
      if (text === undefined) return fail(1, 'error: unknown user-defined format specifier\n\nUsage:\n ps [options]')
      return { stdout: text, stderr: '', exitCode: chosen.length === 0 ? 1 : 0 }
    }
  })

type Answer = (found: readonly Process[], has: ParsedOptions['has']) => ExecResult

/** A program that searches processes by a pattern: pgrep and pkill differ in what they make of them. */
const searching = (name: string, options: string, answer: Answer) => (list: List) =>
  program(name, {
    usage: `Usage:\n ${name} [options] <pattern>`,
    options,
    misuse: 2,
    run({ has, operands: [pattern] }) {
      if (pattern === undefined)
        return fail(2, `${name}: no matching criteria specified\nTry \`${name} --help' for more information.`)
      return answer(find(list, has('x') ? `^(?:${pattern})$` : pattern, has('f') ? 'args' : 'comm'), has)
    }
  })

const pgrepOptions = 'f|full l|list-name a|list-full x|exact u|euid= U|uid= n|newest o|oldest c|count P|parent='
const pgrep = searching('pgrep', pgrepOptions, (found, has) => {
  const line = ({ pid, comm, args }: Process) => `${pid}${has('l') ? ` ${comm}` : has('a') ? ` ${args}` : ''}\n`
  const stdout = has('c') ? `${found.length}\n` : found.map(line).join('')
  return { stdout, stderr: '', exitCode: found.length > 0 ? 0 : 1 }
})

const pkillOptions = 'f|full x|exact u|euid= U|uid= n|newest o|oldest signal= e|echo 9 1 2 15 HUP KILL TERM'
const pkill = searching('pkill', pkillOptions, (found) => {
  const words = found.map(({ pid }) => `pkill: killing pid ${pid} failed: Operation not permitted`)
  return { stdout: '', stderr: words.map((line) => `${line}\n`).join(''), exitCode: 1 }
})

const kill = plain('kill', (args) => {
  const list = args.indexOf('-l') === 0 || args.indexOf('-L') === 0
  if (list && args[1] !== undefined) return `${signals[(Number(args[1]) % 128) - 1] ?? args[1]}\n`
  if (list) return `${signals.map((name, at) => `${String(at + 1).padStart(2)}) SIG${name}`).join('\n')}\n`
  const pids = args.filter((arg, at) => !/^-/.test(arg) && args[at - 1] !== '-s' && args[at - 1] !== '-n')
  if (pids.length === 0)
    return fail(2, 'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]')
  const isProbe = args.includes('-0')
  const living = new Set(['1', '611', String(sessionIds.sshd), String(sessionIds.shell)])
  const words = pids.flatMap((pid) => {
    if (!/^-?\d+$/.test(pid)) return [`bash: kill: ${pid}: arguments must be process or job IDs`]
    if (living.has(pid)) return isProbe ? [] : [`bash: kill: (${pid}) - Operation not permitted`]
    return [`bash: kill: (${pid}) - No such process`]
  })
  return words.length === 0 ? '' : fail(1, words.join('\n'))
})

const killall = program('killall', {
  usage: 'Usage: killall [OPTION]... [--] NAME...',
  options: 'q|quiet s|signal= w|wait v|verbose 9 e|exact i|interactive',
  run: ({ has, operands }) =>
    has('q')
      ? { stdout: '', stderr: '', exitCode: 1 }
      : fail(1, operands.map((name) => `${name}: no process found`).join('\n'))
})
