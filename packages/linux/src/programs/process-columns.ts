import { clockTime, months } from './clock.ts'
import { columns } from './columns.ts'

export interface Process {
  readonly pid: number
  readonly ppid: number
  readonly tty: string
  readonly stat: string
  readonly started: number
  readonly comm: string
  readonly args: string
}

interface View {
  readonly isBare: boolean
  readonly now: number
  readonly memoryMiB: number
}

type Cell = (process: Process, view: View) => string | number

const started = ({ started: at }: Process, view: View): string => {
  const date = new Date(at)
  const isToday = view.now - at < 86_400_000
  return isToday
    ? clockTime(at).slice(0, 5)
    : `${months[date.getUTCMonth()]}${String(date.getUTCDate()).padStart(2, '0')}`
}

const elapsed: Cell = ({ started: at }, { now }) => {
  const seconds = Math.max(0, Math.floor((now - at) / 1000))
  const days = Math.floor(seconds / 86_400)
  const clock = clockTime(seconds * 1000)
  return days > 0 ? `${days}-${clock}` : clock.replace(/^00:/, '')
}

const size = ({ comm }: Process): number => (comm === 'systemd' ? 13_200 : comm === 'bash' ? 5_100 : 9_300)

/** Heading, alignment and content of each column of `ps -o`. */
const known: Readonly<Record<string, readonly [string, 'l' | 'r', Cell]>> = {
  user: ['USER', 'l', () => 'root'],
  uid: ['UID', 'r', () => 0],
  pid: ['PID', 'r', ({ pid }) => pid],
  ppid: ['PPID', 'r', ({ ppid }) => ppid],
  pgid: ['PGID', 'r', ({ pid }) => pid],
  sid: ['SID', 'r', ({ pid }) => pid],
  '%cpu': ['%CPU', 'r', () => '0.0'],
  '%mem': ['%MEM', 'r', (process, { memoryMiB }) => ((size(process) / memoryMiB / 1024) * 100).toFixed(1)],
  c: ['C', 'r', () => 0],
  vsz: ['VSZ', 'r', (process) => size(process) * 2],
  rss: ['RSS', 'r', size],
  tty: ['TTY', 'l', ({ tty }) => tty],
  stat: ['STAT', 'l', ({ stat }) => stat],
  s: ['S', 'l', ({ stat }) => stat.charAt(0)],
  start: ['START', 'l', started],
  stime: ['STIME', 'l', started],
  etime: ['ELAPSED', 'r', elapsed],
  etimes: ['ELAPSED', 'r', ({ started: at }, { now }) => Math.floor((now - at) / 1000)],
  time: ['TIME', 'r', () => '00:00:00'],
  cputime: ['TIME', 'r', () => '0:00'],
  comm: ['COMMAND', 'l', ({ comm }) => comm],
  ucmd: ['CMD', 'l', ({ comm }) => comm],
  args: ['COMMAND', 'l', ({ args }) => args],
  cmd: ['CMD', 'l', ({ args }) => args]
}

const otherNames: Readonly<Record<string, string>> = {
  command: 'args',
  pcpu: '%cpu',
  pmem: '%mem',
  euser: 'user',
  ruser: 'user',
  euid: 'uid',
  tt: 'tty',
  tname: 'tty',
  state: 's',
  ucomm: 'comm',
  rssize: 'rss',
  vsize: 'vsz',
  lstart: 'start'
}

const styles = {
  short: 'pid,tty,time,ucmd',
  full: 'user=UID,pid,ppid,c,stime,tty,time,cmd',
  user: 'user,pid,%cpu,%mem,vsz,rss,tty,stat,start,cputime,args',
  state: 'pid,tty,stat,cputime,args'
} as const

export const columnNames = (style: keyof typeof styles): string => styles[style]

/** A table in a format of `ps -o`; undefined if a column is unknown. */
export function show(processes: readonly Process[], format: string, view: View): string | undefined {
  const asked = format
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((word) => {
      const [, name = '', , heading] = /^([^=]+)(=(.*))?$/.exec(word) ?? []
      const column = known[otherNames[name] ?? name]
      return column && { heading: heading ?? column[0], align: column[1], cell: column[2] }
    })
  const chosen = asked.filter((column) => column !== undefined)
  if (chosen.length < asked.length) return undefined
  const rows = processes.map((process) => chosen.map(({ cell }) => String(cell(process, view))))
  const heads = chosen.map(({ heading }) => heading)
  const isBare = view.isBare || heads.every((heading) => heading === '')
  return columns(chosen.map(({ align }) => align).join(''), isBare ? rows : [heads, ...rows])
}
