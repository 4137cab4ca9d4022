/** What people copy files to servers for. */
// On the embedded database only: sftp-calls.test.ts holds what it keeps on both.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { needsSsh, publicLine } from './client.ts'
import { startTransfers } from './transfers.ts'

t.test('a key that was added to authorized_keys by sftp is accepted', needsSsh, async (t) => {
  const { folder, instanceId, key, makeKey, sftp, ssh } = await startTransfers(t)
  const second = makeKey('second', '-t', 'ed25519')
  t.not((await ssh(instanceId, { key: second }, 'true')).code, 0)
  writeFileSync(join(folder, 'authorized_keys'), `${publicLine(key)}\n${publicLine(second)}\n`)
  t.equal((await sftp('put authorized_keys .ssh/authorized_keys')).code, 0)
  t.equal((await ssh(instanceId, { key: second }, 'true')).code, 0)
})

t.test('the shell sees what was copied, and scp what the shell made', needsSsh, async (t) => {
  const { folder, instanceId, key, scp, ssh } = await startTransfers(t)
  writeFileSync(join(folder, 'script'), 'echo "I am $(basename $0)"; echo made > /tmp/made\n', { mode: 0o755 })
  t.equal((await scp('script', ':/root/script')).code, 0)
  t.match(await ssh(instanceId, { key }, './script'), { code: 0, stdout: 'I am script\n' })
  t.equal((await scp(':/tmp/made', 'made')).code, 0)
  t.equal(readFileSync(join(folder, 'made'), 'utf8'), 'made\n')
})

t.test('the old scp gets what the shell makes of its words', needsSsh, async (t) => {
  const { disk, folder, scp } = await startTransfers(t)
  const there = await disk()
  for (const name of ['a.txt', 'b.txt', 'with $ and space.txt', 'c.bin']) await there.writeFile(`/root/${name}`, name)
  await there.flush()
  t.equal((await scp('-O', ':~/*.txt', '.')).code, 0)
  for (const name of ['a.txt', 'b.txt', 'with $ and space.txt']) t.equal(readFileSync(join(folder, name), 'utf8'), name)
  t.throws(() => readFileSync(join(folder, 'c.bin')))
  // -T: or else the client compares the name that comes with the quoted one.
  t.equal((await scp('-OT', ":'with $ and space.txt'", 'one')).code, 0)
  t.equal(readFileSync(join(folder, 'one'), 'utf8'), 'with $ and space.txt')
})

t.test('the old scp says by its exit code whether all was copied', needsSsh, async (t) => {
  const { instanceId, key, ssh } = await startTransfers(t)
  const ask = (...words: string[]) => ssh(instanceId, { key, input: '\0\0\0' }, 'scp', ...words)
  t.match(await ask('-f', '/missing'), { code: 1, stdout: '\x01scp: /missing: No such file or directory\n' })
  t.match(await ask('-f', '/etc/hostname'), { code: 0 })
  t.match(await ask('-t', '/root', '/tmp'), { code: 1, stderr: /^usage: scp/ })
})

t.test('a key that may run one command can’t copy, unless that is the command', needsSsh, async (t) => {
  const { authorize, instanceId, key, scp, sftp } = await startTransfers(t)
  await authorize(instanceId, `command="echo no" ${publicLine(key)}`)
  t.not((await sftp('ls')).code, 0)
  t.not((await scp('-O', ':/etc/hostname', '.')).code, 0)
  await authorize(instanceId, `command="internal-sftp" ${publicLine(key)}`)
  t.equal((await sftp('ls')).code, 0)
})
