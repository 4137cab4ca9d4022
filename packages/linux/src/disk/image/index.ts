/** The files of a new server: a small Linux that looks like the distribution of its image. */
import type { DistributionName } from '../../distribution-name.ts'
import type { Entry } from '../entry.ts'
import { accountFiles } from './accounts.ts'
import { distributions } from './distributions.ts'
import { file, folder, link } from './make.ts'
import { shellFiles } from './shell-files.ts'
import { sshdConfig } from './sshd-config.ts'

const folders = [
  ...['/boot', '/dev', '/dev/fd', '/dev/pts', '/etc', '/etc/profile.d', '/etc/ssh', '/home', '/media', '/mnt', '/opt'],
  ...['/run', '/run/lock', '/srv', '/sys', '/usr', '/usr/bin', '/usr/lib', '/usr/lib64', '/usr/local'],
  ...['/usr/local/bin', '/usr/local/lib', '/usr/local/sbin', '/usr/local/share', '/usr/sbin', '/usr/share'],
  ...['/usr/share/doc', '/var', '/var/cache', '/var/lib', '/var/log', '/var/spool']
]

const motd = `
Welcome to Alibaba Cloud Elastic Compute Service !

This is swas-local: a server on your own machine, not one in the cloud.

`

const shells = ['/bin/sh', '/bin/bash', '/usr/bin/sh', '/usr/bin/bash']

const common: readonly Entry[] = [
  ...folders.map((path) => folder(path)),
  folder('/proc', 0o555),
  folder('/root', 0o700),
  folder('/root/.ssh', 0o700),
  folder('/tmp', 0o1777),
  folder('/var/tmp', 0o1777),
  link('/bin', 'usr/bin'),
  link('/lib', 'usr/lib'),
  link('/lib64', 'usr/lib64'),
  link('/sbin', 'usr/sbin'),
  link('/var/lock', '/run/lock'),
  link('/var/run', '/run'),
  ...['/dev/full', '/dev/null', '/dev/tty', '/dev/zero'].map((path) => file(path, '', 0o666)),
  file('/etc/environment', ''),
  file('/etc/fstab', '/dev/vda1 / ext4 defaults 1 1\n'),
  file('/etc/motd', motd),
  file(
    '/etc/nsswitch.conf',
    'passwd:         files\ngroup:          files\nshadow:         files\nhosts:          files dns\n'
  ),
  file(
    '/etc/resolv.conf',
    'options timeout:2 attempts:3 rotate single-request-reopen\nnameserver 100.100.2.136\nnameserver 100.100.2.138\n'
  ),
  file('/etc/shells', `${shells.join('\n')}\n`),
  file('/etc/ssh/sshd_config', sshdConfig, 0o600),
  link('/etc/mtab', '/proc/mounts'),
  link('/etc/os-release', '../usr/lib/os-release'),
  file('/root/.ssh/authorized_keys', '', 0o600)
]

function makeImage(distribution: DistributionName): readonly Entry[] {
  const { family, osRelease, issue, releaseFiles } = distributions[distribution]
  const logs = family === 'debian' ? ['/var/log/auth.log', '/var/log/syslog'] : ['/var/log/messages', '/var/log/secure']
  return Object.freeze([
    ...common,
    file('/etc/issue', issue),
    file('/usr/lib/os-release', osRelease),
    ...releaseFiles,
    ...accountFiles(family),
    ...shellFiles[family],
    ...logs.map((path) => file(path, '', family === 'debian' ? 0o640 : 0o600))
  ])
}

const made = new Map<DistributionName, readonly Entry[]>()

/** The entries are the same for all servers of a distribution. */
export function imageEntries(distribution: DistributionName): readonly Entry[] {
  const image = made.get(distribution) ?? makeImage(distribution)
  made.set(distribution, image)
  return image
}
