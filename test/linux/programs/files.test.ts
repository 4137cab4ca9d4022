import t from 'tap'
import { aServer } from './a-server.ts'

t.test('sudo and su run what they are given, as it is given', async (t) => {
  const { run } = aServer()
  t.equal((await run(`sudo -u root printf '%s|' 'a  b' '$x' "it's"`)).stdout, "a  b|$x|it's|")
  t.equal(
    (await run(`echo in | sudo -n tee f > /dev/null; sudo sh -c 'cat < f; echo $SUDO_USER'`)).stdout,
    'in\nroot\n'
  )
  t.equal(
    (await run(`sudo -E A='b c' sh -c 'echo $A'; sudo -i pwd; cd /tmp; su - -c pwd; su root -c 'echo $0 $1' x y`))
      .stdout,
    'b c\n/root\n/root\nx y\n'
  )
  t.same(await run('sudo nope'), { stdout: '', stderr: 'sudo: nope: command not found\n', exitCode: 1 })
  t.match(await run('sudo -u bob ls'), { stderr: 'sudo: unknown user bob\n', exitCode: 1 })
  t.same((await run('sudo sh -c "exit 7"')).exitCode, 7)
  t.match(await run('su bob'), { stderr: /^su: user bob does not exist/, exitCode: 1 })
})

t.test('env exports what it sets to what it runs', async (t) => {
  const { run } = aServer()
  t.equal((await run(`export Q=1; env A='b c' sh -c 'echo $A $Q'; env -u Q sh -c 'echo [$Q]'`)).stdout, 'b c 1\n[]\n')
  t.equal((await run('env -i A=b')).stdout, 'A=b\n')
  t.match(await run('env nope'), { exitCode: 127, stderr: "env: 'nope': No such file or directory\n" })
})

t.test('what ssh-copy-id sends adds a key, and a line end where one is missing', async (t) => {
  const { run, bash } = aServer()
  const command = `exec sh -c 'cd ; umask 077 ; mkdir -p .ssh && { [ -z "\`tail -1c .ssh/authorized_keys 2>/dev/null\`" ] || echo >> .ssh/authorized_keys || exit 1; } && cat >> .ssh/authorized_keys || exit 1 ; if type restorecon >/dev/null 2>&1 ; then restorecon -F .ssh .ssh/authorized_keys ; fi'`
  for (const key of ['ssh-ed25519 one', 'ssh-ed25519 two\n'])
    t.same(await run(command, key), { stdout: '', stderr: '', exitCode: 0 })
  t.equal(await bash.readFile('/root/.ssh/authorized_keys'), 'ssh-ed25519 one\nssh-ed25519 two\n')
})

t.test('ls and stat show modes, owners, links and times', async (t) => {
  const { run } = aServer()
  await run('mkdir -p d/e; echo abc > d/f; chmod 600 d/f; ln -s f d/l; touch -d 2024-01-02 d/f; echo x > d/.h')
  t.match(
    (await run('ls -l d')).stdout,
    /^total 8\ndrwxr-xr-x 2 root root 4096 .* e\n-rw------- 1 root root {4}4 Jan {2}2 {2}2024 f\nlrwxrwxrwx 1 root root {4}1 .* l -> f\n$/
  )
  t.equal(
    (await run('ls -a d; ls -1F d; ls -d d; ls -m d; ls --color=auto d/f')).stdout,
    '.\n..\n.h\ne\nf\nl\ne/\nf\nl@\nd\ne, f, l\nd/f\n'
  )
  t.equal((await run('ls -R d')).stdout, 'd:\ne\nf\nl\n\nd/e:\n')
  t.same(await run('ls d/f nope'), {
    stdout: 'd/f\n',
    stderr: "ls: cannot access 'nope': No such file or directory\n",
    exitCode: 2
  })
  t.equal(
    (await run('stat -c "%a %A %U:%G %s %F %n %Y" d/f')).stdout,
    '600 -rw------- root:root 4 regular file d/f 1704153600\n'
  )
  t.match((await run('stat d/l')).stdout, /^ {2}File: d\/l -> f\n {2}Size: 1 .*symbolic link\n/)
})

t.test('everything is root’s and can be given to nobody', async (t) => {
  const { run } = aServer()
  await run('touch f')
  for (const command of ['chown root f', 'chown -R root:root .', 'chown 0:0 f', 'chgrp root f'])
    t.equal((await run(command)).exitCode, 0, command)
  t.match(await run('chown bob f'), { exitCode: 1, stderr: "chown: invalid user: 'bob'\n" })
  t.match(await run('chown root:wheel2 f'), { exitCode: 1, stderr: "chown: invalid group: 'root:wheel2'\n" })
  t.match(await run('chown root nope'), {
    exitCode: 1,
    stderr: "chown: cannot access 'nope': No such file or directory\n"
  })
})

t.test('mktemp, install, truncate and dd make files', async (t) => {
  const { run } = aServer()
  await run('mkdir -p /tmp')
  t.match(
    (await run('f=$(mktemp); d=$(mktemp -d /tmp/x.XXXX); stat -c "%a %F" $f $d; echo $d')).stdout,
    /^600 regular empty file\n700 directory\n\/tmp\/x\.\w{4}\n$/
  )
  t.match((await run('mktemp -p /tmp a.XXXX; cd /tmp; mktemp b.XXXX')).stdout, /^\/tmp\/a\.\w{4}\nb\.\w{4}\n$/)
  t.match(await run('mktemp short.X'), { exitCode: 1, stderr: "mktemp: too few X's in template 'short.X'\n" })
  await run('echo a > s; install -D -m 640 s /opt/x/y; install -d -m 700 /opt/z')
  t.equal((await run('stat -c "%a" /opt/x/y /opt/z; cat /opt/x/y')).stdout, '640\n700\na\n')
  t.equal((await run('truncate -s 1K s; stat -c %s s; truncate -s -1000 s; stat -c %s s')).stdout, '1024\n24\n')
  t.equal(
    (await run('dd if=/dev/zero of=z bs=1k count=3 status=none; stat -c %s z; echo abc | dd bs=1 count=2 2>/dev/null'))
      .stdout,
    '3072\nab'
  )
  t.match(await run('dd if=/dev/zero of=z bs=1G count=9'), { exitCode: 1, stderr: /File too large/ })
})

t.test('checksums and comparisons', async (t) => {
  const { run } = aServer()
  t.equal((await run('printf abc | sha512sum')).stdout.slice(0, 16), 'ddaf35a193617aba')
  t.equal(
    (await run('printf abc > f; sha384sum f > sums; sha384sum -c sums; realpath ./../root/f')).stdout,
    'f: OK\n/root/f\n'
  )
  t.match(await run('printf abd > g; cmp f g'), { exitCode: 1, stdout: 'f g differ: byte 3, line 1\n' })
  t.equal((await run('cmp f f')).exitCode, 0)
})

t.test('umask is kept and shown', async (t) => {
  const { run } = aServer()
  t.equal((await run('umask; umask 077; umask; umask -S; umask g+rx; umask')).stdout, '0022\n0077\nu=rwx,g=,o=\n0027\n')
  t.match(await run('umask 9'), { exitCode: 1, stderr: 'bash: umask: 9: octal number out of range\n' })
})

t.test('tar compares an archive with what is there', async (t) => {
  const { run } = aServer()
  await run('mkdir -p /tmp /opt d/e; echo a > d/f; echo b > d/e/g; tar czf a.tgz d')
  t.same(await run('tar dzf a.tgz; tar --diff -z -f a.tgz -C /root'), { stdout: '', stderr: '', exitCode: 0 })
  await run('echo longer > d/f; echo c > d/e/g')
  t.match(await run('tar -dzf a.tgz'), { stdout: 'd/e/g: Contents differ\nd/f: Size differs\n', exitCode: 1 })
  t.match(await run('tar --diff -C /opt -z -f a.tgz | head -1'), {
    stdout: 'tar: d: Warning: Cannot stat: No such file or directory\n'
  })
  t.equal((await run('ls -A /tmp')).stdout, '')
})
