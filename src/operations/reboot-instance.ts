import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { incorrectInstanceStatus, instanceNotFound } from '../errors/index.ts'
import { documented } from '../errors/provenance.ts'
import { reboot } from '../servers/power.ts'
import { tenPerMinute } from './shared/rates.ts'
import { ClientToken, InstanceId, RegionId, scopeOf } from './shared/shapes.ts'

export const rebootInstance = defineOperation({
  action: 'RebootInstance',
  group: 'Servers',
  summary: 'Reboots a running server.',
  writes: true,
  parameters: Type.Object({ RegionId, InstanceId, ClientToken }),
  result: Type.Object({}),
  errors: [incorrectInstanceStatus, instanceNotFound],
  rules: [
    { rule: 'The server must be Running and becomes Starting.', ...documented('RebootInstance') },
    { rule: 'The changes that are queued for the restart take effect.', ...documented('the key-pair guide') }
  ],
  rate: tenPerMinute,
  async handle(call, parameters) {
    await reboot(call, scopeOf(call, parameters), [parameters.InstanceId])
    return {}
  }
})
