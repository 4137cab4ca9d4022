import t from 'tap'
import { aServer } from './a-server.ts'
import { aTerminal } from './a-terminal.ts'

const hour = 3_600_000

t.test('who it is, and where', async (t) => {
  const { run } = aServer()
  t.equal(
    (await run('id; id -un; id -u root; groups; whoami; logname')).stdout,
    'uid=0(root) gid=0(root) groups=0(root)\nroot\n0\nroot\nroot\nroot\n'
  )
  t.same(await run('id nobody2'), { stdout: '', stderr: "id: 'nobody2': no such user\n", exitCode: 1 })
  t.equal((await run('hostname; hostname -I; arch; nproc')).stdout, 'iz2ze1b2c3\n172.16.0.7 \nx86_64\n2\n')
  t.match((await run('hostname other')).stderr, /Operation not permitted/)
})

t.test('the time is the service’s, which may have been moved', async (t) => {
  const { run } = aServer({ clockOffset: 1000 * hour, bootedAt: Date.now() + 997 * hour - 5 * 60_000 })
  const there = Number((await run('date +%s')).stdout)
  t.ok(Math.abs(there - (Date.now() + 1000 * hour) / 1000) < 60)
  t.match(
    (await run('uptime')).stdout,
    /^ \d\d:\d\d:\d\d up {1,2}3:05, {2}0 users, {2}load average: 0\.00, 0\.00, 0\.00\n$/
  )
  t.equal((await run('uptime -p')).stdout, 'up 3 hours, 5 minutes\n')
})

t.test('dates are read as people write them', async (t) => {
  const { run } = aServer()
  const cases: readonly (readonly [string, string])[] = [
    ['@1700000000', '2023-11-14T22:13:20+00:00'],
    ['2024-01-31', '2024-01-31T00:00:00+00:00'],
    ['2024-01-31 8:05', '2024-01-31T08:05:00+00:00'],
    ['2024-01-31T08:05:06+08:00', '2024-01-31T00:05:06+00:00'],
    ['2024-01-31 +2 days', '2024-02-02T00:00:00+00:00'],
    ['2024-03-15 1 month ago', '2024-02-15T00:00:00+00:00'],
    ['@0 next week', '1970-01-08T00:00:00+00:00']
  ]
  for (const [text, expected] of cases)
    t.equal((await run(`date -Iseconds -d '${text}'`)).stdout, `${expected}\n`, text)
  t.same(await run('date -d bogus'), { stdout: '', stderr: "date: invalid date 'bogus'\n", exitCode: 1 })
  t.match((await run('date -s now')).stderr, /cannot set date/)
})

t.test('sessions are seen by who, w and last', async (t) => {
  const { run } = aServer()
  const session = 'export SSH_TTY=/dev/pts/0 SSH_CONNECTION="10.0.0.9 5 127.0.1.7 22";'
  t.match((await run(`${session} who`)).stdout, /^root {5}pts\/0 {8}\d{4}-\d\d-\d\d \d\d:\d\d \(10\.0\.0\.9\)\n$/)
  t.match((await run(`${session} w`)).stdout, /1 user,.*\nUSER.*\nroot {2}pts\/0 {2}10\.0\.0\.9/)
  t.match((await run(`${session} last`)).stdout, /^root +pts\/0 +10\.0\.0\.9 .* still logged in\nreboot /)
  t.equal((await run('who')).stdout, '')
})

t.test('memory and disk are the plan’s', async (t) => {
  const { run } = aServer({ memoryMiB: 4096, diskGiB: 60 })
  t.match((await run('free -m')).stdout, /^ +total +used .*\nMem: +3891 +\d+ +\d+ +3 +\d+ +\d+\nSwap: +0 +0 +0\n$/)
  t.match(
    (await run('df -h /')).stdout,
    /^Filesystem +Size +Used +Avail +Use% Mounted on\n\/dev\/vda1 +59G +2\.3G +57G +4% \/\n$/
  )
  t.match((await run('lsblk')).stdout, /vda +252:0 +0 +60G +0 +disk\n/)
  t.match((await run('df /nope')).stderr, /^df: \/nope: No such file or directory/)
})

t.test('processes are those of a session', async (t) => {
  const { run } = aServer()
  t.equal((await run('ps -p 1 -o comm=')).stdout, 'systemd\n')
  t.match(
    (await run('ps aux')).stdout,
    /^USER +PID %CPU %MEM +VSZ +RSS TTY +STAT START +TIME COMMAND\nroot +1 .*\/sbin\/init\n/
  )
  t.match((await run('ps -ef')).stdout, /^UID +PID +PPID C STIME TTY +TIME CMD\n/)
  t.same(await run('pgrep nginx'), { stdout: '', stderr: '', exitCode: 1 })
  t.equal((await run('pgrep -x systemd')).stdout, '1\n')
  t.equal((await run('pgrep system')).stdout, '1\n')
  t.same(await run('pgrep -x system'), { stdout: '', stderr: '', exitCode: 1 }, 'exactly, or not at all')
  t.equal((await run('pgrep -f sbin/init')).stdout, '1\n')
  t.match(await run('pgrep'), { stderr: /^pgrep: no matching criteria/, exitCode: 2 })
  t.match(await run('pkill'), { stderr: /^pkill: no matching criteria/, exitCode: 2 })
  t.match(await run('pkill systemd'), {
    stderr: /^pkill: killing pid 1 failed: Operation not permitted\n$/,
    exitCode: 1
  })
  t.match(await run('kill 4242'), { stderr: 'bash: kill: (4242) - No such process\n', exitCode: 1 })
  t.match(await run('kill -0 1'), { exitCode: 0 })
})

t.test('the server is turned off and on again through the service', async (t) => {
  for (const [command = '', to] of [
    ['reboot', 'reboot'],
    ['shutdown -h now', 'poweroff'],
    ['shutdown -r now', 'reboot'],
    ['sudo shutdown -P now', 'poweroff'],
    ['poweroff', 'poweroff'],
    ['halt', 'poweroff'],
    ['init 6', 'reboot'],
    ['init 0', 'poweroff'],
    ['systemctl reboot', 'reboot']
  ]) {
    const { run, asked } = aServer()
    t.equal((await run(command)).exitCode, 0, command)
    t.same(asked, [to], `asked by ${command}`)
  }
  const { run, asked } = aServer()
  t.match(await run('shutdown -r +5'), { exitCode: 1, stderr: /only goes down now/ })
  t.match(await run('init 9'), { exitCode: 1 })
  t.same(asked, [])
})

t.test('sshd_config is checked where sshd would read it', async (t) => {
  const { run } = aServer()
  await run('mkdir -p /etc/ssh; printf "Port 22\\nPasswordAuthentication yes\\n" > /etc/ssh/sshd_config')
  for (const command of ['sshd -t', 'systemctl restart sshd', 'systemctl reload ssh.service', 'service ssh restart'])
    t.same(await run(command), { stdout: '', stderr: '', exitCode: 0 }, command)
  await run('echo "PasswordAuthentication perhaps" > /etc/ssh/sshd_config')
  t.same(await run('sshd -t'), {
    stdout: '',
    stderr: '/etc/ssh/sshd_config line 1: unsupported option "perhaps".\n',
    exitCode: 255
  })
  t.match(await run('systemctl restart sshd'), { exitCode: 1, stderr: /^Job for sshd\.service failed because/ })
  await run('echo "PaswordAuthentication yes" > /etc/ssh/sshd_config')
  t.equal(
    (await run('sshd -t')).stderr,
    '/etc/ssh/sshd_config: line 1: Bad configuration option: PaswordAuthentication\n/etc/ssh/sshd_config: terminating, 1 bad configuration options\n'
  )
  t.match(await run('systemctl start nginx'), {
    exitCode: 5,
    stderr: 'Failed to start nginx.service: Unit nginx.service not found.\n'
  })
  t.match(await run('systemctl is-active ssh nginx'), { exitCode: 3, stdout: 'active\ninactive\n' })
  t.match(await run('systemctl stop ssh'), { exitCode: 1, stderr: /can't be stopped/ })
})

t.test('root’s password is changed from a terminal and from standard input', async (t) => {
  const terminal = aTerminal(['new', ' pw\r', 'new pw\r'])
  const asking = aServer({ terminal })
  t.match(await asking.run('passwd'), { exitCode: 0, stderr: 'passwd: password updated successfully\n' })
  t.same(asking.asked, ['password new pw'])
  t.same(terminal.shot().rows.slice(0, 2), ['New password:', 'Retype new password:'], 'and is not shown')
  t.equal(terminal.shot().isRaw, false)

  const different = aServer({ terminal: aTerminal(['one\r', 'two\r']) })
  t.match(await different.run('passwd'), { exitCode: 10, stderr: /^Sorry, passwords do not match\.\n/ })
  t.same(different.asked, [])

  const piped = aServer()
  await piped.run('printf "a\\na\\n" | passwd; echo "root:b c" | chpasswd; echo d | passwd --stdin root')
  t.same(piped.asked, ['password a', 'password b c', 'password d'])
  t.match(await piped.run('echo bob:x | chpasswd'), {
    exitCode: 1,
    stderr: "chpasswd: line 1: user 'bob' does not exist\n"
  })
})

t.test('there is no way out, and the words say so', async (t) => {
  const { run } = aServer()
  const words: readonly (readonly [string, number, RegExp])[] = [
    ['curl https://example.com/', 6, /^curl: \(6\) Could not resolve host: example\.com\n$/],
    ['curl http://8.8.8.8/', 7, /Network is unreachable/],
    ['wget http://example.com/x', 4, /unable to resolve host address ‘example\.com’/],
    ['ping -c 1 8.8.8.8', 2, /^ping: connect: Network is unreachable\n$/],
    ['ssh bob@example.com', 255, /Temporary failure in name resolution/],
    ['apt-get update', 0, /Temporary failure resolving/],
    ['apt install -y nginx', 100, /^E: Unable to locate package nginx\n$/],
    ['yum install nginx', 127, /^bash: yum: command not found\n$/]
  ]
  for (const [command, exitCode, stderr] of words) t.match(await run(command), { exitCode, stderr }, command)
  const centos = aServer({ distribution: 'CentOS-7.9' })
  t.match(await centos.run('yum install nginx'), { exitCode: 1, stderr: /Could not resolve host/ })
  t.match(await centos.run('apt update'), { exitCode: 127 })
})
