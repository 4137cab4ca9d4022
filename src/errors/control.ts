/** Errors of the control API. The cloud has none, so codes and messages are ours, after its patterns. */
import { declareOwn } from './api-error.ts'

const ours = 'the cloud has no control API'

export const notOperator = declareOwn(
  403,
  'NoPermission.Operator',
  'Only the operator may do this: send SWAS_CONTROL_TOKEN as a Bearer token.',
  ours
)
export const wrongControlToken = declareOwn(403, 'InvalidControlToken', 'The control token is wrong.', ours)
export const notAccount = declareOwn(
  403,
  'NoPermission.Account',
  'Only the account itself may do this: sign, or send its AccessKey by HTTP Basic.',
  ours
)
export const accessKeyTaken = declareOwn(
  409,
  'InvalidAccessKeyId.AlreadyExist',
  'The AccessKeyId exists already, or comes from the settings.',
  ours
)
export const noEncryptionKey = declareOwn(
  409,
  'MissingEncryptionKey',
  'A shared database stores secrets only encrypted: set SWAS_ENCRYPTION_KEY, the same for all replicas.',
  ours
)
export const certificateAuthorityNotFound = declareOwn(
  404,
  'InvalidCertificateAuthority.NotFound',
  'There is no CA of this service: its certificate is that of SWAS_TLS_CERT.',
  ours
)
export const accountNotFound = declareOwn(404, 'InvalidAccount.NotFound', 'The specified account does not exist.', ours)
export const reportNotFound = declareOwn(
  404,
  'InvalidRequestId.NotFound',
  'There is no report of this request in this account.',
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
  'The snapshot holds a server whose id or address belongs to another account.',
  ours
)
export const snapshotTooLarge = declareOwn(
  413,
  'InvalidSnapshot.TooLarge',
  'The servers have too many files for a snapshot, or too large ones.',
  ours
)
export const operationUnknown = declareOwn(
  400,
  'InvalidOperation.NotFound',
  'There is no operation {}. Use `*` for all.',
  ours
)
export const faultNotFound = declareOwn(404, 'InvalidFault.NotFound', 'The specified fault does not exist.', ours)
export const faultCodeUnknown = declareOwn(400, 'InvalidFault.Code', 'The error code {} is not known.', ours)
export const quotaNotFound = declareOwn(404, 'InvalidQuota.NotFound', 'The specified quota does not exist.', ours)
export const quotaBelowUsed = declareOwn(
  409,
  'InvalidQuota.BelowUsed',
  'More are in use than the specified quota allows: delete some first.',
  ours
)
export const quotaHasNoRoom = declareOwn(409, 'InvalidQuota.NoRoom', 'Fewer than the requested number are free.', ours)
export const sshOff = declareOwn(409, 'InvalidPort.SshOff', 'There is no SSH to the servers: SSH_PORT is off.', ours)
export const portTaken = declareOwn(409, 'InvalidPort.AlreadyExist', 'The specified port is not available.', ours)
export const portNotFound = declareOwn(404, 'InvalidPort.NotFound', 'The specified port was not opened here.', ours)
export const portsTooMany = declareOwn(
  409,
  'InvalidPort.TooMany',
  'The limit of 100 ports is reached: close one first.',
  ours
)
export const callNotFound = declareOwn(404, 'InvalidCall.NotFound', 'The specified call is not in the log.', ours)
export const callNotMade = declareOwn(404, 'InvalidCall.NotMade', 'No such call was made in time.', ours)
export const callNotCopied = declareOwn(400, 'InvalidCall.NotCopied', 'The call can not be copied in this form.', ours)
export const seedMalformed = declareOwn(400, 'InvalidSeed.Malformed', 'The seed is not well formed.', ours)
export const seedConflict = declareOwn(
  409,
  'InvalidSeed.Conflict',
  'The seed makes what exists already, or exceeds a quota.',
  ours
)
export const serviceRefused = declareOwn(
  400,
  'InvalidService.Option',
  'The service can not be started with these options.',
  ours
)
export const servicePortTaken = declareOwn(
  409,
  'InvalidService.Port',
  'The service can not listen on the specified port.',
  ours
)
export const tooManyServices = declareOwn(409, 'InvalidService.TooMany', 'Service limit reached: stop one first.', ours)
export const serviceNotFound = declareOwn(404, 'InvalidService.NotFound', 'The specified service does not exist.', ours)
