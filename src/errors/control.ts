/** What the control door answers; the cloud has no such door, so codes and words are ours, after its patterns. */
import { declareOwn } from './api-error.ts'

const ours = 'the cloud has no control API'

export const notOperator = declareOwn(
  403,
  'NoPermission.Operator',
  'Only the operator may do this: send SWAS_CONTROL_TOKEN as a Bearer token.',
  ours
)
export const wrongControlToken = declareOwn(
  403,
  'InvalidControlToken',
  'The control token is not the one that was set.',
  ours
)
export const notAccount = declareOwn(
  403,
  'NoPermission.Account',
  'Only the account itself may do this: sign, or send its AccessKey by HTTP Basic.',
  ours
)
export const accessKeyTaken = declareOwn(
  409,
  'InvalidAccessKeyId.AlreadyExist',
  'The AccessKeyId is taken, or comes from the settings.',
  ours
)
export const noEncryptionKey = declareOwn(
  409,
  'MissingEncryptionKey',
  'The database is shared, and secrets are kept in it only sealed: set SWAS_ENCRYPTION_KEY, the same for all replicas.',
  ours
)
export const accountNotFound = declareOwn(404, 'InvalidAccount.NotFound', 'The specified account does not exist.', ours)
export const reportNotFound = declareOwn(
  404,
  'InvalidRequestId.NotFound',
  'There is no report of this request, or it is not of this account.',
  ours
)
export const snapshotNotFound = declareOwn(
  404,
  'InvalidSnapshot.NotFound',
  'The specified snapshot does not exist.',
  ours
)
export const snapshotMalformed = declareOwn(400, 'InvalidSnapshot.Malformed', 'The snapshot is not well formed.', ours)
export const snapshotConflict = declareOwn(
  409,
  'InvalidSnapshot.Conflict',
  'The snapshot holds a server whose id or address another account has.',
  ours
)
export const snapshotTooLarge = declareOwn(
  413,
  'InvalidSnapshot.TooLarge',
  'The files of the servers are too many or too large for a snapshot.',
  ours
)
export const operationUnknown = declareOwn(
  400,
  'InvalidOperation.NotFound',
  'There is no operation {}; `*` is for all.',
  ours
)
export const faultNotFound = declareOwn(404, 'InvalidFault.NotFound', 'The specified fault does not exist.', ours)
export const faultCodeUnknown = declareOwn(400, 'InvalidFault.Code', 'The error code {} is not known.', ours)
export const quotaNotFound = declareOwn(404, 'InvalidQuota.NotFound', 'The specified quota does not exist.', ours)
export const quotaBelowUsed = declareOwn(
  409,
  'InvalidQuota.BelowUsed',
  'More is used than the specified quota allows: delete some first.',
  ours
)
export const quotaHasNoRoom = declareOwn(
  409,
  'InvalidQuota.NoRoom',
  'Less room is left already than shall be left.',
  ours
)
export const sshOff = declareOwn(409, 'InvalidPort.SshOff', 'Servers can not be logged on to: SSH_PORT is off.', ours)
export const portTaken = declareOwn(409, 'InvalidPort.AlreadyExist', 'The specified port can not be listened on.', ours)
export const portNotFound = declareOwn(404, 'InvalidPort.NotFound', 'No such port was opened here.', ours)
export const portsTooMany = declareOwn(
  409,
  'InvalidPort.TooMany',
  'There are 100 ports already: close some first.',
  ours
)
export const callNotFound = declareOwn(404, 'InvalidCall.NotFound', 'The specified call is not in the log.', ours)
export const callNotMade = declareOwn(404, 'InvalidCall.NotMade', 'No such call was made in time.', ours)
export const callNotCopied = declareOwn(400, 'InvalidCall.NotCopied', 'The call can not be copied so.', ours)
export const seedMalformed = declareOwn(400, 'InvalidSeed.Malformed', 'The seed is not well formed.', ours)
export const seedConflict = declareOwn(
  409,
  'InvalidSeed.Conflict',
  'The seed makes what is there already, or more than fits.',
  ours
)
export const serviceRefused = declareOwn(400, 'InvalidService.Option', 'The service can not be started so.', ours)
export const servicePortTaken = declareOwn(
  409,
  'InvalidService.Port',
  'The service can not listen on the specified port.',
  ours
)
export const tooManyServices = declareOwn(
  409,
  'InvalidService.TooMany',
  'As many services as may be run in this process already: end some.',
  ours
)
export const serviceNotFound = declareOwn(404, 'InvalidService.NotFound', 'The specified service does not exist.', ours)
