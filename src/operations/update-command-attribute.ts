import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { commandNotFound } from '../errors/index.ts'
import { assumed, documented } from '../errors/provenance.ts'
import { changeCommand } from '../store/commands.ts'
import { CommandId, CommandName, Description, NewTimeout, WorkingDir } from './shared/command-fields.ts'
import { RegionId, scopeOf } from './shared/shapes.ts'

export const updateCommandAttribute = defineOperation({
  action: 'UpdateCommandAttribute',
  route: 'PATCH /v1/regions/{RegionId}/commands/{CommandId}',
  group: 'Commands',
  summary: 'Changes the name, description, timeout or working directory of a command.',
  writes: true,
  parameters: Type.Object({
    RegionId,
    CommandId,
    Name: Type.Optional(CommandName),
    Description: Type.Optional(Description),
    Timeout: Type.Optional(NewTimeout),
    WorkingDir: Type.Optional(WorkingDir)
  }),
  result: Type.Object({}),
  errors: [commandNotFound],
  rules: [
    {
      rule: 'Name has up to 128 characters, Description 512, WorkingDir 200.',
      ...documented('UpdateCommandAttribute')
    },
    {
      rule: 'An omitted field stays unchanged, the timeout too.',
      ...assumed('the text says 60 is the default of Timeout')
    },
    { rule: 'Earlier invocations don’t change.', ...assumed('not documented') }
  ],
  async handle(call, parameters) {
    const { CommandId, Name, Description, Timeout, WorkingDir } = parameters
    await changeCommand(call.db, scopeOf(call, parameters), CommandId, {
      ...(Name !== undefined && { name: Name }),
      ...(Description !== undefined && { description: Description }),
      ...(Timeout !== undefined && { timeout: Timeout }),
      ...(WorkingDir !== undefined && { workingDir: WorkingDir })
    })
    return {}
  }
})
