/** Each mistake at the start: one sentence that names the setting and the way out, and exit code 1. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import manifest from '../../package.json' with { type: 'json' }
import { run } from '../process.ts'
import { command, folder, program, shell } from './command.ts'
import { type Mistake, refused } from './mistake.ts'

async function takenPort(t: Test): Promise<string> {
  const other = createServer((socket) => socket.destroy()).listen(0, '0.0.0.0')
  t.teardown(() => other.close())
  await once(other, 'listening')
  const address = other.address()
  return String(typeof address === 'object' ? address?.port : 0)
}

t.test('addresses', async (t) => {
  const port = await takenPort(t)
  const { endpoint } = await run(t)
  const remote = { SWAS_ALLOW_REMOTE: 'yes' }
  const mistakes: Mistake[] = [
    {
      title: 'another program has the port',
      settings: { PORT: port, SSH_PORT: 'off' },
      says: /PORT \d+ is taken at 127\.0\.0\.1: a program listens there that doesn’t answer as swas-local.*--port 0/
    },
    {
      title: 'a swas-local has the port',
      settings: { PORT: endpoint.split(':')[1] ?? '', SSH_PORT: '0' },
      says: new RegExp(`swas-local ${manifest.version} already answers at http://${endpoint}.*--port 0`)
    },
    { title: 'one port for both', settings: { PORT: '20222' }, says: /PORT and SSH_PORT are both 20222/ },
    { title: 'the port of SSH', settings: { SSH_PORT: port }, says: /SSH_PORT \d+ is not available.*--ssh-port/ },
    { title: 'no such address', settings: { HOST: '192.0.2.1', ...remote }, says: /HOST 192\.0\.2\.1 is no address/ },
    { title: 'no such name', settings: { HOST: 'none.invalid', ...remote }, says: /HOST none\.invalid .*127\.0\.0\.1/ }
  ]
  for (const mistake of mistakes) await refused(t, mistake)
})

t.test('DATA_DIR, and doctor says the same', async (t) => {
  const home = folder(t, { file: '', 'server/PG_VERSION': '15' })
  const mistakes: Mistake[] = [
    {
      title: 'a file',
      settings: { DATA_DIR: `${home}/file` },
      says: /DATA_DIR .* is a file, not a folder.*--data-dir/
    },
    { title: 'below a file', settings: { DATA_DIR: `${home}/file/x` }, says: /DATA_DIR .*because .*file is a file/ },
    { title: 'of a PostgreSQL server', settings: { DATA_DIR: `${home}/server` }, says: /DATA_DIR .*PostgreSQL server/ },
    {
      title: 'a home that no shell has put in',
      settings: { DATA_DIR: '~/data' },
      says: /DATA_DIR ~\/data.*"\$HOME\/data"/
    }
  ]
  for (const mistake of mistakes) {
    await refused(t, mistake)
    const { code, stdout } = await command(['doctor'], { HOME: home, PORT: '2', ...mistake.settings })
    t.match({ code, stdout }, { code: 1, stdout: mistake.says }, `doctor: ${mistake.title}`)
  }
  if (process.platform === 'linux')
    await refused(t, {
      title: 'in /proc',
      settings: { DATA_DIR: '/proc/x' },
      says: /DATA_DIR \/proc\/x can’t be created/
    })
})

t.test('DATA_DIR of somebody else', async (t) => {
  const home = folder(t)
  chmodSync(home, 0o755)
  mkdirSync(`${home}/data`)
  const isRoot = process.getuid?.() === 0
  if (!isRoot) chmodSync(`${home}/data`, 0o555)
  const env = { PATH: process.env.PATH, DATA_DIR: `${home}/data` }
  // As in a container, the last one has no name.
  for (const nobody of isRoot ? [65534, 54321] : [undefined]) {
    const as = nobody === undefined ? {} : { uid: nobody, gid: nobody }
    for (const words of [
      ['--port', '0'],
      ['doctor', '--port', '2']
    ]) {
      const child = spawn(process.execPath, [program, ...words], {
        ...as,
        env,
        cwd: '/',
        stdio: ['ignore', 'pipe', 'pipe']
      })
      const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
      t.equal(code, 1)
      const says = isRoot ? /DATA_DIR .* belongs to another user \(id 0\)/ : /DATA_DIR .* isn’t writable/
      t.match(words[0] === 'doctor' ? stdout : stderr, says)
    }
  }
})

t.test('a PostgreSQL that isn’t there', async (t) => {
  const database = (place: string) => ({ DATABASE_URL: `postgres://app:hush-hush@${place}/d` })
  const mistakes: Mistake[] = [
    { title: 'refused', settings: database('127.0.0.1:1'), says: /DATABASE_URL: nobody answers at 127\.0\.0\.1:1/ },
    { title: 'unknown host', settings: database('none.invalid:1'), says: /DATABASE_URL: .*name.* in none\.invalid:1/ },
    {
      title: 'a file that isn’t there',
      settings: { DATABASE_URL: 'postgres://127.0.0.1/d?user=app&password=hush-hush&sslrootcert=/none.pem' },
      says: /DATABASE_URL: a file that it names can’t be read .*none\.pem/
    },
    {
      title: 'another program',
      settings: database(`127.0.0.1:${await takenPort(t)}`),
      says: /DATABASE_URL: the server at .* can’t be used/
    }
  ]
  for (const mistake of mistakes) await refused(t, mistake)
})

t.test('a Node.js that is too old', async (t) => {
  const pretend = (version: string) => `Object.defineProperty(process.versions, 'node', { value: '${version}' })`
  const hook = folder(t, { '16.cjs': pretend('16.20.2'), '20.cjs': pretend('20.18.0'), '22.cjs': pretend('22.1.0') })
  const start = (name: string) => shell(process.execPath, ['--require', `${hook}/${name}`, program, '--version'])
  const needed = manifest.engines.node.replace('>=', '')
  for (const name of ['16.cjs', '20.cjs'])
    t.match(await start(name), {
      code: 1,
      stdout: '',
      stderr: new RegExp(`too old: swas-local needs ${needed} or newer`)
    })
  t.match(await start('22.cjs'), { code: 0 })
})

t.test('too little memory', { skip: process.platform !== 'linux' && 'no limit of addresses' }, async (t) => {
  const outcome = await shell('sh', ['-c', 'ulimit -v 12000000; exec "$0" "$1"', process.execPath, program], {
    PORT: '0'
  })
  t.match(outcome, {
    code: 1,
    stdout: '',
    stderr: /^swas-local: there is too little memory for the embedded database .*ulimit -v unlimited.*DATABASE_URL\.\n$/
  })
})

const canUnshare = spawnSync('unshare', ['--net', 'true']).status === 0

t.test('a machine without IPv6', { skip: !canUnshare && 'no network of its own' }, async (t) => {
  const script = 'ip link set lo up && ip addr del ::1/128 dev lo; exec "$0" "$1" --host ::1'
  const outcome = await shell('unshare', ['--net', 'sh', '-c', script, process.execPath, program], { PORT: '0' })
  t.match(outcome, { code: 1, stderr: /HOST ::1: this machine has no IPv6\. Use --host 127\.0\.0\.1\./ })
})

t.test('a machine without IPv4', { skip: !canUnshare && 'no network of its own' }, async (t) => {
  const script = 'ip link set lo up && ip addr del 127.0.0.1/8 dev lo; exec "$0" "$1"'
  const outcome = await shell('unshare', ['--net', 'sh', '-c', script, process.execPath, program], { PORT: '0' })
  t.match(outcome, { code: 1, stderr: /HOST 127\.0\.0\.1: this machine has no IPv4\. Use --host ::1/ })
})
