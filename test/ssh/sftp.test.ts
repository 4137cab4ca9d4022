// On the embedded database only: sftp-calls.test.ts holds what it keeps on both.
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { has } from '../machine.ts'
import { startTransfers } from './transfers.ts'

const needsSftp = { skip: !has('sftp') && 'sftp is not on this machine' }

t.test('OpenSSH’s sftp', needsSftp, async (t) => {
  t.test('brings five megabytes there and back', async (t) => {
    const { disk, folder, sftp } = await startTransfers(t)
    const bytes = randomBytes(5_000_000)
    writeFileSync(join(folder, 'there'), bytes)
    const { code } = await sftp('put there', 'get there back')
    t.equal(code, 0)
    t.ok(bytes.equals((await disk()).content('/root/there')))
    t.ok(bytes.equals(readFileSync(join(folder, 'back'))))
  })

  t.test('makes, lists, renames and removes', async (t) => {
    const { disk, folder, sftp } = await startTransfers(t)
    writeFileSync(join(folder, 'a b.txt'), 'words')
    chmodSync(join(folder, 'a b.txt'), 0o640)
    const { code, stdout } = await sftp(
      'mkdir Ünterlagen',
      'cd Ünterlagen',
      'pwd',
      'put "a b.txt" 日本.txt',
      'put "a b.txt" second',
      'chmod 4711 second',
      'symlink second link',
      'ls -l',
      'rename second third',
      'rename third 日本.txt',
      'ln 日本.txt copy',
      'mkdir empty',
      'rmdir empty',
      'rm link'
    )
    t.equal(code, 0)
    const shown = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('sftp>'))
    const date = '[A-Z][a-z]{2} [ \\d]\\d [ \\d:]{5}'
    t.match(shown, [
      'Remote working directory: /root/Ünterlagen',
      new RegExp(`^lrwxrwxrwx    1 root     root            6 ${date} link$`),
      new RegExp(`^-rws--x--x    1 root     root            5 ${date} second$`),
      new RegExp(`^-rw-r-----    1 root     root            5 ${date} 日本.txt$`)
    ])
    t.match((await disk()).list('/root/Ünterlagen'), [
      { name: 'copy', kind: 'file', mode: 0o4711 },
      { name: '日本.txt', kind: 'file', mode: 0o4711 }
    ])
  })

  t.test('copies folders with permissions and times', async (t) => {
    const { disk, folder, sftp } = await startTransfers(t)
    mkdirSync(join(folder, 'a/b'), { recursive: true })
    writeFileSync(join(folder, 'a/empty'), '')
    writeFileSync(join(folder, 'a/b/deep'), 'deep')
    chmodSync(join(folder, 'a/b/deep'), 0o700)
    chmodSync(join(folder, 'a/b'), 0o750)
    utimesSync(join(folder, 'a/b/deep'), 1_000_000_000, 1_000_000_001)
    const { code } = await sftp('put -pR a', 'get -pR a back')
    t.equal(code, 0)
    const there = await disk()
    t.match(there.entry('/root/a/empty'), { kind: 'file', size: 0 })
    t.match(there.entry('/root/a/b'), { kind: 'directory', mode: 0o750 })
    t.match(there.entry('/root/a/b/deep'), { mode: 0o700, modifiedAt: 1_000_000_001_000, size: 4 })
    const { mode, mtimeMs } = statSync(join(folder, 'back/b/deep'))
    t.same([mode & 0o777, mtimeMs], [0o700, 1_000_000_001_000])
  })

  t.test('goes on with what was broken off, both ways', async (t) => {
    const { disk, folder, sftp } = await startTransfers(t)
    const bytes = randomBytes(300_000)
    for (const [name, length] of Object.entries({ whole: 300_000, part: 100_000 }))
      writeFileSync(join(folder, name), bytes.subarray(0, length))
    const { code } = await sftp('put part whole', 'reput whole', 'reget whole part')
    t.equal(code, 0)
    t.ok(bytes.equals((await disk()).content('/root/whole')))
    t.ok(bytes.equals(readFileSync(join(folder, 'part'))))
  })

  t.test('lists a thousand files', async (t) => {
    const { disk, sftp } = await startTransfers(t)
    const there = await disk()
    await there.mkdir('/many')
    // All in one packet would be more than OpenSSH takes.
    const name = (at: number) => `${'long-'.repeat(40)}${at}`
    for (let at = 0; at < 1000; at++) await there.writeFile(`/many/${name(at)}`, '')
    await there.flush()
    const { stdout } = await sftp('ls -1 /many')
    t.equal(stdout.match(/long-\d+\n/g)?.length, 1000)
  })

  const refusals: [line: string, words: RegExp][] = [
    ['get missing', /File "\/root\/missing" not found/],
    ['cd missing', /No such file or directory/],
    ['cd file', /Can't change directory: "\/root\/file" is not a directory/],
    ['mkdir folder', /remote mkdir "\/root\/folder": Failure/],
    ['mkdir missing/folder', /remote mkdir "\/root\/missing\/folder": No such file or directory/],
    ['rmdir folder', /remote rmdir "\/root\/folder": Failure/],
    ['rm folder', /remote delete \/root\/folder: Failure/],
    ['rename missing other', /remote rename "\/root\/missing" to "\/root\/other": No such file or directory/],
    ['put here missing/file', /dest open "\/root\/missing\/file": No such file or directory/],
    ['symlink target file', /remote symlink file "target" to "\/root\/file": Failure/],
    ['chown 1000 file', /remote setstat "\/root\/file": Operation unsupported/],
    ['chmod 600 missing', /No such file or directory|not found/]
  ]
  t.test('is told why it can’t', async (t) => {
    const { disk, folder, sftp } = await startTransfers(t)
    const there = await disk()
    await there.mkdir('/root/folder')
    await there.writeFile('/root/folder/inside', '')
    await there.writeFile('/root/file', '')
    await there.flush()
    writeFileSync(join(folder, 'here'), '')
    // `-` before a line: go on after it.
    const { stderr } = await sftp(...refusals.map(([line]) => `-${line}`))
    for (const [line, words] of refusals) t.match(stderr, words, line)
  })
})
