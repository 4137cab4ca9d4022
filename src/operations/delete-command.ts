import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { commandInUse, commandNotFound } from '../errors/index.ts'
import { assumed, documented } from '../errors/provenance.ts'
import { deleteCommand as deleteStoredCommand } from '../store/commands.ts'
import { CommandId } from './shared/command-fields.ts'
import { RegionId, scopeOf } from './shared/shapes.ts'

export const deleteCommand = defineOperation({
  action: 'DeleteCommand',
  route: 'DELETE /v1/regions/{RegionId}/commands/{CommandId}',
  group: 'Commands',
  summary: 'Deletes a command.',
  writes: true,
  parameters: Type.Object({ RegionId, CommandId }),
  result: Type.Object({}),
  errors: [commandNotFound, commandInUse],
  rules: [
    { rule: 'A command can’t be deleted while it runs.', ...documented('DeleteCommand') },
    { rule: 'The results of its invocations stay.', ...assumed('not documented') }
  ],
  async handle(call, parameters) {
    await deleteStoredCommand(call.db, scopeOf(call, parameters), parameters.CommandId)
    return {}
  }
})
