/** Logs, mounts and system settings: the few that a server has. */
import type { Command } from 'just-bash'
import type { Machine } from '../types.ts'
import { shortDate } from './clock.ts'
import { kernelOf } from './kernel.ts'
import { plain, program } from './program.ts'

export function journalPrograms({ distribution, bootedAt, hostname }: Machine): Command[] {
  const { release, version } = kernelOf(distribution)
  const first = `Linux version ${release} ${version}`
  return [
    plain(
      'dmesg',
      () =>
        `[    0.000000] ${first}\n[    0.000000] Command line: BOOT_IMAGE=/boot/vmlinuz-${release} root=/dev/vda1 ro\n`
    ),
    plain('journalctl', () => `${shortDate(bootedAt).slice(4)}:00 ${hostname} kernel: ${first}\n`),
    program('logger', {
      usage: 'Usage:\n logger [options] [<message>]',
      options: 't|tag= p|priority= s|stderr i f|file= e|skip-empty n|server= P|port= u|socket=',
      run: ({ has, value, operands }) => ({
        stdout: '',
        stderr: has('s') ? `<13>${shortDate(bootedAt).slice(4)} ${value('t') ?? 'root'}: ${operands.join(' ')}\n` : '',
        exitCode: 0
      })
    }),
    plain('mount', (args) =>
      args.length === 0
        ? '/dev/vda1 on / type ext4 (rw,relatime)\nproc on /proc type proc (rw,nosuid,nodev,noexec,relatime)\ndevtmpfs on /dev type devtmpfs (rw,nosuid)\ntmpfs on /run type tmpfs (rw,nosuid,nodev)\n'
        : { stdout: '', stderr: `mount: ${args.at(-1)}: permission denied.\n`, exitCode: 32 }
    ),
    plain('sync', () => ''),
    plain('locale', () => 'LANG=C.UTF-8\nLANGUAGE=\nLC_CTYPE="C.UTF-8"\nLC_ALL=\n'),
    plain('getconf', ([name = '']) => {
      const facts: Readonly<Record<string, string>> = {
        LONG_BIT: '64',
        PAGESIZE: '4096',
        PAGE_SIZE: '4096',
        CLK_TCK: '100',
        ARG_MAX: '2097152'
      }
      const fact = facts[name]
      return fact === undefined
        ? { stdout: '', stderr: `getconf: Unrecognized variable \`${name}'\n`, exitCode: 2 }
        : `${fact}\n`
    })
  ]
}
