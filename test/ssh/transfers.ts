/** What tests of file transfers share: a server to log on to, OpenSSH's clients, and the server's disk. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Disk } from '@swas-local/linux/disk/disk.ts'
import { imageEntries } from '@swas-local/linux/disk/image/index.ts'
import type { ConnectConfig } from 'ssh2'
import type { Test } from 'tap'
import { distributionOf } from '../../src/servers/distribution.ts'
import { diskOf } from '../../src/store/guest-disk.ts'
import { linuxImage, makeInstances } from '../fixture.ts'
import { type Ended, publicLine, run, type SshSetting, startSsh } from './client.ts'

export interface Transfers extends SshSetting {
  readonly instanceId: string
  /** What is on the server's disk now, for whoever opens it. */
  readonly disk: () => Promise<Disk>
  /** For clients that aren't programs. */
  readonly place: ConnectConfig
  readonly key: string
  readonly sftp: (...batch: string[]) => Promise<Ended>
  /** A path that begins with `:` is the server's. */
  readonly scp: (...words: string[]) => Promise<Ended>
}

export async function startTransfers(t: Test): Promise<Transfers> {
  const setting = await startSsh(t)
  const [instanceId = ''] = await makeInstances(setting)
  const key = setting.makeKey('key', '-t', 'ed25519')
  await setting.authorize(instanceId, publicLine(key))
  const { Host, Port, UserName, KnownHosts } = await setting.logonOf(instanceId)
  const folder = join(t.testdir({ work: {} }), 'work')
  const knownHosts = join(setting.folder, 'known')
  writeFileSync(knownHosts, KnownHosts.join('\n'))
  const options = [
    ...['-F', 'none', '-i', key, '-o', `Port=${Port}`, '-o', `UserKnownHostsFile=${knownHosts}`],
    ...['-o', 'LogLevel=ERROR', '-o', 'BatchMode=yes']
  ]
  const there = `${UserName}@${Host}`
  return {
    ...setting,
    instanceId,
    disk: () => Disk.open(imageEntries(distributionOf(linuxImage)), diskOf(setting.database.db, instanceId)),
    place: { host: Host, port: Port, username: UserName, privateKey: readFileSync(key) },
    key,
    folder,
    sftp: (...batch) => run(['sftp', ...options, '-b', '-', there], `${batch.join('\n')}\n`, folder),
    scp: (...words) =>
      run(['scp', ...options, ...words.map((word) => (word.startsWith(':') ? there + word : word))], '', folder)
  }
}

/** Makes files until the disk has place for none. */
export async function fill(disk: Disk): Promise<void> {
  await disk.mkdir('/many')
  let isFull = false
  for (let count = 0; !isFull; count++)
    await disk.writeFile(`/many/${count}`, '').catch(() => {
      isFull = true
    })
  await disk.flush()
}
