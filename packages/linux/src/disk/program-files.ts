/** The programs of a server as files, so that `which` finds them and SFTP lists them. */
import type { Entry } from './entry.ts'

/** The programs on a server, without the shell's builtins. A test compares this list with the real one. */
const programNames: readonly string[] = (
  'adduser alias apt apt-get arch awk base64 basename bash bg cat chgrp chmod chown chpasswd clear cmp ' +
  'column comm cp curl cut date dd df diff dirname disown dmesg du echo egrep env expand expr false fg ' +
  'fgrep file find fold free getconf getent grep groupadd groupdel groups gunzip gzip halt head help ' +
  'history hostname hostnamectl id ifconfig init install ionice ip jobs join journalctl jq kill killall ' +
  'last less ln locale logger logname ls lsb_release lsblk md5sum mkdir mktemp more mount mv nano nc nice ' +
  'nl nohup nproc od passwd paste pgrep ping pkill poweroff printenv printf ps pwd python python3 readlink ' +
  'realpath reboot rev rg rm rmdir scp sed seq service setsid sftp sh sha1sum sha224sum sha256sum ' +
  'sha384sum sha512sum shutdown sleep sort split sqlite3 ssh sshd stat stdbuf strings stty su sudo sync ' +
  'systemctl tac tail tar tee telinit telnet time timeout touch tput tr trap tree true truncate tty ulimit ' +
  'umask unalias uname unexpand uniq uptime useradd userdel usermod users vi view vim w wc wget which who ' +
  'whoami xargs yq zcat'
).split(' ')

const magic = Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0) // an ELF header

const program = (path: string, content: Uint8Array): Entry => ({
  path,
  kind: 'file',
  mode: 0o755,
  content,
  modifiedAt: Date.UTC(2024, 0, 1)
})

/** Paths that scripts call in full; just-bash has its programs only in /usr/bin. */
const inSbin = ['halt', 'poweroff', 'reboot', 'shutdown', 'sshd']

const handOver = (name: string) => Buffer.from(`#!/bin/sh\nexec /usr/bin/${name} "$@"\n`)

export const programFiles: readonly Entry[] = [
  ...programNames.map((name) => program(`/usr/bin/${name}`, magic)),
  ...inSbin.map((name) => program(`/usr/sbin/${name}`, handOver(name)))
]
