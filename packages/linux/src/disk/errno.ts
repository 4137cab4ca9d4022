/** Errors of the file system in Node.js's words, which just-bash's commands parse. */
const words = {
  EACCES: 'permission denied',
  EBUSY: 'resource busy or locked',
  EEXIST: 'file already exists',
  EFBIG: 'file too large',
  EINVAL: 'invalid argument',
  EISDIR: 'illegal operation on a directory',
  ELOOP: 'too many levels of symbolic links',
  ENAMETOOLONG: 'name too long',
  ENOENT: 'no such file or directory',
  ENOSPC: 'no space left on device',
  ENOTDIR: 'not a directory',
  ENOTEMPTY: 'directory not empty',
  EPERM: 'operation not permitted'
}

export type FileErrorCode = keyof typeof words

/** `ENOENT: no such file or directory, open '/x'`. */
export const errnoError = (code: FileErrorCode, call: string, path: string): Error & { code: FileErrorCode } =>
  Object.assign(new Error(`${code}: ${words[code]}, ${call} '${path}'`), { code })

export const isFileError = (error: unknown): error is Error & { code: FileErrorCode } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code in words
