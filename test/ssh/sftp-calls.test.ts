import t from 'tap'
import { eventually } from '../eventually.ts'
import { call, close, connect, connectRaw, connectSftp, open, write } from './sftp-client.ts'
import { fill, startTransfers } from './transfers.ts'

t.test('a file is there for others when it is closed, and not before', async (t) => {
  const { disk, place } = await startTransfers(t)
  const sftp = await connectSftp(t, place)
  const handle = await open(sftp, 'file', 'w')
  await write(sftp, handle, Buffer.from('whole'))
  t.equal((await disk()).entry('/root/file'), undefined)
  const { size } = await call<{ size: number }>((done) => sftp.fstat(handle, done))
  t.equal(size, 5, 'whoever writes it sees how far it is')
  await close(sftp, handle)
  t.equal(await (await disk()).readFile('/root/file'), 'whole')
})

t.test('writes go where they say, in any order, and zeros fill what is left out', async (t) => {
  const { disk, place } = await startTransfers(t)
  const sftp = await connectSftp(t, place)
  const handle = await open(sftp, 'file', 'w+')
  await Promise.all([
    write(sftp, handle, Buffer.from('end'), 10),
    write(sftp, handle, Buffer.from('begin')),
    write(sftp, handle, Buffer.from('B'))
  ])
  const read = Buffer.alloc(20)
  t.equal(await call<number>((done) => sftp.read(handle, read, 0, 20, 8, done)), 5)
  t.equal(read.toString('latin1', 0, 5), '\0\0end')
  await close(sftp, handle)
  t.equal(await (await disk()).readFile('/root/file'), 'Begin\0\0\0\0\0end')
})

t.test('what is opened without being emptied keeps the rest', async (t) => {
  const { disk, place } = await startTransfers(t)
  const sftp = await connectSftp(t, place)
  await call((done) => sftp.writeFile('file', '0123456789', done))
  const handle = await open(sftp, 'file', 'r+')
  await write(sftp, handle, Buffer.from('ab'), 4)
  await call((done) => sftp.fsetstat(handle, { size: 7 } as never, done))
  await call((done) => sftp.fsetstat(handle, { size: 8, mode: 0o600, atime: 1, mtime: 2 } as never, done))
  await close(sftp, handle)
  const there = await disk()
  t.equal(await there.readFile('/root/file'), '0123ab6\0')
  t.match(there.entry('/root/file'), { mode: 0o600, modifiedAt: 2000 })
  await call((done) => sftp.setstat('file', { size: 2 } as never, done))
  t.equal(await (await disk()).readFile('/root/file'), '01')
})

t.test('what others write is seen at once', async (t) => {
  const { disk, place } = await startTransfers(t)
  const sftp = await connectSftp(t, place)
  await t.rejects(
    call<object>((done) => sftp.stat('file', done)),
    { code: 2, message: 'No such file' }
  )
  const other = await disk()
  await other.writeFile('/root/file', 'theirs')
  await other.flush()
  t.match(await call<object>((done) => sftp.stat('file', done)), { size: 6 })
  t.equal(String(await call<Buffer>((done) => sftp.readFile('file', done))), 'theirs')
})

t.test('two that append lose nothing of each other', async (t) => {
  const { disk, place } = await startTransfers(t)
  const [one, other] = [await connectSftp(t, place), await connectSftp(t, place)]
  const handles = [await open(one, 'log', 'a'), await open(other, 'log', 'a')] as const
  await write(one, handles[0], Buffer.from('one\n'))
  await write(other, handles[1], Buffer.from('other\n'))
  await close(one, handles[0])
  await close(other, handles[1])
  t.equal(await (await disk()).readFile('/root/log'), 'one\nother\n')
})

t.test('a file that must not be there yet is made once', async (t) => {
  const { place } = await startTransfers(t)
  const [one, other] = [await connectSftp(t, place), await connectSftp(t, place)]
  await open(one, 'lock', 'wx')
  await t.rejects(open(other, 'lock', 'wx'), { code: 4, message: 'File exists' })
})

t.test('a handle allows what it was opened for', async (t) => {
  const { place } = await startTransfers(t)
  const sftp = await connectSftp(t, place)
  const written = await open(sftp, 'file', 'w')
  await t.rejects(
    call<number>((done) => sftp.read(written, Buffer.alloc(1), 0, 1, 0, done)),
    {
      message: 'Bad file descriptor'
    }
  )
  await close(sftp, written)
  await t.rejects(close(sftp, written), { message: 'Bad file descriptor' })
  await t.rejects(write(sftp, await open(sftp, 'file', 'r'), Buffer.from('x')), { message: 'Bad file descriptor' })
  await t.rejects(open(sftp, '/root', 'r'), { message: 'Is a directory' })
})

t.test('a rename replaces only where it is asked to, and takes an open file along', async (t) => {
  const { disk, place } = await startTransfers(t)
  const sftp = await connectSftp(t, place)
  for (const name of ['a', 'b']) await call((done) => sftp.writeFile(name, name, done))
  await t.rejects(
    call((done) => sftp.rename('a', 'b', done)),
    { code: 4, message: 'File exists' }
  )
  const handle = await open(sftp, 'a', 'r+')
  await call((done) => sftp.ext_openssh_rename('a', 'b', done))
  await write(sftp, handle, Buffer.from('new'))
  await close(sftp, handle)
  const there = await disk()
  t.equal(there.entry('/root/a'), undefined)
  t.equal(await there.readFile('/root/b'), 'new')
})

t.test('paths lead where they say', async (t) => {
  const { disk, place } = await startTransfers(t)
  const sftp = await connectSftp(t, place)
  const real = (path: string) => call<string>((done) => sftp.realpath(path, done))
  await call((done) => sftp.mkdir('folder', done))
  await call((done) => sftp.symlink('folder', 'link', done))
  t.equal(await call<string>((done) => sftp.readlink('link', done)), 'folder')
  t.equal(await (await disk()).readlink('/root/link'), 'folder')
  t.same(await Promise.all(['', '.', '..', 'link', 'link/new', '/../../etc/..'].map(real)), [
    ...['/root', '/root', '/', '/root/folder', '/root/folder/new', '/']
  ])
  await t.rejects(real('missing/new'), { code: 2, message: 'No such file' })
  await t.rejects(
    call((done) => sftp.ext_openssh_hardlink('link', 'other', done)),
    { code: 3 }
  )
})

t.test('an upload that is broken off leaves things as they were', async (t) => {
  const { disk, place } = await startTransfers(t)
  const sftp = await connectSftp(t, place)
  await call((done) => sftp.writeFile('old', 'old', done))
  const client = await connect(t, place)
  const broken = await call<typeof sftp>((done) => client.sftp(done))
  for (const name of ['old', 'new']) await write(broken, await open(broken, name, 'w'), Buffer.alloc(1000))
  await open(broken, 'lock', 'wx')
  t.ok((await disk()).entry('/root/lock'))
  client.destroy()
  await eventually(async () => (await disk()).entry('/root/lock') === undefined)
  t.equal(await (await disk()).readFile('/root/old'), 'old')
  t.equal((await disk()).entry('/root/new'), undefined)
})

t.test('eight at a time each get their own', async (t) => {
  const { disk, place } = await startTransfers(t)
  await Promise.all(
    Array.from({ length: 8 }, async (_, at) => {
      const sftp = await connectSftp(t, place)
      await call((done) => sftp.mkdir(`folder-${at}`, done))
      const bytes = Buffer.alloc(500_000, `${at}`)
      await call((done) => sftp.writeFile(`folder-${at}/file`, bytes, done))
      t.ok(bytes.equals(await call<Buffer>((done) => sftp.readFile(`folder-${at}/file`, done))))
    })
  )
  t.equal((await (await disk()).readdir('/root')).filter((name) => name.startsWith('folder-')).length, 8)
})

t.test('limits', async (t) => {
  const { disk, place } = await startTransfers(t)
  const mebibyte = 2 ** 20

  t.test('the open files of a client', async (t) => {
    const sftp = await connectSftp(t, place)
    for (let count = 0; count < 128; count++) await open(sftp, '/root', 'r').catch(() => open(sftp, 'few', 'w'))
    await t.rejects(open(sftp, 'many', 'w'), { code: 4, message: 'Too many open files' })
    t.equal((await disk()).entry('/root/many'), undefined)
  })

  t.test('the size of a file', async (t) => {
    const sftp = await connectSftp(t, place)
    const handle = await open(sftp, 'large', 'w')
    await write(sftp, handle, Buffer.from('x'), 32 * mebibyte - 1)
    await t.rejects(write(sftp, handle, Buffer.from('x'), 32 * mebibyte), { code: 4, message: 'File too large' })
    await t.rejects(write(sftp, handle, Buffer.from('x'), Number.MAX_SAFE_INTEGER), { message: 'File too large' })
    await t.rejects(close(sftp, handle), { message: 'File too large' }, 'an incomplete file isn’t kept')
    t.equal((await disk()).entry('/root/large'), undefined)
  })

  t.test('what the files of a client hold', async (t) => {
    const sftp = await connectSftp(t, place)
    const fill = async (name: string) => write(sftp, await open(sftp, name, 'w'), Buffer.from('x'), 32 * mebibyte - 1)
    await fill('one')
    await fill('two')
    await t.rejects(fill('three'), { message: 'Cannot allocate memory' })
  })

  t.test('the disk', async (t) => {
    const sftp = await connectSftp(t, place)
    const handle = await open(sftp, 'file', 'w')
    await fill(await disk())
    await t.rejects(close(sftp, handle), { code: 4, message: 'No space left on device' })
    t.equal((await disk()).entry('/root/file'), undefined)
    await t.rejects(open(sftp, 'other', 'w'), { code: 4, message: 'No space left on device' })
  })

  t.test('names', async (t) => {
    const sftp = await connectSftp(t, place)
    await t.rejects(open(sftp, 'x'.repeat(256), 'w'), { code: 5, message: 'File name too long' })
    await t.rejects(open(sftp, 'with\0zero', 'w'), { code: 5 })
  })
})

t.test('packets that make no sense', async (t) => {
  const { place } = await startTransfers(t)
  const ask = async (...packets: (number | number[])[]) => {
    const channel = await connectRaw(t, place)
    const code = new Promise<number>((resolve) => channel.once('exit', resolve))
    const answers: Buffer[] = []
    channel.on('data', (bytes: Buffer) => answers.push(bytes))
    channel.end(Buffer.from(packets.flat()))
    return { code: await code, answer: Buffer.concat(answers) }
  }
  t.equal((await ask([0xff, 0xff, 0xff, 0xff, 1])).code, 11, 'too long')
  t.equal((await ask([0, 0, 0, 1, 1])).code, 11, 'too short')
  t.equal((await ask([0, 0, 0, 9, 1, 0])).code, 0, 'broken off')
  const status = ({ answer }: { answer: Buffer }) => [answer[4], answer.readUInt32BE(5), answer.readUInt32BE(9)]
  t.same(status(await ask([0, 0, 0, 5, 99, 0, 0, 0, 7])), [101, 7, 8], 'an unknown request is unsupported')
  t.same(status(await ask([0, 0, 0, 9, 17, 0, 0, 0, 7, 0, 0, 1, 0])), [101, 7, 5], 'a string beyond its packet')
  t.same(status(await ask([0, 0, 0, 10, 17, 0, 0, 0, 7, 0, 0, 0, 1, 0xff])), [101, 7, 5], 'a name that is no UTF-8')
})
