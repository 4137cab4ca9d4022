/** Programs that show or change the session's terminal. */
import type { Command } from 'just-bash'
import type { Host } from '../types.ts'
import { fail, plain, print, program } from './program.ts'

const capabilities: Readonly<Record<string, string>> = {
  bold: '\x1b[1m',
  sgr0: '\x1b[0m',
  smul: '\x1b[4m',
  rmul: '\x1b[24m',
  rev: '\x1b[7m',
  clear: '\x1b[H\x1b[2J',
  el: '\x1b[K',
  civis: '\x1b[?25l',
  cnorm: '\x1b[?12l\x1b[?25h',
  smcup: '\x1b[?1049h',
  rmcup: '\x1b[?1049l'
}

const settings = [
  '-a',
  '-g',
  'sane',
  'raw',
  '-raw',
  'cooked',
  'echo',
  '-echo',
  'icanon',
  '-icanon',
  'isig',
  '-isig',
  'ixon',
  '-ixon',
  'ixany',
  'onlcr',
  '-onlcr',
  'erase',
  'werase',
  'columns',
  'cols',
  'rows',
  'iutf8',
  '-ixany',
  'min',
  'time',
  'intr',
  '^?',
  '^H',
  '^C',
  'tostop',
  '-tostop',
  'echoe',
  '-echoe',
  'opost',
  '-opost',
  'icrnl',
  '-icrnl',
  'brkint',
  '-brkint'
]

export function terminalPrograms({ terminal }: Host): Command[] {
  return [
    program('tty', {
      usage: 'Usage: tty [OPTION]...\nPrint the file name of the terminal connected to standard input.',
      options: 's|silent|quiet',
      misuse: 2,
      run({ has }, { env }) {
        if (terminal !== undefined) return has('s') ? '' : `${env.get('SSH_TTY') ?? '/dev/pts/0'}\n`
        return { stdout: has('s') ? '' : 'not a tty\n', stderr: '', exitCode: 1 }
      }
    }),
    plain('stty', (args) => {
      if (terminal === undefined) return fail(1, "stty: 'standard input': Inappropriate ioctl for device")
      if (args[0] === 'size') return `${terminal.rows} ${terminal.columns}\n`
      const strange = args.find((arg) => !settings.includes(arg) && !/^\d+$|^[\da-f:]{30,}$/.test(arg))
      if (strange !== undefined)
        return fail(1, `stty: invalid argument '${strange}'\nTry 'stty --help' for more information.`)
      // The shell's line editor controls the terminal by itself, so there is nothing to set.
      if (args[0] === '-g')
        return '500:5:bf:8a3b:3:1c:7f:15:4:0:1:0:11:13:1a:0:12:f:17:16:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0\n'
      if (args[0] !== '-a' && args.length > 0) return ''
      return `speed 38400 baud; rows ${terminal.rows}; columns ${terminal.columns}; line = 0;\nintr = ^C; quit = ^\\; erase = ^?; kill = ^U; eof = ^D; start = ^Q; stop = ^S; susp = ^Z;\nisig icanon iexten echo echoe echok -echonl -noflsh\n`
    }),
    plain('tput', ([capability, ...values], { env }) => {
      if (capability === undefined) return fail(2, 'usage: tput [-V] [-S] [-T term] capname')
      const name = env.get('TERM') ?? ''
      if (name === '' || name === 'dumb')
        return capability === 'cols' ? '80\n' : capability === 'lines' ? '24\n' : { ...print(''), exitCode: 1 }
      if (capability === 'cols') return `${terminal?.columns ?? 80}\n`
      if (capability === 'lines') return `${terminal?.rows ?? 24}\n`
      if (capability === 'colors') return name.includes('256') ? '256\n' : '8\n'
      if (capability === 'setaf' || capability === 'setab') {
        const colour = Number(values[0] ?? 0)
        const base = capability === 'setaf' ? 30 : 40
        return colour < 8 ? `\x1b[${base + colour}m` : `\x1b[${base + 8};5;${colour}m`
      }
      if (capability === 'cup') return `\x1b[${Number(values[0]) + 1};${Number(values[1]) + 1}H`
      return capabilities[capability] ?? fail(4, `tput: unknown terminfo capability '${capability}'`)
    })
  ]
}
