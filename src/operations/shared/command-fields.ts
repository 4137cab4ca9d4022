/** Fields and rules that the operations on commands share. */
import { Type } from 'typebox'
import { assumed, documented, type Rule } from '../../errors/provenance.ts'
import type { CommandType as CommandTypeName } from '../../store/tables/commands.ts'
import { oneOf, text } from './fields.ts'
import { resourceGroupId } from './instance-shape.ts'

const exampleCommandId = 'c-4kq0x7m2p9wzr'
const exampleInvokeId = 't-8fz3h1v6n0ybd'

export const CommandId = Type.String({
  description: 'The id of a command, from CreateCommand or DescribeCommands.',
  examples: [exampleCommandId],
  minLength: 1
})

export const InvokeId = Type.String({
  description: 'The id of an invocation, from RunCommand or InvokeCommand.',
  examples: [exampleInvokeId],
  minLength: 1
})

export const CommandType = Type.Unsafe<CommandTypeName>({
  type: 'string',
  title: 'CommandType',
  enum: ['RunBatScript', 'RunPowerShellScript', 'RunShellScript'],
  description: 'The language: a shell script for Linux; batch or PowerShell for Windows.',
  examples: ['RunShellScript'],
  'x-swas-error': 'InvalidCmdType.NotFound'
})

export const CommandName = Type.String({
  description: 'The name, up to 128 characters.',
  examples: ['disk-usage'],
  maxLength: 128,
  'x-swas-error': 'CmdName.ExceedLimit'
})

export const Description = Type.String({
  description: 'The description, up to 512 characters.',
  maxLength: 512,
  'x-swas-error': 'CmdDesc.ExceedLimit'
})

export const CommandContent = Type.String({
  description:
    'The plain script, not Base64. With EnableParameter, `{{name}}` stands for a parameter: at most 20 names of letters, digits, underscores and hyphens, up to 64 bytes each, case-insensitive.',
  examples: ['df -h /'],
  minLength: 1
})

export const EnableParameter = Type.Boolean({
  description: 'Whether `{{name}}` in the script stands for a parameter.',
  default: false
})

const seconds = { description: 'Seconds after which the script is killed.', minimum: 10, maximum: 86_400 }

export const Timeout = Type.Integer({ ...seconds, default: 60 })

/** For updates: without it the timeout stays unchanged. */
export const NewTimeout = Type.Integer(seconds)

export const WorkingDir = Type.String({
  description: 'The directory in which the script runs, up to 200 characters; by default `/root`.',
  maxLength: 200
})

export const Parameters = Type.Unsafe<Readonly<Record<string, string>>>({
  type: 'object',
  title: 'CommandParameters',
  description: 'The parameters’ values by their names; in RPC a JSON object as text.',
  additionalProperties: { type: 'string', description: 'A value, which may be empty.' },
  examples: [{}]
})

export const Username = Type.String({
  description: 'The user that runs the script, up to 255 characters; by default `root`. Other users can’t run scripts.',
  maxLength: 255,
  'x-swas-error': 'Username.ExceedLimit'
})

/** The cloud's pages of commands and invocations hold at most 50 entries. */
export const PageSize = Type.Integer({
  description: 'How many entries a page holds.',
  minimum: 1,
  maximum: 50,
  default: 10
})

export const InvocationStatus = oneOf(
  'InvocationStatus',
  [
    'Pending',
    'Invalid',
    'Aborted',
    'Running',
    'Success',
    'Failed',
    'Error',
    'Timeout',
    'Cancelled',
    'Stopping',
    'Terminated'
  ],
  'The state of the command. Pending: it waits. Invalid: it can’t run on this server. Aborted: it couldn’t be sent. Success, Failed: it ended with exit code 0 or another one. Error: an exception ended it. Timeout: it ran too long. Terminated: the server interrupted it. Cancelled and Stopping never occur.'
)

export const InvokeStatus = oneOf(
  'InvokeStatus',
  ['Running', 'Finished', 'Failed', 'Stopped'],
  'The state in short. Running: it runs or waits. Finished: it ended by itself. Failed: it couldn’t run to its end. Stopped: it was interrupted.'
)

export const commandIdField = text('The id of the command.', exampleCommandId)
export const invokeIdField = text('The id of the invocation.', exampleInvokeId)

export const ResourceGroupId = text('The resource group; there is only one.', resourceGroupId)

/** The rules that RunCommand and InvokeCommand share. */
export const executionRules: readonly Rule[] = [
  { rule: 'The servers must be Running.', ...documented('RunCommand, InvokeCommand', '2024-10') },
  {
    rule: 'If a server isn’t Running, the call succeeds all the same, and the result is Aborted with InstanceNotRunning.',
    ...assumed('the words are documented; when the call itself is refused is not')
  },
  {
    rule: 'The result is Invalid for a script of the other operating system (CommandNotApplicable), a user other than root (AccountNotExists) and an unknown directory (DirectoryNotExists).',
    ...assumed('the words are documented, the state is not')
  },
  {
    rule: 'Windows servers run no commands: the result is Aborted with ClientNotRunning.',
    ...assumed('not emulated')
  },
  {
    rule: 'A command that can’t be sent within a minute is Aborted with DeliveryTimeout.',
    ...documented('DescribeInvocationResult')
  },
  {
    rule: 'Without Parameters the script runs unchanged; with them, an omitted parameter is empty.',
    ...assumed('one reading of the text')
  },
  { rule: 'The script always runs in bash, whatever its first line says.', ...assumed('not emulated') }
]
