/** SFTP's requests about folders. */
import { posix } from 'node:path'
import { change, getEntry, getTarget, unmasked } from '../disk-files.ts'
import { Errno } from '../errno.ts'
import { done, endOfFile, handle, names } from './reply.ts'
import type { Handler } from './session.ts'

/** Names in one reply, as in OpenSSH. */
const page = 100

export const opendir: Handler = async (session, fields) => {
  const { disk } = session
  const path = fields.path()
  session.expectOneMore()
  await disk.sync()
  const [self, parent] = [getTarget(disk, path), getTarget(disk, posix.dirname(path))]
  return handle(session.keep({ left: [{ ...self, name: '.' }, { ...parent, name: '..' }, ...disk.list(path)] }))
}

export const readdir: Handler = (session, fields) => {
  const { left } = session.folder(fields.name())
  return left.length === 0 ? endOfFile : names(left.splice(0, page))
}

export const mkdir: Handler = async ({ disk }, fields) => {
  const [path, { mode = 0o777 }] = [fields.path(), fields.attributes()]
  await change(disk, async () => {
    await disk.mkdir(path)
    await disk.chmod(path, unmasked(mode))
  })
  return done
}

export const rmdir: Handler = async ({ disk }, fields) => {
  const path = fields.path()
  await change(disk, async () => {
    if (getEntry(disk, path).kind !== 'directory') throw new Errno('ENOTDIR')
    await disk.rm(path)
  })
  return done
}
