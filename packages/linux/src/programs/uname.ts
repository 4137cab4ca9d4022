import type { Command } from 'just-bash'
import type { Machine } from '../types.ts'
import { kernelOf } from './kernel.ts'
import { fail, program } from './program.ts'

const usage = `Usage: uname [OPTION]...
Print certain system information.  With no OPTION, same as -s.

  -a, --all                print all information, in the following order,
                             except omit -p and -i if unknown:
  -s, --kernel-name        print the kernel name
  -n, --nodename           print the network node hostname
  -r, --kernel-release     print the kernel release
  -v, --kernel-version     print the kernel version
  -m, --machine            print the machine hardware name
  -p, --processor          print the processor type (non-portable)
  -i, --hardware-platform  print the hardware platform (non-portable)
  -o, --operating-system   print the operating system
      --help        display this help and exit`

export function kernelPrograms({ hostname, distribution, cores }: Machine): Command[] {
  const { release, version } = kernelOf(distribution)
  const facts: readonly (readonly [string, string])[] = [
    ['s', 'Linux'],
    ['n', hostname],
    ['r', release],
    ['v', version],
    ['m', 'x86_64'],
    ['p', 'x86_64'],
    ['i', 'x86_64'],
    ['o', 'GNU/Linux']
  ]
  return [
    program('uname', {
      usage,
      options:
        'a|all s|kernel-name n|nodename r|kernel-release v|kernel-version m|machine p|processor i|hardware-platform o|operating-system',
      run({ has, operands: [extra] }) {
        if (extra !== undefined)
          return fail(1, `uname: extra operand '${extra}'\nTry 'uname --help' for more information.`)
        const asked = facts.filter(([option]) => has('a') || has(option)).map(([, fact]) => fact)
        return `${asked.join(' ') || 'Linux'}\n`
      }
    }),
    program('arch', { usage: 'Usage: arch [OPTION]...\nPrint machine architecture.', run: () => 'x86_64\n' }),
    program('nproc', {
      usage: 'Usage: nproc [OPTION]...\nPrint the number of processing units available to the current process.',
      options: 'all ignore=',
      run: ({ value }) => `${Math.max(1, cores - Number(value('ignore') ?? 0))}\n`
    })
  ]
}
