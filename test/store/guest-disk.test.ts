import { Disk } from '@swas-local/linux/disk/disk.ts'
import type { Entry } from '@swas-local/linux/disk/entry.ts'
import { diskLimits } from '@swas-local/linux/disk/limits.ts'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { diskOf, readDisk, writeDisk } from '../../src/store/guest-disk.ts'
import { makeInstances, publicKey, type Service, start } from '../fixture.ts'
import { controlClient } from '../http/control/client.ts'

const image: readonly Entry[] = ['/etc', '/root', '/root/.ssh']
  .map((path): Entry => ({ path, kind: 'directory', mode: 0o755, content: new Uint8Array(), modifiedAt: 0 }))
  .concat([{ path: '/etc/motd', kind: 'file', mode: 0o644, content: Buffer.from('Welcome\n'), modifiedAt: 0 }])

interface Server extends Service {
  readonly id: string
  open(): Promise<Disk>
  numbers(): Promise<{ boots: number; systemDisk: number }>
}

async function aServer(t: Test): Promise<Server> {
  const service = await start(t)
  const [id = ''] = await makeInstances(service)
  const { db } = service.database
  return {
    ...service,
    id,
    open: () => Disk.open(image, diskOf(db, id)),
    numbers: () =>
      db.selectFrom('instances').select(['boots', 'systemDisk']).where('instanceId', '=', id).executeTakeFirstOrThrow()
  }
}

const file = (path: string, length: number): Entry => ({
  path,
  kind: 'file',
  mode: 0o644,
  content: new Uint8Array(length),
  modifiedAt: 1_700_000_000_000
})

t.test('two disks of one server see what the other wrote', async (t) => {
  const { open } = await aServer(t)
  const [one, other] = [await open(), await open()]
  await one.mkdir('/srv/www', { recursive: true })
  await one.writeFile('/srv/www/a', 'first')
  await one.symlink('a', '/srv/www/b')
  await one.chmod('/etc/motd', 0o600)
  await one.flush()
  t.equal(one.isDirty, false)
  t.equal(await other.exists('/srv/www'), false)
  await other.sync()
  t.equal(await other.readFile('/srv/www/b'), 'first')
  t.equal(await other.readFile('/etc/motd'), 'Welcome\n')
  t.equal((await other.stat('/etc/motd')).mode, 0o600)

  await other.rm('/srv', { recursive: true })
  await other.rm('/etc/motd')
  await other.flush()
  await one.sync()
  t.same(await one.readdir('/'), ['etc', 'root'])
  t.same(await one.readdir('/etc'), [])
  t.same(await (await open()).readdir('/etc'), [], 'also who opens it later')
})

t.test('only what changed is read again', async (t) => {
  const { open, id, database } = await aServer(t)
  const disk = await open()
  await disk.writeFile('/a', 'a')
  await disk.flush()
  const { revision, isWhole } = await readDisk(database.db, id, undefined)
  t.equal(isWhole, true)
  t.same((await readDisk(database.db, id, revision)).entries, [])
  await disk.writeFile('/b', 'b')
  await disk.rm('/a')
  await disk.flush()
  const change = await readDisk(database.db, id, revision)
  t.same([change.isWhole, change.isReplaced], [false, false])
  t.same(
    change.entries.map(({ path, kind }) => [path, kind]),
    [
      ['/a', 'deleted'],
      ['/b', 'file']
    ]
  )
})

t.test('a write that the disk has no place for writes nothing', async (t) => {
  const { id, database, open } = await aServer(t)
  const { fileBytes, entries } = diskLimits
  let { revision } = await readDisk(database.db, id, undefined)
  const write = async (...written: Entry[]) => {
    revision = await writeDisk(database.db, id, written, revision)
  }
  const many = (length: number) => Array.from({ length }, (_, index) => file(`/${index}`, 0))
  await t.rejects(write(file('/a', 1), file('/b', fileBytes + 1)), { message: 'File too large' })
  await t.rejects(write(file('/a', 1), ...many(entries)), { message: 'No space left on device' })
  await write(file('/big', fileBytes))
  await t.rejects(write(file('/a', 1), file('/b', fileBytes)), { message: 'No space left on device' })
  t.same(await (await open()).readdir('/'), ['big', 'etc', 'root'])

  await write(file('/big', 0), ...many(entries - 1))
  const disk = await open()
  t.equal(disk.list('/').length, entries + 2)
  await t.rejects(write(file('/one-more', 0)), { message: 'No space left on device' })
  await disk.rm('/0')
  await disk.flush()
  await write(file('/one-more', 0))
})

t.test('disks that write at the same time lose nothing', async (t) => {
  const { open } = await aServer(t)
  const disks = await Promise.all(Array.from({ length: 6 }, open))
  for (let round = 0; round < 5; round++) {
    await Promise.all(
      disks.map(async (disk, index) => {
        await disk.writeFile(`/${index}-${round}`, 'x')
        await disk.writeFile('/shared', `${index}`)
        await disk.flush()
        await disk.sync()
      })
    )
  }
  await Promise.all(disks.map((disk) => disk.sync()))
  const shared = await (await open()).readFile('/shared')
  for (const disk of disks) {
    t.equal((await disk.readdir('/')).length, 3 + 30)
    t.equal(await disk.readFile('/shared'), shared)
  }
})

t.test('a disk that went back to a snapshot is read anew, and nothing of before is written to it', async (t) => {
  const { open, endpoint, numbers } = await aServer(t)
  const control = controlClient(endpoint)
  const disk = await open()
  await disk.writeFile('/a', 'before')
  await disk.rm('/etc/motd')
  await disk.flush()
  t.equal((await control('PUT', 'snapshots/one')).status, 201)
  const { boots } = await numbers()
  await disk.writeFile('/a', 'after')
  await disk.writeFile('/b', 'after')
  await disk.flush()
  await disk.writeFile('/c', 'not yet written')
  t.equal((await control('POST', 'snapshots/one/restore')).status, 204)
  await disk.flush()
  await disk.sync()
  t.same(await disk.readdir('/'), ['a', 'etc', 'root'])
  t.equal(await disk.readFile('/a'), 'before')
  t.same(await disk.readdir('/etc'), [])
  t.not((await numbers()).boots, boots, 'whoever is logged on leaves')
  await disk.writeFile('/d', 'x')
  await disk.flush()
  t.same(await (await open()).readdir('/'), ['a', 'd', 'etc', 'root'])

  // Also where a change came between the restore and the next look.
  await disk.writeFile('/e', 'x')
  await control('POST', 'snapshots/one/restore')
  await disk.sync()
  t.equal(disk.isDirty, false)
  t.same(await disk.readdir('/'), ['a', 'etc', 'root'])
})

t.test('a snapshot holds as many bytes as one server', async (t) => {
  const { open, endpoint, database, id } = await aServer(t)
  const control = controlClient(endpoint)
  const add = (path: string, bytes: number) =>
    sql`insert into guest_files (instance_id, path, content, modified_at)
      select ${id}, ${path}, convert_to(repeat('x', ${bytes}), 'utf8'), now()`.execute(database.db)
  for (const path of ['/a', '/b']) await add(path, diskLimits.diskBytes / 2)
  t.equal((await control('PUT', 'snapshots/full')).status, 201)
  await add('/c', 1)
  t.match(await control('PUT', 'snapshots/more'), { status: 413, body: { Code: 'InvalidSnapshot.TooLarge' } })
  t.equal((await control('POST', 'snapshots/full/restore')).status, 204)
  t.same(
    (await open()).list('/').map(({ size }) => size),
    [diskLimits.diskBytes / 2, diskLimits.diskBytes / 2, 4096, 4096]
  )
})

t.test('a snapshot of a release without disks can be restored', async (t) => {
  const { open, endpoint, id } = await aServer(t)
  const control = controlClient(endpoint)
  await control('PUT', 'snapshots/one')
  const { body } = await control('GET', 'snapshots/one')
  const [instance] = body.tables.instances
  for (const column of ['boots', 'system_disk', 'disk_origin', 'disk_revision', 'disk_forgotten']) {
    t.ok(column in instance, column)
    delete instance[column]
  }
  const content = `\\x${Buffer.from('ssh-rsa AAAA\n').toString('hex')}`
  const row = { instance_id: id, path: '/root/.ssh/authorized_keys', content, modified_at: '2026-01-01T00:00:00Z' }
  body.tables.guest_files = [row]
  t.equal((await control('PUT', 'snapshots/old', body)).status, 201)
  t.equal((await control('POST', 'snapshots/old/restore')).status, 204)
  t.equal(await (await open()).readFile('/root/.ssh/authorized_keys'), 'ssh-rsa AAAA\n')
})

t.test('ResetSystem gives the image back, and nothing of before is written to it', async (t) => {
  const { open, ok, id, numbers } = await aServer(t)
  const disk = await open()
  await disk.writeFile('/a', 'x')
  await disk.rm('/etc', { recursive: true })
  await disk.flush()
  const before = await numbers()
  await disk.writeFile('/b', 'not yet written')
  await ok('ResetSystem', { InstanceId: id })
  await disk.flush()
  await disk.sync()
  for (const one of [disk, await open()]) {
    t.same(await one.readdir('/'), ['etc', 'root'])
    t.equal(await one.readFile('/etc/motd'), 'Welcome\n')
  }
  const after = await numbers()
  t.equal(after.systemDisk, before.systemDisk + 1)
  t.not(after.boots, before.boots)
})

t.test('each start, stop and reboot gives another number, and each server its own', async (t) => {
  const { ok, id, numbers, database } = await aServer(t)
  const seen = [(await numbers()).boots]
  for (const action of ['RebootInstance', 'StopInstance', 'StartInstance']) {
    await ok(action, { InstanceId: id })
    seen.push((await numbers()).boots)
  }
  await ok('ImportKeyPair', { KeyPairName: 'key', PublicKeyBody: publicKey })
  await ok('AttachKeyPair', { KeyPairName: 'key', 'InstanceIds.1': id })
  t.equal((await numbers()).boots, seen.at(-1), 'others don’t')
  await makeInstances({ ok }, 2)
  const { rows } = await sql<{ boots: number }>`select boots from instances`.execute(database.db)
  t.equal(new Set([...seen, ...rows.map(({ boots }) => boots)]).size, seen.length + 2)
  t.same(
    rows.map(({ boots }) => typeof boots),
    ['number', 'number', 'number']
  )
})

t.test('a boot forgets what was deleted; who doesn’t know it yet reads everything again', async (t) => {
  const { open, ok, id, database } = await aServer(t)
  const [one, other] = [await open(), await open()]
  await one.writeFile('/a', 'x')
  await one.writeFile('/b', 'x')
  await one.flush()
  await other.sync()
  await one.rm('/a')
  await one.rm('/etc/motd')
  await one.flush()
  await ok('RebootInstance', { InstanceId: id })
  const kinds = await database.db.selectFrom('guestFiles').select(['path', 'kind']).orderBy('path').execute()
  t.same(kinds, [
    { path: '/b', kind: 'file' },
    { path: '/etc/motd', kind: 'gone' }
  ])
  await other.writeFile('/c', 'x')
  await other.sync()
  t.same(await other.readdir('/'), ['b', 'c', 'etc', 'root'])
  t.equal(other.isDirty, true, 'what wasn’t written yet stays')
  await other.flush()
  t.same(await (await open()).readdir('/'), ['b', 'c', 'etc', 'root'])
})
