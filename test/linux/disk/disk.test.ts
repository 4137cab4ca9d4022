import { Disk } from '@swas-local/linux/disk/disk.ts'
import { DiskFullError, type DiskStore, type Entry } from '@swas-local/linux/disk/entry.ts'
import { diskLimits } from '@swas-local/linux/disk/limits.ts'
import t from 'tap'
import { memoryStore } from './memory-store.ts'

const entry = (path: string, kind: Entry['kind'], content = ''): Entry => ({
  path,
  kind,
  mode: kind === 'directory' ? 0o755 : 0o644,
  content: Buffer.from(content),
  modifiedAt: 0
})

const image = [
  entry('/dev', 'directory'),
  entry('/dev/null', 'file'),
  entry('/etc', 'directory'),
  entry('/etc/motd', 'file', 'Welcome\n'),
  entry('/etc/ssh', 'directory'),
  entry('/etc/ssh/sshd_config', 'file', 'Port 22\n'),
  entry('/proc', 'directory'),
  entry('/proc/version', 'file', 'Linux\n')
]

const open = (store: DiskStore = memoryStore()) => Disk.open(image, store)
const bytes = (length: number) => new Uint8Array(length)

t.test('errors are worded as Node.js does', async (t) => {
  const disk = await open()
  await disk.writeFile('/file', 'text')
  await disk.symlink('/loop', '/loop')
  const cases: [string, Promise<unknown>][] = [
    ["ENOENT: no such file or directory, open '/no'", disk.readFile('/no')],
    ["ENOENT: no such file or directory, open '/no/such'", disk.writeFile('/no/such', '')],
    ["ENOENT: no such file or directory, mv '/no'", disk.mv('/no', '/other')],
    ["EISDIR: illegal operation on a directory, read '/etc'", disk.readFile('/etc')],
    ["EISDIR: illegal operation on a directory, open '/etc'", disk.writeFile('/etc', '')],
    ["EISDIR: illegal operation on a directory, cp '/etc'", disk.cp('/etc', '/other')],
    ["EISDIR: illegal operation on a directory, mv '/etc'", disk.mv('/file', '/etc')],
    ["ENOTDIR: not a directory, open '/file/x'", disk.readFile('/file/x')],
    ["ENOTDIR: not a directory, scandir '/file'", disk.readdir('/file')],
    ["ENOTDIR: not a directory, mv '/file'", disk.mv('/etc', '/file')],
    ["ENOTDIR: not a directory, mkdir '/file/x'", disk.mkdir('/file/x', { recursive: true })],
    ["EEXIST: file already exists, mkdir '/etc'", disk.mkdir('/etc')],
    ["EEXIST: file already exists, symlink '/file'", disk.symlink('x', '/file')],
    ["ENOTEMPTY: directory not empty, rm '/etc'", disk.rm('/etc')],
    ["ENOTEMPTY: directory not empty, mv '/etc'", disk.mkdir('/new').then(() => disk.mv('/new', '/etc'))],
    ["EINVAL: invalid argument, mv '/etc'", disk.mv('/etc', '/etc/ssh/x')],
    ["EINVAL: invalid argument, cp '/etc'", disk.cp('/etc', '/etc/ssh', { recursive: true })],
    ["EINVAL: invalid argument, readlink '/file'", disk.readlink('/file')],
    ["ELOOP: too many levels of symbolic links, open '/loop'", disk.readFile('/loop')],
    ["ELOOP: too many levels of symbolic links, lstat '/loop/x'", disk.lstat('/loop/x')],
    ["EBUSY: resource busy or locked, rm '/'", disk.rm('/', { recursive: true })],
    ["EPERM: operation not permitted, link '/etc'", disk.link('/etc', '/other')],
    ["EPERM: operation not permitted, rm '/proc/version'", disk.rm('/proc/version')],
    [`ENAMETOOLONG: name too long, open '/${'n'.repeat(256)}'`, disk.writeFile(`/${'n'.repeat(256)}`, '')],
    [`ENAMETOOLONG: name too long, mkdir '${'/nn'.repeat(700)}'`, disk.mkdir('/nn'.repeat(700), { recursive: true })]
  ]
  for (const [message, call] of cases) await t.rejects(call, { message })
  await disk.rm('/no/such', { force: true })
  await disk.rm('/file/such', { force: true })
})

t.test('links are followed as on Linux', async (t) => {
  const disk = await open()
  await disk.mkdir('/srv/deep/down', { recursive: true })
  await disk.symlink('../deep/./down', '/srv/deep/here')
  await disk.symlink('/srv/deep', '/etc/srv')
  await disk.symlink('down/../down/target', '/srv/deep/file')
  await disk.writeFile('/etc/srv/file', 'through two links')
  t.equal(await disk.readFile('/srv/deep/down/target'), 'through two links')
  t.equal(await disk.realpath('/etc/srv/here/target'), '/srv/deep/down/target')
  t.equal((await disk.lstat('/srv/deep/file')).isSymbolicLink, true)
  await disk.chmod('/srv/deep/file', 0o7)
  t.equal((await disk.stat('/srv/deep/down/target')).mode, 0o7, 'a mode is set beyond the link')

  await disk.cp('/srv/deep/file', '/copy')
  t.equal(disk.entry('/copy')?.kind, 'file')
  await disk.cp('/srv', '/copies', { recursive: true })
  t.equal(disk.entry('/copies/deep/file')?.kind, 'link')
  await disk.rm('/srv/deep/file')
  t.equal(await disk.exists('/srv/deep/down/target'), true, 'a link is removed, not what it leads to')
  await disk.rm('/srv/deep/down', { recursive: true })
  t.equal(await disk.exists('/copies/deep/file'), true)
  t.equal(await disk.exists('/srv/deep/here'), false, 'a link that leads nowhere')
  t.equal(disk.entry('/srv/deep/here')?.kind, 'link')
})

t.test('a hard link is a copy of its own', async (t) => {
  const disk = await open()
  await disk.link('/etc/motd', '/etc/issue')
  await disk.appendFile('/etc/issue', 'one')
  await disk.appendFile('/etc/issue', ', two')
  await disk.link('/etc/issue', '/etc/third')
  await disk.appendFile('/etc/third', '?')
  await disk.appendFile('/etc/issue', '!')
  t.equal(await disk.readFile('/etc/motd'), 'Welcome\n')
  t.equal(await disk.readFile('/etc/issue'), 'Welcome\none, two!')
  t.equal(await disk.readFile('/etc/third'), 'Welcome\none, two?')
})

t.test('what was read before does not change with the file', async (t) => {
  const disk = await open()
  await disk.writeFile('/a', '12345')
  const [before, given] = [await disk.readFileBuffer('/a'), Buffer.from('mine')]
  disk.writeAt('/a', 1, Buffer.from('xx'))
  disk.writeAt('/a', 8, Buffer.from('9'))
  t.equal(await disk.readFile('/a'), '1xx45\0\0\x009')
  disk.truncate('/a', 2)
  t.equal(await disk.readFile('/a', 'latin1'), '1x')
  t.equal(Buffer.from(before).toString(), '12345')
  await disk.writeFile('/b', given)
  given.fill('!')
  t.equal(await disk.readFile('/b'), 'mine')
})

t.test('text of every encoding', async (t) => {
  const disk = await open()
  await disk.writeFile('/a', '\xff\x00', 'binary')
  t.same([...(await disk.readFileBuffer('/a'))], [255, 0])
  t.equal(await disk.readFile('/a', 'hex'), 'ff00')
  t.equal(await disk.readFile('/a', { encoding: 'base64' }), '/wA=')
  await disk.writeFile('/a', 'aGk=', { encoding: 'base64' })
  t.equal(await disk.readFile('/a'), 'hi')
})

t.test('what is given away of the image is gone for everybody, with all that was in it', async (t) => {
  const store = memoryStore()
  const disk = await open(store)
  await disk.rm('/etc', { recursive: true })
  await disk.flush()
  const kinds = [...store.entries.values()].map(({ path, kind }) => [path, kind])
  t.same(kinds.sort(), [
    ['/etc', 'gone'],
    ['/etc/motd', 'gone'],
    ['/etc/ssh', 'gone'],
    ['/etc/ssh/sshd_config', 'gone']
  ])
  await disk.mkdir('/etc')
  await disk.flush()
  t.same(await (await open(store)).readdir('/etc'), [])
})

t.test('a folder of the image can be moved, and comes with all that is in it', async (t) => {
  const store = memoryStore()
  const disk = await open(store)
  await disk.mv('/etc', '/configuration')
  await disk.flush()
  const again = await open(store)
  t.equal(await again.readFile('/configuration/ssh/sshd_config'), 'Port 22\n')
  t.equal(await again.exists('/etc'), false)
})

t.test('what comes and goes between two flushes is not written, nor what is in /dev', async (t) => {
  const store = memoryStore()
  const disk = await open(store)
  await disk.writeFile('/passing', 'x')
  await disk.rm('/passing')
  await disk.writeFile('/dev/null', 'x')
  await disk.appendFile('/dev/null', 'x')
  await disk.writeFile('/dev/shm', 'x')
  t.equal(disk.isDirty, false)
  t.equal(await disk.readFile('/dev/null'), '')
  await disk.flush()
  t.equal(store.entries.size, 0)
})

t.test('a file that was written, deleted and made again is deleted for all in the end', async (t) => {
  const store = memoryStore()
  const disk = await open(store)
  await disk.writeFile('/a', '1')
  await disk.flush()
  await disk.rm('/a')
  await disk.writeFile('/a', '2')
  await disk.rm('/a')
  await disk.flush()
  t.equal(await (await open(store)).exists('/a'), false)
})

t.test('memory has the limits of the disk at once', async (t) => {
  const disk = await open()
  const { fileBytes, diskBytes, entries } = diskLimits
  await t.rejects(disk.writeFile('/a', bytes(fileBytes + 1)), { message: "EFBIG: file too large, open '/a'" })
  t.throws(() => disk.writeAt('/a', fileBytes, bytes(1)), { message: "EFBIG: file too large, write '/a'" })
  t.throws(() => disk.truncate('/a', 1e12), { message: /^EFBIG: / })
  await disk.writeFile('/a', bytes(fileBytes))
  await t.rejects(disk.appendFile('/a', 'x'), { message: "EFBIG: file too large, open '/a'" })
  await disk.cp('/a', '/b')
  t.equal(2 * fileBytes, diskBytes)
  await t.rejects(disk.writeFile('/c', 'x'), { message: "ENOSPC: no space left on device, open '/c'" })
  t.equal(await disk.exists('/c'), false)
  await t.rejects(disk.cp('/a', '/c'), { message: "ENOSPC: no space left on device, cp '/c'" })
  await t.rejects(disk.chmod('/etc/motd', 0), /^ENOSPC/, 'what differs from the image takes place')
  await disk.rm('/b')
  await disk.writeFile('/c', 'x')

  const many = await open()
  for (let index = 0; index < entries; index++) await many.writeFile(`/${index}`, '')
  await t.rejects(many.mkdir('/one-more'), { message: "ENOSPC: no space left on device, mkdir '/one-more'" })
  await many.mv('/0', '/one-more')
  await t.rejects(many.mv('/etc', '/more'), /ENOSPC/)
  t.equal(await many.readFile('/etc/motd'), 'Welcome\n', 'and nothing was moved')
})

t.test('appending copies the earlier bytes only now and then', async (t) => {
  const disk = await open()
  const chunk = bytes(1024)
  const buffers = new Set<ArrayBufferLike>()
  for (let index = 0; index < 16_000 && buffers.size <= 15; index++) {
    await disk.appendFile('/log', chunk)
    buffers.add(disk.content('/log').buffer)
  }
  t.ok(
    buffers.size <= 15,
    `${buffers.size} buffers for 16 MiB in pieces of 1 KiB; one for each piece would be 128 GB of copies`
  )
})

t.test('a store that is full undoes what was not written yet', async (t) => {
  const store = memoryStore()
  const disk = await open(store)
  await disk.writeFile('/kept', 'x')
  await disk.flush()
  await disk.writeFile('/lost', 'x')
  await disk.rm('/kept')
  const full = { ...store, write: async () => Promise.reject(new DiskFullError('No space left on device')) }
  const other = await Disk.open(image, full)
  await other.writeFile('/lost', 'x')
  await other.rm('/kept')
  await t.rejects(other.flush(), { message: 'No space left on device' })
  t.same([await other.exists('/lost'), await other.exists('/kept'), other.isDirty], [false, true, false])
})

t.test('a store that fails otherwise is tried again', async (t) => {
  const store = memoryStore()
  let isDown = true
  const { write } = store
  const shaky = {
    ...store,
    write: (...args: Parameters<typeof write>) => (isDown ? Promise.reject(new Error('down')) : write(...args))
  }
  const disk = await Disk.open(image, shaky)
  await disk.writeFile('/a', 'x')
  await t.rejects(disk.flush(), { message: 'down' })
  t.equal(disk.isDirty, true)
  isDown = false
  await disk.flush()
  t.equal(await (await open(store)).readFile('/a'), 'x')
})

t.test('what is changed while it is being written is written next', async (t) => {
  const store = memoryStore()
  const { write } = store
  const disk = await open({
    ...store,
    async write(entries, revision) {
      if (Buffer.from(entries[0]?.content ?? []).toString() === '1') await disk.writeFile('/a', '2')
      return await write(entries, revision)
    }
  })
  await disk.writeFile('/a', '1')
  await Promise.all([disk.flush(), disk.sync()])
  t.equal(await disk.readFile('/a'), '2')
  t.equal(disk.isDirty, true)
  await disk.flush()
  t.equal(await (await open(store)).readFile('/a'), '2')
})

t.test('of two who write the same file the later one stays, and both see it', async (t) => {
  const store = memoryStore()
  const [one, other] = [await open(store), await open(store)]
  await one.writeFile('/a', 'one')
  await other.writeFile('/a', 'other')
  await other.writeFile('/b', 'other')
  await one.flush()
  await other.sync()
  t.equal(await other.readFile('/a'), 'other', 'not yet written, and still there')
  await other.flush()
  await one.sync()
  t.same([await one.readFile('/a'), await one.readFile('/b')], ['other', 'other'])

  // One writes before it has read what the other wrote; it gets that later all the same.
  await other.writeFile('/c', 'other')
  await other.flush()
  await one.writeFile('/d', 'one')
  await one.flush()
  await one.sync()
  t.equal(await one.readFile('/c'), 'other')
})

t.test('a folder that one deletes while another writes into it stays, with what was written', async (t) => {
  const store = memoryStore()
  const [one, other] = [await open(store), await open(store)]
  await one.rm('/etc', { recursive: true })
  await other.writeFile('/etc/new', 'x')
  await one.flush()
  await other.sync()
  t.same(await other.readdir('/etc'), ['new'], 'not yet written, and still there')
  await other.flush()
  for (const disk of [one, other, await open(store)]) {
    await disk.sync()
    t.same(await disk.readdir('/etc'), ['new'])
  }
})

t.test('names that the database can’t keep become such as it can', async (t) => {
  const store = memoryStore()
  const disk = await open(store)
  await disk.writeFile('/\ud800', 'x')
  await disk.writeFile('/\udfff', 'y')
  await disk.writeFile('/😀', 'z')
  await t.rejects(disk.writeFile('/a\0b', ''), /ENOENT/)
  t.same(await disk.readdir('/'), ['dev', 'etc', 'proc', '😀', '\ufffd'].sort())
  t.equal(await disk.readFile('/\ud800'), 'y')
})

t.test('what a folder holds is told with its attributes', async (t) => {
  const disk = await Disk.open(image, memoryStore(), () => 1_800_000_000_000)
  disk.create('/etc/new', 0o600)
  await disk.utimes('/etc/motd', new Date(0), new Date(5000))
  await disk.symlink('motd', '/etc/link')
  t.same(disk.list('/etc'), [
    { name: 'link', kind: 'link', mode: 0o777, size: 4, modifiedAt: 1_800_000_000_000 },
    { name: 'motd', kind: 'file', mode: 0o644, size: 8, modifiedAt: 5000 },
    { name: 'new', kind: 'file', mode: 0o600, size: 0, modifiedAt: 1_800_000_000_000 },
    { name: 'ssh', kind: 'directory', mode: 0o755, size: 4096, modifiedAt: 0 }
  ])
  t.equal(disk.entry('/etc/none'), undefined)
  t.same(disk.entry('/etc/link', true)?.size, 8)
})
