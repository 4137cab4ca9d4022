import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { incorrectInstanceStatus, instanceNotFound } from '../errors/index.ts'
import { assumed, documented } from '../errors/provenance.ts'
import { reboot } from '../servers/power.ts'
import { ClientToken, distinct, ManyInstanceIds, RegionId, scopeOf } from './shared/shapes.ts'

export const rebootInstances = defineOperation({
  action: 'RebootInstances',
  route: 'POST /v1/regions/{RegionId}/instances/{InstanceIds}/reboot',
  group: 'Servers',
  summary: 'Reboots running servers: all of them, or none.',
  writes: true,
  parameters: Type.Object({
    RegionId,
    InstanceIds: ManyInstanceIds,
    ForceReboot: Type.Boolean({ description: 'Accepted; every reboot here is immediate.', default: false }),
    ClientToken
  }),
  result: Type.Object({}),
  errors: [incorrectInstanceStatus, instanceNotFound],
  rules: [
    { rule: 'The server must be Running; it then is Starting.', ...documented('RebootInstance') },
    { rule: 'What is queued for the restart takes effect.', ...documented('the key-pair guide') },
    { rule: 'A server that is unknown or in another state refuses the whole call.', ...assumed('not documented') },
    {
      rule: 'ForceReboot makes no difference: nothing on a server here can hold a reboot up.',
      ...assumed('nothing to force')
    }
  ],
  async handle(call, parameters) {
    await reboot(call, scopeOf(call, parameters), distinct(parameters.InstanceIds))
    return {}
  }
})
