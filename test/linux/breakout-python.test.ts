/** No Python program on a server reaches the host. */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { run, startGuests } from './guest.ts'

const secret = `secret-of-the-host-${process.pid}`
const folder = mkdtempSync(join(tmpdir(), 'swas-python-'))
const file = join(folder, 'secret')
writeFileSync(file, secret)

/** Searches everything that a program can reach for paths of the host. */
const searchAll = `
import gc, sys
seen, found = set(), []
def look(name, thing, depth):
    if id(thing) in seen or depth > 8:
        return
    seen.add(id(thing))
    if isinstance(thing, (str, bytes)):
        text = thing.decode('latin1') if isinstance(thing, bytes) else thing
        if 'node_modules' in text or 'FOLDER' in text or 'guest-worker' in text:
            found.append((name, text[:100]))
    elif isinstance(thing, dict):
        for key, value in list(thing.items()):
            look(name, key, depth + 1)
            look(f'{name}.{key!s:.30}', value, depth + 1)
    elif isinstance(thing, (list, tuple, set, frozenset)):
        for value in list(thing):
            look(name, value, depth + 1)
    elif hasattr(thing, '__dict__'):
        look(name, dict(vars(thing)), depth + 1)
me = sys.modules.pop('__main__')
for name, module in list(sys.modules.items()):
    look(name, module, 0)
print('found', found)
`

const attempts = [
  `print(open('FILE').read())`,
  `import os; print(os.listdir('FOLDER'))`,
  `import os; print(os.open('FILE', os.O_RDONLY))`,
  // Below the functions that swas-local replaced.
  `open_code = __import__('io').open_code; print([f.cell_contents for f in (open_code.__closure__ or ())]); g = open.__globals__; print(g['plain_open']('FILE').read())`,
  `g = open.__globals__; print(g['plain']['listdir']('/')); print(g['plain_open']('/host/FILE').read())`,
  `g = open.__globals__; print(g['plain_open']('/proc/self/environ').read(), g['plain']['listdir']('/proc/self/fd'))`,
  `g = open.__globals__; print(g['plain']['readlink']('/proc/self/exe'))`,
  `import io; print(io.FileIO('FILE').read())`,
  `import _io; print(_io.FileIO('/host/../FILE').read())`,
  `import posix, importlib; importlib.reload(posix); print(posix.listdir('FOLDER'))`,
  `import os; os.symlink('FILE', '/tmp/l'); print(open('/tmp/l').read())`,
  `import os; os.link('FILE', '/tmp/h'); print(open('/tmp/h').read())`,
  `import shutil; shutil.copy('FILE', '/tmp/c'); print(open('/tmp/c').read())`,
  `import os; os.rename('FILE', '/tmp/m'); print(open('/tmp/m').read())`,
  `import os; os.chdir('FOLDER'); print(open('secret').read())`,
  `import zipimport; print(zipimport.zipimporter('FILE'))`,
  `import sys; sys.path.insert(0, 'FOLDER'); import secret`,
  `open('FOLDER/written', 'w').write('x')`,
  // Processes.
  `import os; os.system('cat FILE')`,
  `import os; print(os.popen('cat FILE; env').read())`,
  `import subprocess; print(subprocess.getoutput('cat FILE'))`,
  `import os; os.execv('/bin/cat', ['cat', 'FILE'])`,
  `import os; print(os.fork())`,
  `import os; os.posix_spawn('/bin/cat', ['cat', 'FILE'], {})`,
  `import os; os.kill(PID, 9)`,
  `import os; print(os.getppid(), os.getpgid(PID))`,
  `import _posixsubprocess; print(_posixsubprocess)`,
  `import ctypes; print(ctypes.CDLL('libc.so.6').getpid()); print(ctypes.pythonapi)`,
  // JavaScript.
  `import js; print(js.process)`,
  `import pyodide; print(pyodide)`,
  `import _emscripten; print(_emscripten)`,
  `import sys; print(getattr(sys, '_emscripten_info', None))`,
  // The network, also through the channel to the shell.
  `import socket; s = socket.create_connection(('127.0.0.1', PORT), 2); s.sendall(b'GET / HTTP/1.0\\r\\n\\r\\n'); print(s.recv(99))`,
  `import urllib.request; print(urllib.request.urlopen('http://127.0.0.1:PORT/', timeout=2).read())`,
  `import jb_http; print(jb_http.get('http://127.0.0.1:PORT/').text)`,
  `import jb_http; print(jb_http.get('file://FILE').text)`,
  `import jb_http; print(jb_http.post('guest:__proto__', data='{"operation":"run","argv":["cat","FILE"]}').text)`,
  `ask = open.__globals__['ask']; print(ask('run', argv=['cat', 'FILE'], cwd='FOLDER', env={})); print(ask('__proto__'), ask('constructor'))`,
  `ask = open.__globals__['ask']; print(ask('rename', paths=['FILE', '/tmp/r'])); print(open('/tmp/r').read())`,
  `import os; print(dict(os.environ)); print(os.environb, os.getenv('PATH'))`,
  searchAll
]

t.test('nothing of the host comes out, and nothing of it changes', { timeout: 900_000 }, async (t) => {
  const { guests, instanceId, faults } = await startGuests(t)
  let visits = 0
  const web = createServer((socket) => {
    visits++
    socket.end(secret)
  })
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
  t.teardown(() => web.close())
  const { port } = web.address() as AddressInfo
  const real = (text: string) =>
    text
      .replaceAll('FILE', file)
      .replaceAll('FOLDER', folder)
      .replaceAll('PORT', String(port))
      .replaceAll('PID', String(process.pid))
  for (const attempt of attempts) {
    const { exit, stdout, stderr } = await run(guests, instanceId, 'python3 -', { input: real(attempt) })
    const name = attempt.trim().slice(0, 80)
    t.ok('code' in exit, `${name}: ended by itself`)
    t.notMatch(stdout + stderr, secret, `${name}: no secret`)
    t.notMatch(
      stdout + stderr.replaceAll(folder, ''),
      /node_modules|guest-worker|\/work\//,
      `${name}: no path of the host`
    )
    if (attempt === searchAll) t.equal(stdout, 'found []\n')
  }
  t.equal(visits, 0, 'nobody came through the network')
  t.same([readdirSync(folder), readFileSync(file, 'utf8')], [['secret'], secret])
  t.same(faults, [])
  t.equal((await run(guests, instanceId, 'echo alive')).stdout, 'alive\n')
})

t.test('what it uses up is limited, and other programs go on', { timeout: 900_000 }, async (t) => {
  const { guests, instanceId } = await startGuests(t)
  const greedy = `
try:
    kept = []
    while True:
        kept.append(bytearray(2 ** 26))
except MemoryError:
    print(len(kept) <= 8)
`
  t.equal((await run(guests, instanceId, 'python3 -', { input: greedy })).stdout, 'True\n')
  const endless = run(guests, instanceId, `python3 -c 'while True: pass'; echo $?`)
  t.equal((await run(guests, instanceId, 'echo alive')).stdout, 'alive\n')
  const { stdout, stderr } = await endless
  t.equal(stdout, '124\n')
  t.match(stderr, /timeout/)
  const again = `import subprocess, sys; sys.exit(subprocess.run(['python3', '-c', *sys.argv[1:2] * 2]).returncode)`
  const nested = await run(guests, instanceId, `python3 -c "$0" "$0"`.replaceAll('$0', again))
  t.match(nested, { exit: { code: 1 }, stderr: /^python3: Cannot allocate memory\n$/ })
})
