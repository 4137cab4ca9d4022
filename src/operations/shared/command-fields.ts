/** What the operations on commands share. */
import { Type } from 'typebox'
import { assumed, documented, type Rule } from '../../errors/provenance.ts'
import type { CommandType as CommandTypeName } from '../../store/tables/commands.ts'
import { oneOf, text } from './fields.ts'
import { resourceGroupId } from './instance-shape.ts'

export const exampleCommandId = 'c-4kq0x7m2p9wzr'
export const exampleInvokeId = 't-8fz3h1v6n0ybd'

export const CommandId = Type.String({
  description: 'The id of a command, as CreateCommand and DescribeCommands give it.',
  examples: [exampleCommandId],
  minLength: 1
})

export const InvokeId = Type.String({
  description: 'The id of an invocation, as RunCommand and InvokeCommand give it.',
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
  description: 'What it is for, up to 512 characters.',
  maxLength: 512,
  'x-swas-error': 'CmdDesc.ExceedLimit'
})

export const CommandContent = Type.String({
  description:
    'The script as it is, not in Base64. With EnableParameter, `{{name}}` stands for a parameter: at most 20 names of letters, digits, underscores and hyphens, up to 64 bytes each, case-insensitive.',
  examples: ['df -h /'],
  minLength: 1
})

export const EnableParameter = Type.Boolean({
  description: 'Whether `{{name}}` in the script stands for a parameter.',
  default: false
})

const seconds = { description: 'After how many seconds it is killed.', minimum: 10, maximum: 86_400 }

export const Timeout = Type.Integer({ ...seconds, default: 60 })

/** Where leaving it out changes nothing. */
export const NewTimeout = Type.Integer(seconds)

export const WorkingDir = Type.String({
  description: 'Where it runs, up to 200 characters; `/root` unless given.',
  maxLength: 200
})

export const Parameters = Type.Unsafe<Readonly<Record<string, string>>>({
  type: 'object',
  title: 'CommandParameters',
  description: 'Values by the names of the parameters; in RPC one JSON text.',
  additionalProperties: { type: 'string', description: 'A value, which may be empty.' },
  examples: [{}]
})

export const Username = Type.String({
  description: 'Who runs it, up to 255 characters; `root` unless given, and nobody else is there.',
  maxLength: 255,
  'x-swas-error': 'Username.ExceedLimit'
})

/** The cloud pages commands and invocations by 50. */
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
  'How far it is: it waits; can’t be run there; couldn’t be sent; runs; has ended with 0 or another exit code, by an exception or its timeout; or was ended by its server. Cancelled and Stopping never come up here.'
)

export const InvokeStatus = oneOf(
  'InvokeStatus',
  ['Running', 'Finished', 'Failed', 'Stopped'],
  'The same in short: it runs or waits, has ended by itself, could not be run to its end, or was ended.'
)

export const commandIdField = text('The id of the command.', exampleCommandId)
export const invokeIdField = text('The id of the invocation.', exampleInvokeId)

export const ResourceGroupId = text('The resource group; there is only one.', resourceGroupId)

/** What holds wherever a command is run. */
export const executionRules: readonly Rule[] = [
  { rule: 'The servers must be Running.', ...documented('RunCommand, InvokeCommand', '2024-10') },
  {
    rule: 'The call is done all the same where a server isn’t: the result says Aborted and InstanceNotRunning.',
    ...assumed('the words are documented; when the call itself is refused is not')
  },
  {
    rule: 'A script for the other operating system ends as Invalid with CommandNotApplicable, a user other than root with AccountNotExists, a directory that isn’t there with DirectoryNotExists.',
    ...assumed('the words are documented, the state is not')
  },
  {
    rule: 'Windows servers run nothing: Aborted with ClientNotRunning.',
    ...assumed('not emulated')
  },
  {
    rule: 'What can’t be sent within a minute is Aborted with DeliveryTimeout.',
    ...documented('DescribeInvocationResult')
  },
  {
    rule: 'Without Parameters the script runs as it is; a parameter that isn’t given is empty.',
    ...assumed('the text can be read so')
  },
  { rule: 'The script runs in bash, whatever its first line says.', ...assumed('not emulated') }
]
