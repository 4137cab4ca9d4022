// On the embedded database only: sftp-calls.test.ts holds what it keeps on both.
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { has } from '../machine.ts'
import { fill, startTransfers } from './transfers.ts'

const needsScp = { skip: !has('scp') && 'scp is not on this machine' }
const mebibyte = 2 ** 20

// Since OpenSSH 9.0 scp speaks SFTP; with -O it speaks its own old protocol.
for (const [title, flags] of [
  ['scp', []],
  ['scp -O', ['-O']]
] as const)
  t.test(title, needsScp, async (t) => {
    const start = async (t: Test) => {
      const transfers = await startTransfers(t)
      return { ...transfers, scp: (...words: string[]) => transfers.scp(...flags, ...words) }
    }

    t.test('brings five megabytes there and back', async (t) => {
      const { disk, folder, scp } = await start(t)
      const bytes = randomBytes(5_000_000)
      writeFileSync(join(folder, 'there'), bytes)
      t.same(await scp('there', ':'), { code: 0, stdout: '', stderr: '' })
      t.ok(bytes.equals((await disk()).content('/root/there')))
      t.same(await scp(':there', 'back'), { code: 0, stdout: '', stderr: '' })
      t.ok(bytes.equals(readFileSync(join(folder, 'back'))))
    })

    t.test('copies folders with permissions and times, both ways', async (t) => {
      const { disk, folder, scp } = await start(t)
      mkdirSync(join(folder, 'a/b'), { recursive: true })
      writeFileSync(join(folder, 'a/empty'), '')
      writeFileSync(join(folder, 'a/b/tiefe Übung'), 'deep')
      chmodSync(join(folder, 'a/b/tiefe Übung'), 0o700)
      chmodSync(join(folder, 'a/b'), 0o750)
      utimesSync(join(folder, 'a/b/tiefe Übung'), 1_000_000_000, 1_000_000_001)
      t.same(await scp('-pr', 'a', ':/root/new'), { code: 0, stdout: '', stderr: '' })
      const there = await disk()
      t.match(there.entry('/root/new/empty'), { kind: 'file', size: 0 })
      t.match(there.entry('/root/new/b'), { kind: 'directory', mode: 0o750 })
      t.match(there.entry('/root/new/b/tiefe Übung'), { mode: 0o700, modifiedAt: 1_000_000_001_000, size: 4 })
      t.same(await scp('-pr', ':/root/new', 'back'), { code: 0, stdout: '', stderr: '' })
      const { mode, mtimeMs, size } = statSync(join(folder, 'back/b/tiefe Übung'))
      t.same([mode & 0o777, mtimeMs, size], [0o700, 1_000_000_001_000, 4])
      t.equal(statSync(join(folder, 'back/empty')).size, 0)
    })

    t.test('leaves the permissions of a file that was there, and follows links', async (t) => {
      const { disk, folder, scp } = await start(t)
      const before = await disk()
      await before.writeFile('/root/real', 'old')
      await before.chmod('/root/real', 0o600)
      await before.symlink('real', '/root/link')
      await before.flush()
      writeFileSync(join(folder, 'file'), 'new')
      chmodSync(join(folder, 'file'), 0o666)
      symlinkSync('file', join(folder, 'here'))
      t.equal((await scp('here', ':link')).code, 0)
      t.equal((await scp('here', ':~root/other')).code, 0)
      const there = await disk()
      t.match(there.entry('/root/real'), { mode: 0o600, size: 3 })
      t.equal(await there.readFile('/root/real'), 'new')
      t.match(there.entry('/root/link'), { kind: 'link' })
      t.match(there.entry('/root/other'), { kind: 'file', mode: 0o644 })
    })

    t.test('brings several files into a folder, and none into a file', async (t) => {
      const { disk, folder, scp } = await start(t)
      for (const name of ['one', 'two', 'three']) writeFileSync(join(folder, name), name)
      const before = await disk()
      await before.mkdir('/root/folder')
      await before.flush()
      t.equal((await scp('one', 'two', ':folder')).code, 0)
      const refused = await scp('two', 'three', ':folder/one')
      t.not(refused.code, 0)
      t.match(refused.stderr, /folder\/one.*(Not a directory|Failure)/)
      t.same((await (await disk()).readdir('/root/folder')).sort(), ['one', 'two'])
    })

    t.test('goes on after what it can’t copy', async (t) => {
      const { folder, scp } = await start(t)
      writeFileSync(join(folder, 'one'), 'one')
      await scp('one', ':')
      const { code, stderr } = await scp(':missing', ':one', 'folder-that-is-not-here')
      t.equal(code, 1)
      t.match(stderr, /No such file or directory|not a directory/i)
      const folders = await scp(':/root', 'here')
      t.equal(folders.code, 1)
      t.match(folders.stderr, /not a regular file/)
      const nowhere = await scp('one', ':/nowhere/one')
      t.equal(nowhere.code, 1)
      t.match(nowhere.stderr, /\/nowhere\/one.*No such file or directory/)
    })

    t.test('says that a file is too large, and leaves what was there', async (t) => {
      const { disk, folder, scp } = await start(t)
      writeFileSync(join(folder, 'file'), 'old')
      await scp('file', ':')
      truncateSync(join(folder, 'file'), 32 * mebibyte + 1)
      const { code, stderr } = await scp('file', ':')
      t.not(code, 0)
      t.match(stderr, /File too large/)
      t.equal(await (await disk()).readFile('/root/file'), 'old')
    })

    t.test('says that the disk is full, and leaves what was there', async (t) => {
      const { disk, folder, scp } = await start(t)
      await fill(await disk())
      writeFileSync(join(folder, 'file'), 'one too many')
      const { code, stderr } = await scp('file', ':')
      t.not(code, 0)
      t.match(stderr, /No space left on device/)
      t.equal((await disk()).entry('/root/file'), undefined)
    })
  })
