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
  summary: 'Reboots running servers: either all of them or none.',
  writes: true,
  parameters: Type.Object({
    RegionId,
    InstanceIds: ManyInstanceIds,
    ForceReboot: Type.Boolean({ description: 'Has no effect: every reboot is immediate.', default: false }),
    ClientToken
  }),
  result: Type.Object({}),
  errors: [incorrectInstanceStatus, instanceNotFound],
  rules: [
    { rule: 'The server must be Running and becomes Starting.', ...documented('RebootInstance') },
    { rule: 'The changes that are queued for the restart take effect.', ...documented('the key-pair guide') },
    { rule: 'If a server is unknown or in another state, the whole call fails.', ...assumed('not documented') },
    {
      rule: 'ForceReboot has no effect: nothing on a server can delay a reboot.',
      ...assumed('nothing to force')
    }
  ],
  async handle(call, parameters) {
    await reboot(call, scopeOf(call, parameters), distinct(parameters.InstanceIds))
    return {}
  }
})
