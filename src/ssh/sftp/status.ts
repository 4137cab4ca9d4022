import type { Errno } from '../errno.ts'
import { type Reply, status, type statusCodes } from './reply.ts'

/** As in OpenSSH; all other errors are SSH_FX_FAILURE. */
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

/** Some clients show the message, which says more than the status. */
export const refusal = (error: Errno): Reply =>
  status(statusOf[error.code] ?? 'failure', error.code === 'ENOENT' ? 'No such file' : error.message)
