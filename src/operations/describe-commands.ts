import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { assumed, documented } from '../errors/provenance.ts'
import { parameterNames } from '../invocations/script.ts'
import { type Command, type CommandTag, listCommands } from '../store/commands.ts'
import {
  CommandContent,
  CommandId,
  CommandName,
  CommandType,
  commandIdField,
  PageSize,
  ResourceGroupId
} from './shared/command-fields.ts'
import { atSecond, count, text } from './shared/fields.ts'
import { resourceGroupId } from './shared/instance-shape.ts'
import { PageNumber, page, paging, RegionId, scopeOf, Tag, toSecond, valueError } from './shared/shapes.ts'

const Provider = Type.String({
  title: 'Provider',
  description: '`User`: the account’s own commands. `AlibabaCloud`: public commands; this service has none.',
  enum: ['User', 'AlibabaCloud'],
  ...valueError
})

const ParameterDefinition = Type.Object(
  {
    ParameterName: text('The name.', 'path'),
    Required: Type.Boolean({ description: 'Always false: without a value, the parameter is empty.' })
  },
  { title: 'ParameterDefinition', description: 'A parameter of a command.' }
)

const CommandShape = Type.Object(
  {
    CommandId: commandIdField,
    Name: text('The name.', 'disk-usage'),
    Type: CommandType,
    Description: text('The description of the command.', 'How full the disk is.'),
    CommandContent,
    EnableParameter: Type.Boolean({ description: 'Whether `{{name}}` in the script stands for a parameter.' }),
    ParameterNames: Type.Array(text('A name.', 'path'), { description: 'The parameters of the script.' }),
    ParameterDefinitions: Type.Array(ParameterDefinition, {
      description: 'The parameters of the script, one object each.'
    }),
    WorkingDir: text('The directory in which the script runs; empty for `/root`.', '/root'),
    Timeout: count('Seconds after which the script is killed.', 60),
    Provider,
    ResourceGroupId: text('The resource group.', resourceGroupId),
    Tags: Type.Array(
      Type.Object(
        { Key: text('The key of the tag.', 'env'), Value: text('The value of the tag.', 'test') },
        { title: 'CommandTag', description: 'A tag of a command.' }
      ),
      { description: 'The tags of the command.' }
    ),
    CreationTime: atSecond('When it was created.')
  },
  { title: 'Command', description: 'A command.' }
)

export const describeCommands = defineOperation({
  action: 'DescribeCommands',
  route: 'GET /v1/regions/{RegionId}/commands',
  group: 'Commands',
  summary: 'Lists commands, newest first.',
  resource: 'command/*',
  writes: false,
  parameters: Type.Object({
    RegionId,
    Provider,
    CommandId: Type.Optional(CommandId),
    Name: Type.Optional(Type.String({ ...CommandName, description: 'Only commands of exactly this name.' })),
    Type: Type.Optional(CommandType),
    Tag: Type.Optional(
      Type.Array(Tag, { description: 'Only commands that have all of these tags, up to 20.', maxItems: 20 })
    ),
    ResourceGroupId: Type.Optional(ResourceGroupId),
    PageNumber,
    PageSize
  }),
  result: Type.Object({ ...paging, Commands: Type.Array(CommandShape, { description: 'The commands of this page.' }) }),
  errors: [],
  rules: [
    { rule: 'Provider is required; Name must match exactly.', ...documented('DescribeCommands', '2024-10') },
    { rule: 'A page holds at most 50 commands, by default 10.', ...documented('DescribeCommands', '2024-10') },
    {
      rule: 'CommandContent is the plain script, not Base64.',
      ...documented('DescribeCommands', '2024-10')
    },
    { rule: 'There are no public commands.', ...assumed('not emulated') },
    { rule: 'ParameterDefinitions of your own commands have no default and no possible values.', ...assumed('no text') }
  ],
  async handle(call, parameters) {
    const { CommandId, Name, Type: type, Tag = [], PageNumber, PageSize } = parameters
    const none = { totalCount: 0, commands: [], tags: [] }
    const isOurs = parameters.Provider === 'User' && (parameters.ResourceGroupId ?? resourceGroupId) === resourceGroupId
    const found = isOurs
      ? await listCommands(
          call.db,
          scopeOf(call, parameters),
          { commandId: CommandId, name: Name, type, tags: Tag.map(({ Key, Value }) => ({ key: Key, value: Value })) },
          page(parameters)
        )
      : none
    return {
      TotalCount: found.totalCount,
      PageNumber,
      PageSize,
      Commands: found.commands.map((command) => toShape(command, found.tags))
    }
  }
})

function toShape(command: Command, tags: readonly CommandTag[]) {
  const names = command.hasParameters ? parameterNames(command.content) : []
  return {
    CommandId: command.commandId,
    Name: command.name,
    Type: command.type,
    Description: command.description,
    CommandContent: command.content,
    EnableParameter: command.hasParameters,
    ParameterNames: names,
    ParameterDefinitions: names.map((name) => ({ ParameterName: name, Required: false })),
    WorkingDir: command.workingDir,
    Timeout: command.timeout,
    Provider: 'User',
    ResourceGroupId: resourceGroupId,
    Tags: tags
      .filter(({ commandId }) => commandId === command.commandId)
      .map(({ tagKey, tagValue }) => ({ Key: tagKey, Value: tagValue })),
    CreationTime: toSecond(command.createdAt)
  }
}
