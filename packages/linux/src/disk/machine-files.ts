/** Files that describe the server and its state, such as those in /proc. */
import { kernelOf } from '../programs/kernel.ts'
import type { Machine } from '../types.ts'
import type { Entry } from './entry.ts'
import { file, folder } from './image/make.ts'

/** Made at each boot, because name and addresses can change. `/proc/uptime` is that of the call. */
export function machineEntries(machine: Machine): Entry[] {
  const { hostname, innerIpAddress } = machine
  return [
    file('/etc/hostname', `${hostname}\n`),
    file(
      '/etc/hosts',
      `127.0.0.1\tlocalhost
::1\tlocalhost ip6-localhost ip6-loopback
${innerIpAddress}\t${hostname}\t${hostname}
`
    ),
    file('/etc/machine-id', `${machineId(machine)}\n`, 0o444),
    folder('/proc', 0o555),
    file(
      '/proc/cpuinfo',
      Array.from({ length: machine.cores }, (_, index) => processor(machine, index)).join(''),
      0o444
    ),
    file('/proc/loadavg', '0.00 0.01 0.05 1/97 1402\n', 0o444),
    file('/proc/meminfo', memory(machine), 0o444),
    file('/proc/mounts', mounts, 0o444),
    file('/proc/uptime', uptime(machine), 0o444),
    file('/proc/version', version(machine), 0o444),
    folder('/proc/sys', 0o555),
    folder('/proc/sys/kernel', 0o555),
    file('/proc/sys/kernel/hostname', `${hostname}\n`),
    file('/proc/sys/kernel/osrelease', `${kernelOf(machine.distribution).release}\n`, 0o444),
    file('/proc/sys/kernel/ostype', 'Linux\n', 0o444)
  ]
}

/** 32 hexadecimal digits, unique to the server. */
const machineId = ({ instanceId }: Machine) =>
  instanceId
    .toLowerCase()
    .replace(/[^0-9a-f]/g, '')
    .padEnd(32, '0')
    .slice(0, 32)

function version({ distribution }: Machine): string {
  const { release, version } = kernelOf(distribution)
  return `Linux version ${release} (build@swas-local) (gcc) ${version}\n`
}

function uptime({ bootedAt, clockOffset, cores }: Machine): string {
  const seconds = Math.max(0, (Date.now() + clockOffset - bootedAt) / 1000)
  return `${seconds.toFixed(2)} ${(seconds * cores * 0.99).toFixed(2)}\n`
}

const processor = ({ cores }: Machine, index: number) => `processor\t: ${index}
vendor_id\t: GenuineIntel
cpu family\t: 6
model\t\t: 85
model name\t: Intel(R) Xeon(R) Platinum
stepping\t: 4
cpu MHz\t\t: 2500.000
cache size\t: 33792 KB
physical id\t: 0
siblings\t: ${cores}
core id\t\t: ${index}
cpu cores\t: ${cores}
bogomips\t: 5000.00

`

function memory({ memoryMiB }: Machine): string {
  // The kernel reserves some of it.
  const total = Math.round(memoryMiB * 1024 * 0.95)
  const rows = {
    MemTotal: total,
    MemFree: Math.round(total * 0.6),
    MemAvailable: Math.round(total * 0.8),
    Buffers: Math.round(total * 0.02),
    Cached: Math.round(total * 0.2),
    SwapCached: 0,
    SwapTotal: 0,
    SwapFree: 0
  }
  return Object.entries(rows)
    .map(([name, kib]) => `${`${name}:`.padEnd(16)}${String(kib).padStart(8)} kB\n`)
    .join('')
}

const mounts = `/dev/vda1 / ext4 rw,relatime 0 0
proc /proc proc rw,nosuid,nodev,noexec,relatime 0 0
devtmpfs /dev devtmpfs rw,nosuid 0 0
`
