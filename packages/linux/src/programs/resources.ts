/** Memory and disk, as the plan of the server gives them. */
import type { Command } from 'just-bash'
import type { Machine } from '../types.ts'
import { columns, humanSize } from './columns.ts'
import { type Context, fail, program } from './program.ts'

const gib = 1024 ** 3

const mounts = (diskGiB: number, memoryMiB: number) => [
  { source: 'udev', type: 'devtmpfs', bytes: memoryMiB * 512 * 1024, used: 0, target: '/dev' },
  { source: 'tmpfs', type: 'tmpfs', bytes: memoryMiB * 102 * 1024, used: 0, target: '/run' },
  { source: '/dev/vda1', type: 'ext4', bytes: diskGiB * gib * 0.98, used: 2.3 * gib, target: '/' },
  { source: 'tmpfs', type: 'tmpfs', bytes: memoryMiB * 512 * 1024, used: 0, target: '/dev/shm' }
]

type Mount = ReturnType<typeof mounts>[number]

/** The mount that holds a path. */
async function holder(all: readonly Mount[], operand: string, { fs, cwd }: Context): Promise<Mount | undefined> {
  const path = fs.resolvePath(cwd, operand)
  if (!(await fs.exists(path))) return undefined
  const within = all.filter(({ target }) => path === target || path.startsWith(target === '/' ? '/' : `${target}/`))
  return within.sort((a, b) => b.target.length - a.target.length)[0]
}

export function resourcePrograms({ memoryMiB, diskGiB }: Machine): Command[] {
  const total = Math.round(memoryMiB * 0.95) * 1024 * 1024
  const [used, shared, cached] = [Math.round(total * 0.09), 3 * 1024 * 1024, Math.round(total * 0.21)]
  return [
    program('free', {
      usage: 'Usage:\n free [options]',
      options: 'b|bytes k|kibi m|mebi g|giga h|human t|total w|wide s|seconds= c|count= l|lohi',
      run({ has }) {
        const unit = has('b') ? 1 : has('m') ? 1024 ** 2 : has('g') ? gib : 1024
        const say = (bytes: number) => (has('h') ? humanSize(bytes, 'i') : String(Math.floor(bytes / unit)))
        const sizes = [total, used, total - used - cached, shared, cached, total - used - shared].map(say)
        const none = ['0', '0', '0'].map((zero) => (has('h') ? `${zero}B` : zero))
        const line = (label: string, cells: readonly string[]) =>
          `${label.padEnd(8)}${cells
            .map((cell) => cell.padStart(12))
            .join('')
            .slice(0)}\n`
        const sum = has('t') ? line('Total:', sizes.slice(0, 3)) : ''
        const head = ['total', 'used', 'free', 'shared', 'buff/cache', 'available']
        return line('', head) + line('Mem:', sizes) + line('Swap:', none) + sum
      }
    }),
    program('df', {
      usage: 'Usage: df [OPTION]... [FILE]...\nShow information about the file system on which each FILE resides.',
      options:
        'a|all B|block-size= h|human-readable H|si i|inodes k l|local m P|portability T|print-type t|type= x|exclude-type= total output?',
      async run(given, context) {
        const { has, value, values, operands } = given
        const all = mounts(diskGiB, memoryMiB)
        const chosen: Mount[] = []
        for (const operand of operands) {
          const mount = await holder(all, operand, context)
          if (mount === undefined) return fail(1, `df: ${operand}: No such file or directory`)
          chosen.push(mount)
        }
        const listed = (operands.length > 0 ? chosen : all).filter(
          ({ type }) => !values('x').includes(type) && (!has('t') || values('t').includes(type))
        )
        if (listed.length === 0) return fail(1, 'df: no file systems processed')
        const unit =
          has('m') || value('B') === 'M' ? 1024 ** 2 : value('B') === 'G' ? gib : value('B') === '1' ? 1 : 1024
        const human = has('h') || has('H')
        const say = (bytes: number) =>
          human ? humanSize(bytes, '').replace(/^0$/, '0') : String(Math.ceil(bytes / unit))
        const label =
          unit === 1024
            ? has('P')
              ? '1024-blocks'
              : '1K-blocks'
            : unit === 1
              ? '1B-blocks'
              : `1${unit === gib ? 'G' : 'M'}-blocks`
        const heads = has('i')
          ? ['Inodes', 'IUsed', 'IFree', 'IUse%']
          : [human ? 'Size' : label, 'Used', human ? 'Avail' : 'Available', has('P') ? 'Capacity' : 'Use%']
        const row = ({ source, type, bytes, used: taken, target }: Mount) => {
          const [whole, gone] = has('i') ? [Math.floor(bytes / 16_384), Math.ceil(taken / 30_000)] : [bytes, taken]
          const count = (amount: number) => (has('i') && !human ? String(amount) : say(amount))
          const numbers = [whole, gone, whole - gone].map(count)
          return [source, ...(has('T') ? [type] : []), ...numbers, `${Math.ceil((gone / whole) * 100)}%`, target]
        }
        const head = ['Filesystem', ...(has('T') ? ['Type'] : []), ...heads, 'Mounted on']
        return columns(has('T') ? 'llrrrrl' : 'lrrrrl', [head, ...listed.map(row)])
      }
    }),
    program('lsblk', {
      usage: 'Usage:\n lsblk [options] [<device> ...]',
      options: 'a|all b|bytes d|nodeps f|fs n|noheadings o|output= p|paths l|list J|json',
      run: () =>
        columns('llrrrll', [
          ['NAME', 'MAJ:MIN', 'RM', 'SIZE', 'RO', 'TYPE', 'MOUNTPOINTS'],
          ['vda', '252:0', '0', `${diskGiB}G`, '0', 'disk'],
          ['└─vda1', '252:1', '0', `${diskGiB}G`, '0', 'part', '/']
        ])
    })
  ]
}
