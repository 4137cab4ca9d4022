/** Who is logged on. A session sees only itself. */
import type { Command } from 'just-bash'
import type { Machine } from '../types.ts'
import { clockTime, longDate, now, shortDate, upFor, upInWords } from './clock.ts'
import { columns } from './columns.ts'
import { kernelOf } from './kernel.ts'
import { type Context, print, program } from './program.ts'

interface Session {
  readonly line: string
  readonly from: string
}

/** As on any Linux, a session without a terminal isn't listed. */
function listed({ env }: Context): Session[] {
  const line = env.get('SSH_TTY')?.replace('/dev/', '')
  return line === undefined ? [] : [{ line, from: env.get('SSH_CONNECTION')?.split(' ')[0] ?? '-' }]
}

export function sessionPrograms(machine: Machine): Command[] {
  const since = now(machine)
  return [uptime(machine), who(machine, since), users, w(machine, since), last(machine, since)]
}

const upMs = (machine: Machine): number => now(machine) - machine.bootedAt

/** The first line of `uptime` and `w`. */
function summary(machine: Machine, context: Context): string {
  const users = listed(context).length
  const count = `${users} ${users === 1 ? 'user' : 'users'}`
  return ` ${clockTime(now(machine))} up ${upFor(upMs(machine))},  ${count},  load average: 0.00, 0.00, 0.00\n`
}

const uptime = (machine: Machine): Command =>
  program('uptime', {
    usage:
      'Usage:\n uptime [options]\n\nOptions:\n -p, --pretty   show uptime in pretty format\n -s, --since    system up since',
    options: 'p|pretty s|since V|version',
    run: ({ has }, context) =>
      has('s')
        ? `${longDate(machine.bootedAt)}\n`
        : has('p')
          ? `${upInWords(upMs(machine))}\n`
          : summary(machine, context)
  })

const who = (machine: Machine, since: number): Command =>
  program('who', {
    usage: 'Usage: who [OPTION]... [ FILE | ARG1 ARG2 ]\nPrint information about users who are currently logged in.',
    options: 'a|all b|boot H|heading m q|count r|runlevel s|short T|mesg u|users l|login',
    run({ has }, context) {
      if (has('b')) return `         system boot  ${longDate(machine.bootedAt).slice(0, 16)}\n`
      if (has('r')) return `         run-level 5  ${longDate(machine.bootedAt).slice(0, 16)}\n`
      const sessions = listed(context)
      if (has('q')) return `${sessions.map(() => 'root').join(' ')}\n# users=${sessions.length}\n`
      const heading = has('H') ? 'NAME     LINE         TIME             COMMENT\n' : ''
      return (
        heading +
        sessions
          .map(({ line, from }) => `root     ${line.padEnd(12)} ${longDate(since).slice(0, 16)} (${from})\n`)
          .join('')
      )
    }
  })

const users = program('users', {
  usage: 'Usage: users [OPTION]... [FILE]\nOutput who is currently logged in.',
  run: (_given, context) => (listed(context).length === 0 ? '' : 'root\n')
})

const w = (machine: Machine, since: number): Command =>
  program('w', {
    usage: 'Usage:\n w [options] [user]',
    options: 'h|no-header s|short f|from i|ip-addr o|old-style u|no-current',
    run({ has }, context) {
      const rows = listed(context).map(({ line, from }) => {
        return ['root', line, from, clockTime(since).slice(0, 5), '1.00s', '0.01s', '0.00s', 'w']
      })
      const head = ['USER', 'TTY', 'FROM', 'LOGIN@', 'IDLE', 'JCPU', 'PCPU', 'WHAT']
      return has('h') ? columns('l', rows, '  ') : summary(machine, context) + columns('l', [head, ...rows], '  ')
    }
  })

const last = (machine: Machine, since: number): Command =>
  program('last', {
    usage: 'Usage:\n last [options] [<username>...] [<tty>...]\n\nShow a listing of last logged in users.',
    options: 'n|limit= a|hostlast d|dns F|fulltimes i|ip R|nohostname x|system w|fullnames',
    run(_given, context) {
      const sessions = listed(context).map(
        ({ line, from }) => `root     ${line.padEnd(12)} ${from.padEnd(16)} ${shortDate(since)}   still logged in\n`
      )
      const { release } = kernelOf(machine.distribution)
      const boot = `reboot   system boot  ${release.slice(0, 16).padEnd(16)} ${shortDate(machine.bootedAt)}   still running\n`
      return print(`${sessions.join('')}${boot}\nwtmp begins ${shortDate(machine.bootedAt)}\n`)
    }
  })
