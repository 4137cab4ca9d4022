import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { incorrectInstanceStatus, instanceNotFound } from '../errors/index.ts'
import { assumed, documented } from '../errors/provenance.ts'
import { stop } from '../servers/power.ts'
import { ClientToken, distinct, ManyInstanceIds, RegionId, scopeOf } from './shared/shapes.ts'

export const stopInstances = defineOperation({
  action: 'StopInstances',
  route: 'POST /v1/regions/{RegionId}/instances/{InstanceIds}/stop',
  group: 'Servers',
  summary: 'Stops running servers: either all of them or none.',
  writes: true,
  parameters: Type.Object({
    RegionId,
    InstanceIds: ManyInstanceIds,
    ForceStop: Type.Boolean({ description: 'Has no effect: every stop is immediate.', default: false }),
    ClientToken
  }),
  result: Type.Object({}),
  errors: [incorrectInstanceStatus, instanceNotFound],
  rules: [
    { rule: 'The server must be Running.', ...documented('StopInstance') },
    { rule: 'If a server is unknown or in another state, the whole call fails.', ...assumed('not documented') },
    {
      rule: 'ForceStop has no effect: nothing on a server can delay a stop.',
      ...assumed('nothing to force')
    }
  ],
  async handle(call, parameters) {
    await stop(call, scopeOf(call, parameters), distinct(parameters.InstanceIds))
    return {}
  }
})
