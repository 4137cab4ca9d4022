import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { incorrectInstanceStatus, instanceNotFound } from '../errors/index.ts'
import { documented } from '../errors/provenance.ts'
import { stop } from '../servers/power.ts'
import { tenPerMinute } from './shared/rates.ts'
import { ClientToken, InstanceId, RegionId, scopeOf } from './shared/shapes.ts'

export const stopInstance = defineOperation({
  action: 'StopInstance',
  group: 'Servers',
  summary: 'Stops a running server.',
  writes: true,
  parameters: Type.Object({ RegionId, InstanceId, ClientToken }),
  result: Type.Object({}),
  errors: [incorrectInstanceStatus, instanceNotFound],
  rules: [{ rule: 'The server must be Running.', ...documented('StopInstance') }],
  rate: tenPerMinute,
  async handle(call, parameters) {
    await stop(call, scopeOf(call, parameters), [parameters.InstanceId])
    return {}
  }
})
