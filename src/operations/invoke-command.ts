import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import {
  commandNotFound,
  commandTooLong,
  emptyParameterName,
  givenNameTooLong,
  instanceNotFound,
  parametersDisabled,
  parametersNotMatched,
  parameterTwice,
  tooManyParameters
} from '../errors/index.ts'
import { documented } from '../errors/provenance.ts'
import { newId } from '../invocations/id.ts'
import { beginningOf } from '../invocations/outcome.ts'
import { checkLength, scriptOf } from '../invocations/script.ts'
import { holdCommand } from '../store/commands.ts'
import { lockInstances } from '../store/instances.ts'
import { addInvocation } from '../store/invocations.ts'
import { CommandId, executionRules, invokeIdField, Parameters, Username } from './shared/command-fields.ts'
import { distinct, InstanceIds, RegionId, scopeOf } from './shared/shapes.ts'

export const invokeCommand = defineOperation({
  action: 'InvokeCommand',
  route: 'POST /v1/regions/{RegionId}/commands/{CommandId}/invocations',
  group: 'Commands',
  summary: 'Runs a command on servers and replies before the command ends.',
  writes: true,
  creates: true,
  runsCommands: true,
  parameters: Type.Object({
    RegionId,
    CommandId,
    InstanceIds: Type.Array(InstanceIds.items, {
      ...InstanceIds,
      description: 'The ids of 1 to 50 servers; in RPC one JSON array.'
    }),
    Parameters: Type.Optional(Parameters),
    Username: Type.Optional(Username)
  }),
  result: Type.Object({ InvokeId: invokeIdField }),
  errors: [
    commandNotFound,
    instanceNotFound,
    commandTooLong,
    emptyParameterName,
    givenNameTooLong,
    parametersDisabled,
    parametersNotMatched,
    parameterTwice,
    tooManyParameters
  ],
  rules: [
    {
      rule: 'At most 50 servers a call. If one doesn’t exist, the whole call fails.',
      ...documented('InvokeCommand', '2024-10')
    },
    {
      rule: 'At most 10 Parameters; script and Parameters together have at most 18 KB in Base64.',
      ...documented('InvokeCommand', '2024-10')
    },
    ...executionRules
  ],
  async handle(call, parameters) {
    const { db, now } = call
    const scope = scopeOf(call, parameters)
    const { CommandId, Parameters = {}, Username = 'root' } = parameters
    const command = await holdCommand(db, scope, CommandId)
    const { name, type, content, workingDir, timeout } = command
    checkLength(content, Parameters, 18)
    const script = scriptOf(command, Parameters, 10)
    const instances = await lockInstances(db, scope, distinct(parameters.InstanceIds), now)
    const sent = { type, username: Username }
    const invokeId = newId('t')
    const invocation = { ...scope, ...sent, invokeId, commandId: CommandId, name, content, script, workingDir, timeout }
    await addInvocation(
      db,
      { ...invocation, parameters: Parameters, createdAt: now },
      instances.map((instance) => ({ instanceId: instance.instanceId, ...beginningOf(instance, sent) }))
    )
    return { InvokeId: invokeId }
  }
})
