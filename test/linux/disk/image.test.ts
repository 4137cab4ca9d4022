import { Disk } from '@swas-local/linux/disk/disk.ts'
import { imageEntries } from '@swas-local/linux/disk/image/index.ts'
import { machineEntries } from '@swas-local/linux/disk/machine-files.ts'
import t from 'tap'
import { images } from '../../../src/catalog/images.ts'
import { distributionOf } from '../../../src/servers/distribution.ts'
import { imageFiles } from '../../../src/servers/guest.ts'
import { memoryStore } from './memory-store.ts'

const linux = images.filter(({ platform }) => platform === 'Linux')
const idOf = (imageName: string) => linux.find((image) => image.imageName === imageName)?.imageId ?? ''

const machine = (imageId: string) => ({
  instanceId: 'ace0706b2ac4454d984295a942130001',
  hostname: 'iz2ze1b2c3',
  publicIpAddress: '127.0.1.7',
  innerIpAddress: '172.16.0.7',
  distribution: distributionOf(imageId),
  cores: 2,
  memoryMiB: 2048,
  diskGiB: 40,
  bootedAt: Date.now() - 90_000,
  clockOffset: 10_000
})

const openImage = (imageId: string) =>
  Disk.open([...imageEntries(distributionOf(imageId)), ...machineEntries(machine(imageId))], memoryStore())

t.test('each image says which distribution it is', async (t) => {
  const says = {
    'Alibaba-Cloud-Linux-3.2104': [
      '"alinux"',
      '/etc/redhat-release',
      'Alibaba Cloud Linux release 3 (OpenAnolis Edition) '
    ],
    'Ubuntu-22.04': ['ubuntu', '/etc/debian_version', 'bookworm/sid'],
    'Ubuntu-24.04': ['ubuntu', '/etc/debian_version', 'trixie/sid'],
    'Debian-12': ['debian', '/etc/debian_version', '12.6'],
    'CentOS-7.9': ['"centos"', '/etc/redhat-release', 'CentOS Linux release 7.9.2009 (Core)'],
    'WordPress-6.4': ['"alinux"', '/etc/system-release', 'Alibaba Cloud Linux release 3 (OpenAnolis Edition) ']
  }
  t.same(
    Object.keys(says),
    linux.map(({ imageName }) => imageName)
  )
  for (const [imageName, [id, path = '', text]] of Object.entries(says)) {
    const disk = await openImage(idOf(imageName))
    t.match(await disk.readFile('/etc/os-release'), `\nID=${id}\n`)
    t.equal(await disk.readFile(path), `${text}\n`)
  }
  t.match(await (await openImage(idOf('Ubuntu-24.04'))).readFile('/etc/os-release'), 'VERSION_CODENAME=noble\n')
})

t.test('every image has what a Linux has, with the modes that it has there', async (t) => {
  for (const { imageId, imageName } of linux) {
    const disk = await openImage(imageId)
    for (const path of disk.getAllPaths()) await disk.stat(path) // no link leads nowhere
    t.same(
      await disk.readdir('/'),
      [
        'bin',
        'boot',
        'dev',
        'etc',
        'home',
        'lib',
        'lib64',
        'media',
        'mnt',
        'opt',
        'proc',
        'root',
        'run',
        'sbin'
      ].concat(['srv', 'sys', 'tmp', 'usr', 'var'])
    )
    const mode = async (path: string) => (await disk.stat(path)).mode.toString(8)
    t.same(
      [await mode('/root'), await mode('/root/.ssh'), await mode('/root/.ssh/authorized_keys'), await mode('/tmp')],
      ['700', '700', '600', '1777'],
      imageName
    )
    t.match(await disk.readFile('/etc/passwd'), /^root:x:0:0:root:\/root:\/bin\/bash\n/)
    t.match(await disk.readFile('/etc/group'), /^root:x:0:\n/)
    t.match(await disk.readFile('/etc/shadow'), /^root:\*:/, 'no hash of a password')
    t.equal(await disk.realpath('/bin'), '/usr/bin')
    t.equal(disk.isDirty, false)
  }
})

t.test('the files that decide a logon are those that the service goes by', async (t) => {
  for (const { imageId } of linux) {
    const disk = await openImage(imageId)
    for (const [path, text] of Object.entries(imageFiles)) t.equal(await disk.readFile(path), text)
  }
})

t.test('a server’s own files tell what it is', async (t) => {
  const disk = await openImage(idOf('Debian-12'))
  t.equal(await disk.readFile('/etc/hostname'), 'iz2ze1b2c3\n')
  t.match(await disk.readFile('/etc/hosts'), '172.16.0.7\tiz2ze1b2c3')
  t.equal(await disk.readFile('/etc/machine-id'), 'ace0706b2ac4454d984295a942130001\n')
  t.match(await disk.readFile('/proc/version'), /^Linux version 6\.1\..*Debian/)
  t.equal((await disk.readFile('/proc/cpuinfo')).match(/^processor/gm)?.length, 2)
  t.match(await disk.readFile('/proc/meminfo'), /^MemTotal: +19\d{5} kB\n/)
  const [seconds] = (await disk.readFile('/proc/uptime')).split(' ')
  t.ok(Number(seconds) >= 100 && Number(seconds) < 110)
})

t.test('servers share the image, which nobody can change', async (t) => {
  const [{ imageId = '' } = {}] = linux
  t.equal(imageEntries(distributionOf(imageId)), imageEntries(distributionOf(imageId)))
  t.ok(
    Object.isFrozen(imageEntries(distributionOf(imageId))) &&
      imageEntries(distributionOf(imageId)).every(Object.isFrozen)
  )
  const [one, other] = [await openImage(imageId), await openImage(imageId)]
  await one.appendFile('/etc/motd', 'mine')
  await one.chmod('/tmp', 0)
  t.notMatch(await other.readFile('/etc/motd'), 'mine')
  t.equal((await other.stat('/tmp')).mode, 0o1777)
  const bytes = imageEntries(distributionOf(imageId)).reduce((sum, { content }) => sum + content.length, 0)
  t.ok(bytes < 32_768, `${bytes} bytes`)
})
