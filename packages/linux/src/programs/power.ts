/** Programs that stop or restart the server, by the rules of the API. */
import type { Command } from 'just-bash'
import type { Host } from '../types.ts'
import { fail, plain, program } from './program.ts'

const shutdownUsage = `shutdown [OPTIONS...] [TIME] [WALL...]

Shut down the system.

Options:
     --help      Show this help
  -H --halt      Halt the machine
  -P --poweroff  Power-off the machine
  -r --reboot    Reboot the machine
  -h             Equivalent to --poweroff, overridden by --halt
  -k             Don't halt/power-off/reboot, just send warnings
     --no-wall   Don't send wall message before halt/power-off/reboot
  -c             Cancel a pending shutdown`

export function powerPrograms({ power }: Host): Command[] {
  const change = async (to: 'reboot' | 'poweroff') => {
    await power(to)
    return ''
  }
  const atOnce = (name: string, to: 'reboot' | 'poweroff', words: string) =>
    program(name, {
      usage: `${name} [OPTIONS...]\n\n${words}`,
      options: 'f|force p|poweroff reboot halt w|wtmp-only d|no-wtmp n|no-sync no-wall',
      run: ({ has }) => (has('w') ? '' : change(has('reboot') ? 'reboot' : has('p') || has('halt') ? 'poweroff' : to))
    })
  return [
    atOnce('reboot', 'reboot', 'Reboot the system.'),
    atOnce('poweroff', 'poweroff', 'Power off the system.'),
    atOnce('halt', 'poweroff', 'Halt the system.'),
    program('shutdown', {
      usage: shutdownUsage,
      options: 'H|halt P|poweroff r|reboot h k c no-wall f F t=',
      run({ has, operands: [time] }) {
        if (has('k') || has('c')) return ''
        if (time !== undefined && time !== 'now' && !/^\+0+$/.test(time))
          return fail(1, `Failed to parse time specification: ${time}: this server only goes down now`)
        if (time === undefined) return fail(1, 'shutdown: this server keeps no schedule; say when: shutdown -h now')
        return change(has('r') ? 'reboot' : 'poweroff')
      }
    }),
    ...['init', 'telinit'].map((name) =>
      plain(name, ([level, ...more]) => {
        if (level === undefined) return fail(1, `${name}: required argument missing.`)
        if (more.length > 0) return fail(1, `${name}: too many arguments.`)
        if (level === '0') return change('poweroff')
        if (level === '6') return change('reboot')
        return '12345sSqQuU'.includes(level) && level.length === 1 ? '' : fail(1, `${name}: invalid runlevel: ${level}`)
      })
    )
  ]
}
