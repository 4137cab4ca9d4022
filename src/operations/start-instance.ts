import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { incorrectInstanceStatus, instanceNotFound } from '../errors/index.ts'
import { documented } from '../errors/provenance.ts'
import { start } from '../servers/power.ts'
import { tenPerMinute } from './shared/rates.ts'
import { ClientToken, InstanceId, RegionId, scopeOf } from './shared/shapes.ts'

export const startInstance = defineOperation({
  action: 'StartInstance',
  group: 'Servers',
  summary: 'Starts a stopped server.',
  writes: true,
  parameters: Type.Object({ RegionId, InstanceId, ClientToken }),
  result: Type.Object({}),
  errors: [incorrectInstanceStatus, instanceNotFound],
  rules: [
    { rule: 'The server must be Stopped.', ...documented('StartInstance') },
    {
      rule: 'The changes that are queued for the restart take effect.',
      ...documented('the key-pair guide; for a start: ECS AttachKeyPair')
    }
  ],
  rate: tenPerMinute,
  async handle(call, parameters) {
    await start(call, scopeOf(call, parameters), [parameters.InstanceId])
    return {}
  }
})
