/** Memory and disk, in the sizes of the server's plan. */
import type { Command } from 'just-bash'
import type { Machine } from '../types.ts'
import { columns, humanSize } from './columns.ts'
import type { ParsedOptions } from './options.ts'
import { type Context, fail, program } from './program.ts'

const gib = 1024 ** 3

const mounts = (diskGiB: number, memoryMiB: number) => [
  { source: 'udev', type: 'devtmpfs', bytes: memoryMiB * 512 * 1024, used: 0, target: '/dev' },
  { source: 'tmpfs', type: 'tmpfs', bytes: memoryMiB * 102 * 1024, used: 0, target: '/run' },
  { source: '/dev/vda1', type: 'ext4', bytes: diskGiB * gib * 0.98, used: 2.3 * gib, target: '/' },
  { source: 'tmpfs', type: 'tmpfs', bytes: memoryMiB * 512 * 1024, used: 0, target: '/dev/shm' }
]

type Mount = ReturnType<typeof mounts>[number]

/** The file system on which a path lies; undefined if there is no such path. */
async function mountOf(all: readonly Mount[], operand: string, { fs, cwd }: Context): Promise<Mount | undefined> {
  const path = fs.resolvePath(cwd, operand)
  if (!(await fs.exists(path))) return undefined
  const within = all.filter(({ target }) => path === target || path.startsWith(target === '/' ? '/' : `${target}/`))
  return within.sort((a, b) => b.target.length - a.target.length)[0]
}

export const resourcePrograms = (machine: Machine): Command[] => [free(machine), df(machine), lsblk(machine)]

function free({ memoryMiB }: Machine): Command {
  const total = Math.round(memoryMiB * 0.95) * 1024 * 1024
  const [used, shared, cached] = [Math.round(total * 0.09), 3 * 1024 * 1024, Math.round(total * 0.21)]
  return program('free', {
    usage: 'Usage:\n free [options]',
    options: 'b|bytes k|kibi m|mebi g|giga h|human t|total w|wide s|seconds= c|count= l|lohi',
    run({ has }) {
      const unit = has('b') ? 1 : has('m') ? 1024 ** 2 : has('g') ? gib : 1024
      const show = (bytes: number) => (has('h') ? humanSize(bytes, 'i') : String(Math.floor(bytes / unit)))
      const sizes = [total, used, total - used - cached, shared, cached, total - used - shared].map(show)
      const none = ['0', '0', '0'].map((zero) => (has('h') ? `${zero}B` : zero))
      const line = (label: string, cells: readonly string[]) =>
        `${label.padEnd(8)}${cells.map((cell) => cell.padStart(12)).join('')}\n`
      const sum = has('t') ? line('Total:', sizes.slice(0, 3)) : ''
      const head = ['total', 'used', 'free', 'shared', 'buff/cache', 'available']
      return line('', head) + line('Mem:', sizes) + line('Swap:', none) + sum
    }
  })
}

const df = ({ memoryMiB, diskGiB }: Machine): Command =>
  program('df', {
    usage: 'Usage: df [OPTION]... [FILE]...\nShow information about the file system on which each FILE resides.',
    options:
      'a|all B|block-size= h|human-readable H|si i|inodes k l|local m P|portability T|print-type t|type= x|exclude-type= total output?',
    async run(parsed, context) {
      const { has, values, operands } = parsed
      const all = mounts(diskGiB, memoryMiB)
      const chosen: Mount[] = []
      for (const operand of operands) {
        const mount = await mountOf(all, operand, context)
        if (mount === undefined) return fail(1, `df: ${operand}: No such file or directory`)
        chosen.push(mount)
      }
      const listed = (operands.length > 0 ? chosen : all).filter(
        ({ type }) => !values('x').includes(type) && (!has('t') || values('t').includes(type))
      )
      if (listed.length === 0) return fail(1, 'df: no file systems processed')
      return columns(has('T') ? 'llrrrrl' : 'lrrrrl', [headOf(parsed), ...listed.map((mount) => rowOf(mount, parsed))])
    }
  })

const isHuman = ({ has }: ParsedOptions): boolean => has('h') || has('H')

/** Bytes in a block, in which df counts. */
const unitOf = ({ has, value }: ParsedOptions): number =>
  has('m') || value('B') === 'M' ? 1024 ** 2 : value('B') === 'G' ? gib : value('B') === '1' ? 1 : 1024

function headOf(parsed: ParsedOptions): string[] {
  const { has } = parsed
  const unit = unitOf(parsed)
  const kilo = has('P') ? '1024-blocks' : '1K-blocks'
  const label = unit === 1024 ? kilo : unit === 1 ? '1B-blocks' : `1${unit === gib ? 'G' : 'M'}-blocks`
  const sizes = isHuman(parsed) ? ['Size', 'Used', 'Avail'] : [label, 'Used', 'Available']
  const heads = has('i') ? ['Inodes', 'IUsed', 'IFree', 'IUse%'] : [...sizes, has('P') ? 'Capacity' : 'Use%']
  return ['Filesystem', ...(has('T') ? ['Type'] : []), ...heads, 'Mounted on']
}

function rowOf({ source, type, bytes, used, target }: Mount, parsed: ParsedOptions): string[] {
  const { has } = parsed
  const [total, taken] = has('i') ? [Math.floor(bytes / 16_384), Math.ceil(used / 30_000)] : [bytes, used]
  const count = (amount: number) => {
    if (isHuman(parsed)) return humanSize(amount, '')
    return String(has('i') ? amount : Math.ceil(amount / unitOf(parsed)))
  }
  const numbers = [total, taken, total - taken].map(count)
  return [source, ...(has('T') ? [type] : []), ...numbers, `${Math.ceil((taken / total) * 100)}%`, target]
}

const lsblk = ({ diskGiB }: Machine): Command =>
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
