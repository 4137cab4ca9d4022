/** SFTP's requests about paths: resolve, link, remove and rename. */
import { posix } from 'node:path'
import type { Disk } from '@swas-local/linux/disk/disk.ts'
import { change, getEntry } from '../disk-files.ts'
import { Errno } from '../errno.ts'
import type { Fields } from './fields.ts'
import { done, path as pathReply, type Reply } from './reply.ts'
import type { Handler, Session } from './session.ts'

export const realpath: Handler = ({ disk }, fields) => resolved(disk, fields.path())

/** Expands `~` to the user's home. */
export const expandPath: Handler = ({ disk, user: { name, home } }, fields) => {
  const path = fields.text().replace(/^~([^/]*)/, (all, whose) => (whose === '' || whose === name ? home : all))
  return resolved(disk, posix.resolve(home, path.replace(/^~root(?=\/|$)/, '/root')))
}

async function resolved(disk: Disk, path: string): Promise<Reply> {
  await disk.sync()
  // The last name need not exist: clients ask for the path of a file that they are about to create.
  if (disk.entry(path)) return pathReply(await disk.realpath(path))
  return pathReply(posix.join(await disk.realpath(posix.dirname(path)), posix.basename(path)))
}

export const readlink: Handler = async ({ disk }, fields) => {
  const path = fields.path()
  await disk.sync()
  return pathReply(await disk.readlink(path))
}

/** The target comes first, as in OpenSSH; the draft has it the other way round. */
export const symlink: Handler = async ({ disk }, fields) => {
  const [target, path] = [fields.text(), fields.path()]
  await change(disk, () => disk.symlink(target, path))
  return done
}

export const hardlink: Handler = async ({ disk }, fields) => {
  const [existing, path] = [fields.path(), fields.path()]
  await change(disk, () => disk.link(existing, path))
  return done
}

export const remove: Handler = async ({ disk }, fields) => {
  const path = fields.path()
  await change(disk, async () => {
    if (getEntry(disk, path).kind === 'directory') throw new Errno('EISDIR')
    await disk.rm(path)
  })
  return done
}

/** Throws EEXIST if the new name exists. */
export const rename: Handler = (session, fields) => move(session, fields, { mayReplace: false })

/** Replaces an existing file, as rename(2) does. */
export const posixRename: Handler = (session, fields) => move(session, fields, { mayReplace: true })

async function move(session: Session, fields: Fields, { mayReplace }: { mayReplace: boolean }) {
  const { disk } = session
  const [from, to] = [fields.path(), fields.path()]
  await change(disk, async () => {
    getEntry(disk, from)
    if (!mayReplace && disk.entry(to)) throw new Errno('EEXIST')
    await disk.mv(from, to)
  })
  session.moved(from, to)
  return done
}
