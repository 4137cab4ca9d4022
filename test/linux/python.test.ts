import t from 'tap'
import { run as runOn, startGuests } from './guest.ts'

t.test('Python sees the server as its own', { timeout: 300_000 }, async (t) => {
  const { guests, instanceId } = await startGuests(t)
  const run = (command: string, input?: string) => runOn(guests, instanceId, command, { input })
  const python = async (code: string) => {
    const { exit, stdout, stderr } = await run('python3 -', code)
    t.same([stderr, exit], ['', { code: 0 }])
    return stdout
  }

  await t.test('a program comes from an argument, a file, a module or standard input', async (t) => {
    t.equal((await run(`python3 -c 'import sys; print(sys.argv)' a b`)).stdout, "['-c', 'a', 'b']\n")
    t.equal(
      (await run('cat > p.py && python3 p.py x', 'import sys\nprint(sys.argv, __name__)')).stdout,
      "['p.py', 'x'] __main__\n"
    )
    t.equal((await run('python3 - y', 'import sys\nprint(sys.argv, repr(sys.stdin.read()))')).stdout, "['-', 'y'] ''\n")
    t.equal((await run('echo {} | python3 -m json.tool')).stdout, '{}\n')
    t.equal((await run("printf in | /usr/bin/python3 -c 'import sys; print(sys.stdin.read())'")).stdout, 'in\n')
    t.match((await run('python3 --version')).stdout, /^Python 3\.\d+\.\d+\n$/)
    t.same(await run('python3 nope.py'), {
      exit: { code: 2 },
      stdout: '',
      stderr: "python3: can't open file '/root/nope.py': [Errno 2] No such file or directory\n"
    })
  })

  await t.test('what it writes is what leaves, and so is its exit code', async (t) => {
    t.same(await run(`python3 -c 'import sys; sys.stdout.write("no end"); sys.exit("words")'`), {
      exit: { code: 1 },
      stdout: 'no end',
      stderr: 'words\n'
    })
    t.equal((await run(`python3 -c 'import os; os.write(1, bytes([0, 255, 10]))' | base64`)).stdout, 'AP8K\n')
    t.same((await run(`python3 -c 'raise SystemExit(7)'`)).exit, { code: 7 })
    t.equal(
      (await run('python3 -', 'def f():\n    1/0\nf()\n')).stderr,
      'Traceback (most recent call last):\n  File "<stdin>", line 3, in <module>\n  File "<stdin>", line 2, in f\nZeroDivisionError: division by zero\n'
    )
  })

  await t.test('files are those of the shell, with their modes, links and times', async (t) => {
    const text = await python(`
import os, shutil, stat, tempfile
os.makedirs('/data/a', 0o750)
with open('/data/a/f', 'w') as file:
    file.write('"""\\n  x\\n')
os.chmod('/data/a/f', 0o640)
os.rename('/data/a', '/data/b')
os.symlink('f', '/data/b/l')
os.utime('/data/b/f', (5, 6))
descriptor, path = tempfile.mkstemp()
os.close(descriptor)
print(oct(os.stat(path).st_mode), os.listdir('/data'), os.path.islink('/data/b/l'), os.readlink('/data/b/l'))
print(sorted(entry.name for entry in os.scandir('/data/b') if entry.is_symlink()), os.getcwd(), os.path.exists('../etc/passwd'))
shutil.copytree('/data/b', '/data/c', symlinks=True)
try:
    os.remove('/nowhere')
except FileNotFoundError as error:
    print(error.filename)
`)
    t.equal(text, "0o100600 ['b'] True f\n['l'] /root True\n/nowhere\n")
    t.equal(
      (
        await run(
          'stat -c "%a %n %Y" /data/b /data/b/f | sed "s/b 1.*/b/"; cat /data/c/l; ls -l /data/c/l | cut -c1-10'
        )
      ).stdout,
      '750 /data/b\n640 /data/b/f 6\n"""\n  x\nlrwxrwxrwx\n'
    )
  })

  await t.test('it runs programs of the server, and itself again', async (t) => {
    const text = await python(`
import os, subprocess, sys
print(subprocess.run(['sh', '-c', 'cat; echo err >&2; exit 3'], input=b'in', capture_output=True))
print(subprocess.check_output('echo $A; pwd', shell=True, text=True, env={'A': 'b', 'PATH': '/usr/bin'}, cwd='/tmp').split())
process = subprocess.Popen(['tr', 'a-z', 'A-Z'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
process.stdin.write(b'later')
print(process.communicate())
print(subprocess.check_output([sys.executable, '-c', 'print(6 * 7)']))
try:
    subprocess.run(['nope'])
except FileNotFoundError:
    print('none')
sys.stdout.flush()
print(os.system('echo direct; exit 2'))
print(os.popen('echo piped').read())
`)
    t.same(text.split('\n'), [
      "CompletedProcess(args=['sh', '-c', 'cat; echo err >&2; exit 3'], returncode=3, stdout=b'in', stderr=b'err\\n')",
      "['b', '/tmp']",
      "(b'LATER', None)",
      "b'42\\n'",
      'none',
      'direct',
      '512',
      'piped',
      '',
      ''
    ])
  })

  await t.test('it knows whose it is and where', async (t) => {
    const text = await python(`
import fcntl, grp, os, platform, pwd, socket, sys, syslog
print(os.uname().sysname, sys.platform, platform.machine(), os.geteuid(), pwd.getpwnam('root').pw_dir, grp.getgrgid(0).gr_name)
print(os.uname().nodename == socket.gethostname() == os.environ['HOSTNAME'])
`)
    t.equal(text, 'Linux linux x86_64 0 /root root\nTrue\n')
  })
})
