import t, { type Test } from 'tap'
import { Disk } from '../../src/disk/disk.ts'
import type { Entry } from '../../src/disk/entry.ts'
import { diskOf } from '../../src/store/guest-disk.ts'
import { makeInstances, type Service, start } from '../fixture.ts'

const image: readonly Entry[] = ['/etc', '/root', '/root/.ssh']
  .map((path): Entry => ({ path, kind: 'directory', mode: 0o755, content: new Uint8Array(), modifiedAt: 0 }))
  .concat([{ path: '/etc/motd', kind: 'file', mode: 0o644, content: Buffer.from('Welcome\n'), modifiedAt: 0 }])

async function aServer(t: Test): Promise<Service & { id: string; open: () => Promise<Disk> }> {
  const service = await start(t)
  const [id = ''] = await makeInstances(service)
  return { ...service, id, open: () => Disk.open(image, diskOf(service.database.db, id)) }
}

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
