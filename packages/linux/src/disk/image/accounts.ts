/** The users and groups of a new server. Root may log on, and so may `admin`, whom the cloud's Workbench uses. */
import type { Entry } from '../entry.ts'
import type { Distribution } from './distributions.ts'
import { file, folder } from './make.ts'

// name, uid and gid, full name, home, shell
const users: Readonly<Record<Distribution['family'], readonly string[]>> = {
  debian: [
    'root:0:0:root:/root:/bin/bash',
    'daemon:1:1:daemon:/usr/sbin:/usr/sbin/nologin',
    'bin:2:2:bin:/bin:/usr/sbin/nologin',
    'sys:3:3:sys:/dev:/usr/sbin/nologin',
    'sync:4:65534:sync:/bin:/bin/sync',
    'man:6:12:man:/var/cache/man:/usr/sbin/nologin',
    'mail:8:8:mail:/var/mail:/usr/sbin/nologin',
    'www-data:33:33:www-data:/var/www:/usr/sbin/nologin',
    'backup:34:34:backup:/var/backups:/usr/sbin/nologin',
    '_apt:42:65534::/nonexistent:/usr/sbin/nologin',
    'nobody:65534:65534:nobody:/nonexistent:/usr/sbin/nologin',
    'systemd-network:998:998:systemd Network Management:/:/usr/sbin/nologin',
    'sshd:102:65534::/run/sshd:/usr/sbin/nologin',
    'admin:1000:1000::/home/admin:/bin/bash'
  ],
  redhat: [
    'root:0:0:root:/root:/bin/bash',
    'bin:1:1:bin:/bin:/sbin/nologin',
    'daemon:2:2:daemon:/sbin:/sbin/nologin',
    'adm:3:4:adm:/var/adm:/sbin/nologin',
    'sync:5:0:sync:/sbin:/bin/sync',
    'shutdown:6:0:shutdown:/sbin:/sbin/shutdown',
    'halt:7:0:halt:/sbin:/sbin/halt',
    'mail:8:12:mail:/var/spool/mail:/sbin/nologin',
    'nobody:65534:65534:Kernel Overflow User:/:/sbin/nologin',
    'dbus:81:81:System message bus:/:/sbin/nologin',
    'sshd:74:74:Privilege-separated SSH:/var/empty/sshd:/sbin/nologin',
    'admin:1000:1000::/home/admin:/bin/bash'
  ]
}

const groups: Readonly<Record<Distribution['family'], string>> = {
  debian:
    'root:0 daemon:1 bin:2 sys:3 adm:4 tty:5 disk:6 mail:8 man:12 sudo:27 www-data:33 backup:34 shadow:42 users:100 nogroup:65534 systemd-network:998 admin:1000',
  redhat:
    'root:0 bin:1 daemon:2 sys:3 adm:4 tty:5 disk:6 wheel:10 mail:12 man:15 users:100 nobody:65534 dbus:81 sshd:74 ssh_keys:995 admin:1000'
}

const sudoers: Readonly<Record<Distribution['family'], string>> = {
  debian: 'root\tALL=(ALL:ALL) ALL\n%sudo\tALL=(ALL:ALL) ALL\n@includedir /etc/sudoers.d\n',
  redhat: 'root\tALL=(ALL) \tALL\n%wheel\tALL=(ALL)\tALL\n#includedir /etc/sudoers.d\n'
}

const daysSince1970 = 19920

export function accountFiles(family: Distribution['family']): Entry[] {
  const lines = (texts: readonly string[]) => texts.map((text) => `${text}\n`).join('')
  const names = users[family].map((user) => user.split(':')[0] ?? '')
  return [
    file('/etc/passwd', lines(users[family].map((user) => user.replace(':', ':x:')))),
    file('/etc/group', lines(groups[family].split(' ').map((group) => `${group.replace(':', ':x:')}:`))),
    // Root's real password hash is kept elsewhere.
    file(
      '/etc/shadow',
      lines(names.map((name) => `${name}:*:${daysSince1970}:0:99999:7:::`)),
      family === 'debian' ? 0o640 : 0
    ),
    file('/etc/sudoers', sudoers[family], 0o440),
    folder('/etc/sudoers.d', 0o750),
    file('/etc/sudoers.d/admin', 'admin ALL=(ALL) NOPASSWD:ALL\n', 0o440),
    folder('/home/admin', 0o700),
    folder('/home/admin/.ssh', 0o700),
    file('/home/admin/.ssh/authorized_keys', '', 0o644)
  ]
}
