import { Errno } from '../errno.ts'
import { lstat, setstat, stat } from './attributes.ts'
import { extensions } from './extensions.ts'
import { close, fsetstat, fstat, open, read, write } from './files.ts'
import { mkdir, opendir, readdir, rmdir } from './folders.ts'
import { readlink, realpath, remove, rename, symlink } from './paths.ts'
import type { Handler } from './session.ts'

const extended: Handler = (session, fields) => {
  const extension = extensions.get(fields.text())
  if (!extension) throw new Errno('EOPNOTSUPP')
  return extension.handler(session, fields)
}

/** The handlers by packet type. */
export const requests: ReadonlyMap<number, Handler> = new Map([
  [3, open],
  [4, close],
  [5, read],
  [6, write],
  [7, lstat],
  [8, fstat],
  [9, setstat],
  [10, fsetstat],
  [11, opendir],
  [12, readdir],
  [13, remove],
  [14, mkdir],
  [15, rmdir],
  [16, realpath],
  [17, stat],
  [18, rename],
  [19, readlink],
  [20, symlink],
  [200, extended]
])
