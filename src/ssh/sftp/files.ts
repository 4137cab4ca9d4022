/** SFTP's requests about open files. Changes are written to the disk when the file is closed, and not before. */
import { change, getTarget, setModeAndTimes, unmasked } from '../disk-files.ts'
import { Errno } from '../errno.ts'
import { rejectOwner, setAttributes, timesOf } from './attributes.ts'
import { Content } from './content.ts'
import { largestData } from './limits.ts'
import { attributes, data, done, endOfFile, handle } from './reply.ts'
import type { Handler, OpenFile, Session } from './session.ts'

const flag = { read: 1, write: 2, append: 4, create: 8, truncate: 16, exclusive: 32 }

export const open: Handler = async (session, fields) => {
  const { disk, budget } = session
  const [path, flags, { mode = 0o666 }] = [fields.path(), fields.uint32(), fields.attributes()]
  const has = (name: keyof typeof flag) => (flags & flag[name]) !== 0
  session.expectOneMore()
  await disk.sync()
  if (has('create') && has('exclusive') && disk.entry(path)) throw new Errno('EEXIST')
  const before = disk.entry(path, true)
  if (before?.kind === 'directory') throw new Errno('EISDIR')
  if (!before && !has('create')) throw new Errno('ENOENT')
  if (!before) {
    disk.create(path, unmasked(mode))
    // Create the file now: others may look for it, or must not create it too.
    if (has('append') || has('exclusive')) await disk.flush()
  }
  const isEmptied = has('truncate') && has('write')
  const bytes = isEmptied ? new Uint8Array() : disk.content(path)
  return handle(
    session.keep({
      path: await disk.realpath(path),
      mayRead: has('read') || !has('write'),
      mayWrite: has('write'),
      appendedFrom: has('append') ? bytes.length : undefined,
      content: new Content(bytes, budget),
      mode: before ? undefined : unmasked(mode),
      times: undefined,
      isWritten: !before || isEmptied,
      fault: undefined,
      isNew: !before
    })
  )
}

export const read: Handler = (session, fields) => {
  const [file, offset, length] = [session.file(fields.name()), fields.uint64(), fields.uint32()]
  if (!file.mayRead) throw new Errno('EBADF')
  const bytes = file.content.read(offset, Math.min(length, largestData))
  return bytes.length === 0 && length > 0 ? endOfFile : data(bytes)
}

export const write: Handler = (session, fields) => {
  const [file, offset, bytes] = [session.file(fields.name()), fields.uint64(), fields.bytes()]
  if (!file.mayWrite) throw new Errno('EBADF')
  try {
    file.content.write(file.appendedFrom === undefined ? offset : file.content.size, bytes)
  } catch (error) {
    file.fault = error
    throw error
  }
  file.isWritten = true
  file.times = undefined
  return done
}

export const fstat: Handler = (session, fields) => {
  const file = session.file(fields.name())
  const kept = getTarget(session.disk, file.path)
  const { mode = kept.mode, times, content } = file
  return attributes({ ...kept, mode, size: content.size, modifiedAt: times?.modified.getTime() ?? kept.modifiedAt })
}

export const fsetstat: Handler = async (session, fields) => {
  const [file, given] = [session.file(fields.name()), fields.attributes()]
  if (!file.mayWrite) {
    if (given.size !== undefined) throw new Errno('EINVAL')
    await setAttributes(session, file.path, given)
    return done
  }
  rejectOwner(given)
  if (given.size !== undefined) {
    file.content.resize(given.size)
    file.isWritten = true
  }
  file.mode = given.mode ?? file.mode
  file.times = timesOf(given) ?? file.times
  return done
}

/** Answers CLOSE when the file is stored. */
export const close: Handler = async (session, fields) => {
  const opened = session.forget(fields.name())
  if ('left' in opened) return done
  try {
    await save(session, opened)
  } catch (error) {
    await undo(session, opened)
    throw error
  } finally {
    opened.content.release()
  }
  return done
}

export const fsync: Handler = async (session, fields) => {
  await save(session, session.file(fields.name()))
  return done
}

async function save({ disk }: Session, file: OpenFile): Promise<void> {
  const { path, content, isWritten, fault, mode, times } = file
  if (fault) throw fault
  if (!isWritten && mode === undefined && times === undefined) return
  await change(disk, async () => {
    if (isWritten && file.appendedFrom === undefined) await disk.writeFile(path, content.all())
    else if (isWritten) await disk.appendFile(path, content.read(file.appendedFrom ?? 0, content.size))
    await setModeAndTimes(disk, path, mode, times)
  })
  Object.assign(file, { isWritten: false, isNew: false, mode: undefined, times: undefined })
  if (file.appendedFrom !== undefined) file.appendedFrom = content.size
}

/** Discards the changes of files that are open when the connection ends. */
export async function drop(session: Session): Promise<void> {
  for (const file of session.files) await undo(session, file)
}

/** Removes the file that was created for content that isn't stored. */
async function undo({ disk }: Session, { path, isNew }: OpenFile): Promise<void> {
  if (!isNew) return
  await change(disk, async () => {
    if (disk.entry(path)?.size === 0) await disk.rm(path)
  })
}
