import { DiskFullError, DiskGoneError } from '@swas-local/linux/disk/entry.ts'

const words = {
  EACCES: 'Permission denied',
  EBADF: 'Bad file descriptor',
  EBADMSG: 'Bad message',
  EBUSY: 'Device or resource busy',
  EEXIST: 'File exists',
  EFBIG: 'File too large',
  EILSEQ: 'Invalid or incomplete multibyte or wide character',
  EINVAL: 'Invalid argument',
  EIO: 'Input/output error',
  EISDIR: 'Is a directory',
  ELOOP: 'Too many levels of symbolic links',
  EMFILE: 'Too many open files',
  ENAMETOOLONG: 'File name too long',
  ENOENT: 'No such file or directory',
  ENOMEM: 'Cannot allocate memory',
  ENOSPC: 'No space left on device',
  ENOTDIR: 'Not a directory',
  ENOTEMPTY: 'Directory not empty',
  EOPNOTSUPP: 'Operation not supported',
  EPERM: 'Operation not permitted',
  EROFS: 'Read-only file system'
}

/** An error of Linux, with the message of its C library. */
export class Errno extends Error {
  readonly code: keyof typeof words

  constructor(code: keyof typeof words) {
    super(words[code])
    this.code = code
  }
}

/** The errno of an error of the disk; undefined for any other error. */
export function errnoOf(thrown: unknown): Errno | undefined {
  if (thrown instanceof Errno) return thrown
  if (thrown instanceof DiskFullError) return new Errno(thrown.message === words.EFBIG ? 'EFBIG' : 'ENOSPC')
  if (thrown instanceof DiskGoneError) return new Errno('EIO')
  const [, code = ''] = /^(E[A-Z]+): /.exec(thrown instanceof Error ? thrown.message : '') ?? []
  return code in words ? new Errno(code as keyof typeof words) : undefined
}
