/** The files that decide a logon, as a user may have left them. */
import { Disk } from '@swas-local/linux/disk/disk.ts'
import { imageEntries } from '@swas-local/linux/disk/image/index.ts'
import t, { type Test } from 'tap'
import { distributionOf } from '../../src/servers/distribution.ts'
import { diskOf } from '../../src/store/guest-disk.ts'
import { linuxImage, list, makeInstances, publicKey, secondPublicKey, start } from '../fixture.ts'

async function aServer(t: Test) {
  const service = await start(t)
  const [id = ''] = await makeInstances(service)
  const disk = await Disk.open(imageEntries(distributionOf(linuxImage)), diskOf(service.database.db, id))
  await service.ok('ImportKeyPair', { KeyPairName: 'key', PublicKeyBody: publicKey })
  return {
    ...service,
    disk,
    keys: async () => (await service.ok('DescribeInstanceLogon', { InstanceId: id })).AuthorizedKeys as string,
    async attach() {
      await disk.flush()
      await service.ok('AttachKeyPair', { KeyPairName: 'key', ...list('InstanceIds', [id]) })
      await service.ok('RebootInstance', { InstanceId: id })
      await disk.sync()
    }
  }
}

t.test('a boot writes the key with the modes that sshd wants, and turns the password off', async (t) => {
  const { disk, attach } = await aServer(t)
  await disk.chmod('/etc/ssh/sshd_config', 0o640)
  await attach()
  t.equal(await disk.readFile('/root/.ssh/authorized_keys'), `${publicKey}\n`)
  t.equal((await disk.stat('/root/.ssh/authorized_keys')).mode, 0o600)
  t.equal((await disk.stat('/root/.ssh')).mode, 0o700)
  t.match(await disk.readFile('/etc/ssh/sshd_config'), /^PasswordAuthentication no$/m)
  t.equal((await disk.stat('/etc/ssh/sshd_config')).mode, 0o640)
})

t.test('what a user added stays, also where root’s folder is gone or away', async (t) => {
  const { disk, attach, keys } = await aServer(t)
  await disk.writeFile('/root/.ssh/authorized_keys', `${secondPublicKey}\n`)
  await disk.flush()
  t.equal(await keys(), `${secondPublicKey}\n`)
  await disk.rm('/root', { recursive: true })
  await disk.flush()
  t.equal(await keys(), '')
  await attach()
  t.equal(await disk.readFile('/root/.ssh/authorized_keys'), `${publicKey}\n`)
})

t.test('links are followed, of the file and of its folder', async (t) => {
  const { disk, attach, keys } = await aServer(t)
  await disk.mv('/root/.ssh', '/srv/keys')
  await disk.symlink('/srv/keys', '/root/.ssh')
  await disk.mv('/srv/keys/authorized_keys', '/srv/keys/mine')
  await disk.symlink('mine', '/srv/keys/authorized_keys')
  await disk.writeFile('/srv/keys/mine', `${secondPublicKey}\n`)
  await disk.flush()
  t.equal(await keys(), `${secondPublicKey}\n`)
  await attach()
  t.equal(await disk.readFile('/srv/keys/mine'), `${secondPublicKey}\n${publicKey}\n`)
  t.equal((await disk.lstat('/root/.ssh')).isSymbolicLink, true)
})

t.test('what is no file gives access to nobody, and breaks nothing', async (t) => {
  const { disk, attach, keys } = await aServer(t)
  await disk.rm('/root/.ssh/authorized_keys')
  await disk.symlink('authorized_keys', '/root/.ssh/authorized_keys')
  await disk.flush()
  t.equal(await keys(), '', 'a link to itself')
  await disk.rm('/root/.ssh/authorized_keys')
  await disk.mkdir('/root/.ssh/authorized_keys/deeper', { recursive: true })
  await disk.flush()
  t.equal(await keys(), '', 'a folder')
  await disk.rm('/root/.ssh', { recursive: true })
  await disk.writeFile('/root/.ssh', 'a file')
  await disk.rm('/etc/ssh', { recursive: true })
  await disk.flush()
  t.equal(await keys(), '')
  await attach()
  t.equal(await keys(), `${publicKey}\n`)
  t.equal(await disk.readFile('/root/.ssh/authorized_keys'), `${publicKey}\n`)
})
