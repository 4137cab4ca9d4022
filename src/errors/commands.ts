/**
 * Errors of commands and terminals. The SWAS pages list none. Most are those of ECS, which has the same service behind
 * it.
 */
import { declare, declareOwn } from './api-error.ts'
import { assumed, formerly, inferred } from './provenance.ts'

export const commandNotFound = declare(
  404,
  'InvalidCmdId.NotFound',
  'The specified command ID does not exist.',
  inferred('ECS InvokeCommand')
)
export const commandTypeNotFound = declare(
  403,
  'InvalidCmdType.NotFound',
  'The specified command type does not exist.',
  inferred('ECS RunCommand, CreateCommand')
)
export const commandNameTooLong = declare(
  403,
  'CmdName.ExceedLimit',
  'The length of the command name exceeds the upper limit.',
  inferred('ECS RunCommand, CreateCommand')
)
export const commandDescriptionTooLong = declare(
  403,
  'CmdDesc.ExceedLimit',
  'The length of the command description exceeds the upper limit.',
  inferred('ECS CreateCommand')
)
export const commandTooLong = declare(
  403,
  'CmdContent.ExceedLimit',
  'The maximum length of a command is exceeded.',
  inferred('ECS InvokeCommand')
)
export const commandQuotaExceeded = declare(
  403,
  'CmdCount.ExceedQuota',
  'The total number of commands in the current region exceeds the quota.',
  inferred('ECS CreateCommand')
)
export const commandInUse = declare(
  403,
  'IncorrectCommandStatus',
  'The command is being executed and can not be deleted.',
  assumed('that it can’t be deleted is documented, the code is not')
)
export const emptyParameterName = declare(
  403,
  'CmdParam.EmptyKey',
  'You must specify the parameter names.',
  inferred('ECS CreateCommand')
)
export const invalidParameterName = declare(
  403,
  'CmdParam.InvalidParamName',
  'Invalid parameter name. The name can contain only lowercase letters (a to z), uppercase letters (A to Z), numbers (0 to 9), hyphens (-), and underscores (_).',
  inferred('ECS CreateCommand')
)
export const parameterNameTooLong = declare(
  403,
  'CmdParamName.ExceedLimit',
  'The maximum length of a parameter name is exceeded.',
  inferred('ECS CreateCommand')
)
export const parametersDisabled = declare(
  404,
  'Parameter.Disabled',
  'Parameters cannot be passed in when the command customization function is disabled.',
  inferred('ECS InvokeCommand')
)
export const tooManyParameters = declare(
  403,
  'ParameterCount.ExceedLimit',
  'The maximum number of parameters is exceeded.',
  inferred('ECS InvokeCommand')
)
export const givenNameTooLong = declare(
  403,
  'ParameterKey.ExceedLimit',
  'The maximum length of a parameter name is exceeded.',
  inferred('ECS InvokeCommand')
)
export const parameterTwice = declare(
  403,
  'ParameterKey.Duplicate',
  'Parameter names cannot be duplicated.',
  inferred('ECS InvokeCommand')
)
export const parametersNotMatched = declare(
  403,
  'Parameter.NotMatched',
  'The passed-in parameters do not match the parameters defined when you created the command.',
  inferred('ECS InvokeCommand')
)
export const usernameTooLong = declare(
  403,
  'Username.ExceedLimit',
  'The length of the username exceeds the upper limit.',
  inferred('ECS InvokeCommand')
)
export const invocationNotFound = declare(
  404,
  'InvalidInvokeId.NotFound',
  'The specified InvokeId does not exist.',
  formerly('assumed', inferred('ECS DescribeInvocations, whose pages say 400 and 404', '2026-11'))
)
export const commandNotApplicable = declare(
  403,
  'InvalidInstance.NotMatch',
  'The specified instance type does not match the command.',
  inferred('ECS RunCommand')
)
export const terminalTokenRefused = declareOwn(
  401,
  'InvalidTerminalSession.NotFound',
  'The terminal session does not exist, was opened before, or has expired.',
  'not documented'
)
export const tooManyTerminals = declareOwn(
  503,
  'TerminalSession.ExceedLimit',
  'The number of open terminal sessions exceeds the upper limit.',
  'the limit of a server is documented for ECS, the answer is not'
)
export const webSocketNeeded = declareOwn(426, 'UpgradeRequired', 'Open a terminal with WebSocket.', 'ours')
