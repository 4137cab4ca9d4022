import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import {
  commandQuotaExceeded,
  commandTooLong,
  emptyParameterName,
  invalidParameterName,
  parameterNameTooLong,
  tooManyParameters
} from '../errors/index.ts'
import { assumed, documented, inferred } from '../errors/provenance.ts'
import { newId } from '../invocations/id.ts'
import { checkLength, parameterNames } from '../invocations/script.ts'
import { addCommand } from '../store/commands.ts'
import {
  CommandContent,
  CommandName,
  CommandType,
  commandIdField,
  Description,
  EnableParameter,
  ResourceGroupId,
  Timeout,
  WorkingDir
} from './shared/command-fields.ts'
import { RegionId, scopeOf, Tag } from './shared/shapes.ts'

export const createCommand = defineOperation({
  action: 'CreateCommand',
  route: 'POST /v1/regions/{RegionId}/commands',
  group: 'Commands',
  summary: 'Creates a command that InvokeCommand can run on servers.',
  resource: 'command/*',
  writes: true,
  creates: true,
  parameters: Type.Object({
    RegionId,
    Name: CommandName,
    Type: CommandType,
    CommandContent,
    Description: Type.Optional(Description),
    WorkingDir: Type.Optional(WorkingDir),
    Timeout,
    EnableParameter,
    Tag: Type.Optional(Type.Array(Tag, { description: 'Up to 20 tags.', maxItems: 20 })),
    ResourceGroupId: Type.Optional(ResourceGroupId)
  }),
  result: Type.Object({ CommandId: commandIdField }),
  errors: [
    commandQuotaExceeded,
    commandTooLong,
    emptyParameterName,
    invalidParameterName,
    parameterNameTooLong,
    tooManyParameters
  ],
  rules: [
    { rule: 'Timeout is 10 to 86,400 seconds, by default 60.', ...documented('CreateCommand', '2025-11') },
    {
      rule: 'With EnableParameter, `{{name}}` is a parameter: at most 20, case-insensitive, spaces around the name ignored.',
      ...documented('CreateCommand', '2025-11')
    },
    { rule: 'The script has at most 16 KB in Base64.', ...inferred('ECS CreateCommand') },
    { rule: 'An account may have 100 commands in a region.', ...inferred('ECS CreateCommand') },
    { rule: 'Several commands may have the same name.', ...assumed('not documented') }
  ],
  async handle(call, parameters) {
    const { Name, Type: type, CommandContent: content, Description = '', WorkingDir = '', Timeout } = parameters
    checkLength(content, {}, 16)
    if (parameters.EnableParameter) parameterNames(content)
    const commandId = newId('c')
    const command = {
      ...scopeOf(call, parameters),
      commandId,
      name: Name,
      description: Description,
      type,
      content,
      workingDir: WorkingDir,
      timeout: Timeout,
      hasParameters: parameters.EnableParameter,
      createdAt: call.now
    }
    await addCommand(call.db, command, new Map(parameters.Tag?.map(({ Key, Value = '' }) => [Key, Value])))
    return { CommandId: commandId }
  }
})
