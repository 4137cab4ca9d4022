import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import {
  commandTooLong,
  emptyParameterName,
  givenNameTooLong,
  instanceNotFound,
  invalidParameterName,
  parameterNameTooLong,
  parametersDisabled,
  parametersNotMatched,
  parameterTwice,
  tooManyParameters
} from '../errors/index.ts'
import { documented } from '../errors/provenance.ts'
import { newId } from '../invocations/id.ts'
import { beginningOf } from '../invocations/outcome.ts'
import { checkLength, parameterNames, scriptOf } from '../invocations/script.ts'
import { lockInstances } from '../store/instances.ts'
import { addInvocation } from '../store/invocations.ts'
import {
  CommandContent,
  CommandName,
  CommandType,
  EnableParameter,
  executionRules,
  invokeIdField,
  Parameters,
  Timeout,
  Username,
  WorkingDir
} from './shared/command-fields.ts'
import { InstanceId, RegionId, scopeOf } from './shared/shapes.ts'

export const runCommand = defineOperation({
  action: 'RunCommand',
  route: 'POST /v1/regions/{RegionId}/instances/{InstanceId}/invocations',
  group: 'Commands',
  summary: 'Runs a shell script on a server and replies before the script ends.',
  writes: true,
  creates: true,
  runsCommands: true,
  parameters: Type.Object({
    RegionId,
    InstanceId,
    Name: CommandName,
    Type: CommandType,
    CommandContent,
    EnableParameter,
    Parameters: Type.Optional(Parameters),
    WorkingDir: Type.Optional(WorkingDir),
    Timeout,
    WorkingUser: Type.Optional(Username),
    WindowsPasswordName: Type.Optional(
      Type.String({ description: 'The name of a stored password for a user on Windows. It has no effect.' })
    )
  }),
  result: Type.Object({ InvokeId: invokeIdField }),
  errors: [
    instanceNotFound,
    commandTooLong,
    emptyParameterName,
    invalidParameterName,
    parameterNameTooLong,
    givenNameTooLong,
    parametersDisabled,
    parametersNotMatched,
    parameterTwice,
    tooManyParameters
  ],
  rules: [
    { rule: 'Timeout is 10 to 86,400 seconds, by default 60.', ...documented('RunCommand', '2024-10') },
    {
      rule: 'With EnableParameter and Parameters, `{{name}}` becomes its value. At most 20 Parameters; script and Parameters together have at most 16 KB in Base64.',
      ...documented('RunCommand', '2024-10')
    },
    ...executionRules
  ],
  async handle(call, parameters) {
    const { db, now } = call
    const scope = scopeOf(call, parameters)
    const { InstanceId, CommandContent: content, Parameters = {}, EnableParameter, WorkingUser = 'root' } = parameters
    checkLength(content, Parameters, 16)
    if (EnableParameter) parameterNames(content)
    const script = scriptOf({ content, hasParameters: EnableParameter }, Parameters, 20)
    const instances = await lockInstances(db, scope, [InstanceId], now)
    const sent = { type: parameters.Type, username: WorkingUser }
    const invokeId = newId('t')
    await addInvocation(
      db,
      {
        ...scope,
        ...sent,
        invokeId,
        commandId: null,
        name: parameters.Name,
        content,
        parameters: Parameters,
        script,
        workingDir: parameters.WorkingDir ?? '',
        timeout: parameters.Timeout,
        createdAt: now
      },
      instances.map((instance) => ({ instanceId: instance.instanceId, ...beginningOf(instance, sent) }))
    )
    return { InvokeId: invokeId }
  }
})
