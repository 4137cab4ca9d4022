/** STAT, LSTAT and SETSTAT: attributes of files by path. */
import { change, getEntry, getTarget, setModeAndTimes, type Times } from '../disk-files.ts'
import { Errno } from '../errno.ts'
import type { Attributes } from './fields.ts'
import { attributes, done } from './reply.ts'
import type { Handler, Session } from './session.ts'

export const stat: Handler = async ({ disk }, fields) => {
  const path = fields.path()
  await disk.sync()
  return attributes(getTarget(disk, path))
}

export const lstat: Handler = async ({ disk }, fields) => {
  const path = fields.path()
  await disk.sync()
  return attributes(getEntry(disk, path))
}

export const setstat: Handler = async (session, fields) => {
  await setAttributes(session, fields.path(), fields.attributes())
  return done
}

export async function setAttributes({ disk }: Session, path: string, given: Attributes): Promise<void> {
  rejectOwner(given)
  await change(disk, async () => {
    if (given.size !== undefined) disk.truncate(path, given.size)
    await setModeAndTimes(disk, path, given.mode, timesOf(given))
  })
}

export const timesOf = ({ accessedAt, modifiedAt }: Attributes): Times | undefined =>
  accessedAt === undefined || modifiedAt === undefined
    ? undefined
    : { accessed: new Date(accessedAt * 1000), modified: new Date(modifiedAt * 1000) }

/** Rejects a change of owner: all files belong to root. */
export function rejectOwner({ user = 0, group = 0 }: Attributes): void {
  if (user !== 0 || group !== 0) throw new Errno('EOPNOTSUPP')
}
