/** Guesses are held up, and nothing of what is secret is told. */
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import t from 'tap'
import { sshdConfigPath } from '../../src/servers/guest.ts'
import { everyRow } from '../rows.ts'
import { makeServer, needsSsh, password, publicLine, startSsh } from './client.ts'

t.test('failed logons a minute, of one address for one server', needsSsh, async (t) => {
  const setting = await startSsh(t, { authFailures: 3, logLevel: 'info' })
  const { ssh, log } = setting
  const [one, two] = [await makeServer(setting), await makeServer(setting)]
  for (let n = 0; n < 3; n++) t.match(await ssh(one, { password: 'wrong' }, 'true'), { stderr: 'Permission denied' })
  t.match(await ssh(one, { password }, 'true'), { code: 255, stderr: /closed|reset/ }, 'not even the right one')
  t.match(await ssh(two, { password }, 'true'), { code: 0 }, 'another server is another')
  t.match(log(), 'too many failed logons in a minute')
})

t.test('what is logged, and what is not', needsSsh, async (t) => {
  const setting = await startSsh(t, { logLevel: 'trace' })
  const { ssh, makeKey, authorize, write, log, database } = setting
  const id = await makeServer(setting)
  const [key, other] = [makeKey('key', '-t', 'ed25519'), makeKey('other', '-t', 'rsa')]
  await authorize(id, `from="127.0.0.1" ${publicLine(key)}`, `from="10.0.0.1" ${publicLine(other)}`)
  await ssh(id, { key }, 'echo marked-command')
  await ssh(id, { key: other }, 'true')
  await ssh(id, { password }, 'true')
  await ssh(id, { password: 'marked-wrong' }, 'true')
  await ssh(id, { password: 'marked-too', user: 'Marked-User-Name' }, 'true')
  await write(id, sshdConfigPath, 'PermitRootLogin yes\nPasswordAuthentication no\nKbdInteractiveAuthentication yes\n')
  await ssh(id, { password: 'marked-kbd' }, 'true')

  const lines = log()
    .split('\n')
    .filter((line) => line.includes('"address"'))
    .map((line) => JSON.parse(line))
  const fingerprint = /^SHA256:[\w+/]{43}$/
  const about = { address: '127.0.0.1', instanceId: id }
  for (const line of [
    { msg: 'Accepted publickey for root from 127.0.0.1', fingerprint, ...about, user: 'root' },
    { msg: 'Failed publickey from 127.0.0.1', fingerprint, ...about },
    { msg: 'a key is refused by /root/.ssh/authorized_keys, line 2: it is not for this address', ...about },
    { msg: 'Accepted password for root from 127.0.0.1', ...about },
    { msg: 'Failed password from 127.0.0.1', ...about, user: 'root' },
    { msg: 'Failed password from 127.0.0.1', ...about, user: 'another' },
    { msg: 'Failed keyboard-interactive from 127.0.0.1', ...about }
  ])
    t.ok(
      lines.some((one) => matches(one, line)),
      line.msg
    )
  const privateLines = [key, other].flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(1, -2))
  const secrets = [password, 'marked-', 'Marked-User-Name', ...privateLines, publicLine(key).split(' ')[1] ?? '']
  t.same(
    secrets.filter((secret) => log().includes(secret)),
    [],
    'no secret is logged'
  )
  const rows = (await everyRow(database)).filter((row) => !row.startsWith('guest_files ')).join('\n')
  t.same(
    [password, 'marked-wrong', 'marked-kbd', 'BEGIN OPENSSH'].filter((secret) => rows.includes(secret)),
    [],
    'nor kept'
  )
})

const matches = (one: Record<string, unknown>, wanted: Record<string, string | RegExp>) =>
  Object.entries(wanted).every(([name, value]) =>
    typeof value === 'string' ? one[name] === value : value.test(String(one[name]))
  )

t.test('two hundred connections to one server', needsSsh, async (t) => {
  const setting = await startSsh(t)
  const id = await makeServer(setting)
  const { Host, Port } = await setting.logonOf(id)
  const greeted = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(Port, Host).on('error', () => resolve(false))
      t.teardown(() => socket.destroy())
      socket.once('data', () => resolve(true)).once('close', () => resolve(false))
    })
  const first = await Promise.all(Array.from({ length: 200 }, greeted))
  t.ok(first.every(Boolean))
  t.equal(await greeted(), false)
  t.equal((await setting.ok('ListKeyPairs')).TotalCount, 0, 'the API answers')
})
