import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { incorrectInstanceStatus, instanceNotFound } from '../errors/index.ts'
import { assumed, documented } from '../errors/provenance.ts'
import { start } from '../servers/power.ts'
import { ClientToken, distinct, ManyInstanceIds, RegionId, scopeOf } from './shared/shapes.ts'

export const startInstances = defineOperation({
  action: 'StartInstances',
  route: 'POST /v1/regions/{RegionId}/instances/{InstanceIds}/start',
  group: 'Servers',
  summary: 'Starts stopped servers: either all of them or none.',
  writes: true,
  parameters: Type.Object({
    RegionId,
    InstanceIds: ManyInstanceIds,
    ClientToken
  }),
  result: Type.Object({}),
  errors: [incorrectInstanceStatus, instanceNotFound],
  rules: [
    { rule: 'The server must be Stopped.', ...documented('StartInstance') },
    {
      rule: 'The changes that are queued for the restart take effect.',
      ...documented('the key-pair guide; for a start: ECS AttachKeyPair')
    },
    { rule: 'If a server is unknown or in another state, the whole call fails.', ...assumed('not documented') }
  ],
  async handle(call, parameters) {
    await start(call, scopeOf(call, parameters), distinct(parameters.InstanceIds))
    return {}
  }
})
