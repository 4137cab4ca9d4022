/** A server reaches no network. Each program finds the host among its options, and reports the failure in its own words. */
import t from 'tap'
import { aServer } from './a-server.ts'

const unresolved = 'Temporary failure in name resolution'

const cases: [command: string, exitCode: number, stderr: string | RegExp, stdout?: string | RegExp][] = [
  ['curl -sSL -o f http://example.com/x', 6, 'curl: (6) Could not resolve host: example.com\n'],
  ['curl -fsSLO https://user:p@example.com:8443/x', 6, 'curl: (6) Could not resolve host: example.com\n'],
  [
    'curl --retry 3 --compressed -H "Host: a" -X POST -d x=1 example.com',
    6,
    'curl: (6) Could not resolve host: example.com\n'
  ],
  ['curl -s -o /dev/null -w "%{http_code}\\n" http://example.com', 6, '', '000\n'],
  ['curl --connect-timeout 2 http://100.100.100.200/latest', 7, /^curl: \(7\) .*100\.100\.100\.200.*unreachable\n$/],
  [
    'curl localhost:8080/health',
    7,
    'curl: (7) Failed to connect to localhost port 8080 after 0 ms: Connection refused\n'
  ],
  ['curl -o', 2, /^curl: option -o: requires parameter\n/],
  ['curl foo://example.com', 1, /^curl: \(1\) Protocol "foo" not supported/],
  ['curl file:///etc/greeting', 0, '', 'hello\n'],
  ['wget -q http://example.com/f', 4, ''],
  ['wget -nv -O /tmp/f http://example.com/f', 4, 'wget: unable to resolve host address ‘example.com’\n'],
  ['wget --tries 2 -T 3 example.com', 4, /http:\/\/example\.com\/\nResolving example\.com .*\nwget: unable to resolve/],
  ['wget --nonsense example.com', 2, /^wget: unrecognized option '--nonsense'\n/],
  ['ping -c 1 -W 2 example.com', 2, `ping: example.com: ${unresolved}\n`],
  ['ping -c1 8.8.8.8', 2, 'ping: connect: Network is unreachable\n'],
  ['ping -c 2 localhost', 0, '', /2 packets transmitted, 2 received/],
  [
    'ssh -p 22 -o StrictHostKeyChecking=no -i key u@h uptime -p',
    255,
    `ssh: Could not resolve hostname h: ${unresolved}\n`
  ],
  ['ssh h -p 2222 ls', 255, `ssh: Could not resolve hostname h: ${unresolved}\n`],
  ['ssh root@10.0.0.9 -p 2222 ls -p 1', 255, 'ssh: connect to host 10.0.0.9 port 2222: Network is unreachable\n'],
  ['ssh ssh://git@10.0.0.9:7999', 255, 'ssh: connect to host 10.0.0.9 port 7999: Network is unreachable\n'],
  ['ssh -V', 0, /^OpenSSH_/],
  ['ssh', 255, /^usage: ssh /],
  ['scp -P 22 -r dir u@h:/srv/', 255, `ssh: Could not resolve hostname h: ${unresolved}\nscp: Connection closed\n`],
  ['scp u@h:a .', 255, `ssh: Could not resolve hostname h: ${unresolved}\nscp: Connection closed\n`],
  ['scp /etc/greeting /tmp/copy && cat /tmp/copy', 0, '', 'hello\n'],
  ['sftp -P 22 u@h', 255, `ssh: Could not resolve hostname h: ${unresolved}\nConnection closed\n`],
  ['nc -zv h 22', 1, `nc: getaddrinfo for host "h" port 22: ${unresolved}\n`],
  ['nc -w 3 -zv 10.0.0.9 80', 1, 'nc: connect to 10.0.0.9 port 80 (tcp) failed: Network is unreachable\n'],
  ['nc -z 10.0.0.9 80', 1, ''],
  ['telnet h 25', 1, `telnet: could not resolve h/25: ${unresolved}\n`],
  ['git status', 127, 'bash: git: command not found\n'],
  ['git clone https://example.com/x.git', 127, 'bash: git: command not found\n'],
  ['rsync -av a/ u@h:b/', 127, 'bash: rsync: command not found\n'],
  ['dig +short example.com', 127, 'bash: dig: command not found\n'],
  [
    'apt-get -y -o Dpkg::Options::=--force-confold install nginx',
    100,
    'E: Unable to locate package nginx\n',
    /^Reading package lists/
  ],
  ['apt-get update', 0, /^W: Failed to fetch .*Temporary failure resolving/, /^Err:1 /],
  ['apt-get --nonsense', 100, 'E: Command line option --nonsense is not understood\n'],
  ['systemctl status -n 5 --no-pager ssh', 0, '', /Active: active/],
  ['systemctl -p ActiveState show ssh', 0, '', /ActiveState=active/]
]

t.test('the network of a server', async (t) => {
  for (const [command, exitCode, stderr, stdout = ''] of cases) {
    const { run } = aServer()
    await run('mkdir -p /etc /tmp; echo hello > /etc/greeting')
    const is = (actual: string, wanted: string | RegExp, what: string) =>
      typeof wanted === 'string' ? t.equal(actual, wanted, what) : t.match(actual, wanted, what)
    const result = await run(command)
    t.equal(result.exitCode, exitCode, `${command}: exit code`)
    is(result.stderr, stderr, `${command}: stderr`)
    is(result.stdout, stdout, `${command}: stdout`)
  }
})

t.test('yum finds its verb among its options', async (t) => {
  const { run } = aServer({ distribution: 'CentOS-7.9' })
  t.match(await run('yum -y --enablerepo epel install nginx'), {
    exitCode: 1,
    stderr: /Could not resolve host: mirrors/
  })
})
