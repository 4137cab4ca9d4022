import type { Errno } from '../errno.ts'
import { type Reply, status, type statusCodes } from './reply.ts'

/** As OpenSSH has them; all others are failures. */
const statusOf: { readonly [code in Errno['code']]?: keyof typeof statusCodes } = {
  EACCES: 'permissionDenied',
  EBADF: 'noSuchFile',
  EBADMSG: 'badMessage',
  EILSEQ: 'badMessage',
  EINVAL: 'badMessage',
  ELOOP: 'noSuchFile',
  ENAMETOOLONG: 'badMessage',
  ENOENT: 'noSuchFile',
  ENOTDIR: 'noSuchFile',
  EOPNOTSUPP: 'unsupported',
  EPERM: 'permissionDenied'
}

/** The words say more than the status where clients show them. */
export const refusal = (error: Errno): Reply =>
  status(statusOf[error.code] ?? 'failure', error.code === 'ENOENT' ? 'No such file' : error.message)
