import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { instanceNotFound } from '../errors/index.ts'
import { assumed } from '../errors/provenance.ts'
import { getInstance } from '../store/instances.ts'
import { ClientToken, InstanceId, RegionId, scopeOf } from './shared/shapes.ts'

export const describeInstancePasswordsSetting = defineOperation({
  action: 'DescribeInstancePasswordsSetting',
  route: 'GET /v1/regions/{RegionId}/instances/{InstanceId}/passwords-setting',
  group: 'Servers',
  summary: 'Describes whether a server has passwords.',
  writes: false,
  parameters: Type.Object({ RegionId, InstanceId, ClientToken }),
  result: Type.Object({
    InstancePasswordSetting: Type.Boolean({ description: 'Whether root has a password, in effect or pending.' }),
    VncPasswordSetting: Type.Boolean({ description: 'Always false: we emulate no VNC.' })
  }),
  errors: [instanceNotFound],
  rules: [{ rule: 'A pending password counts as set.', ...assumed('not documented') }],
  async handle(call, parameters) {
    const instance = await getInstance(call.db, scopeOf(call, parameters), parameters.InstanceId, call.now)
    return {
      InstancePasswordSetting: instance.passwordHash !== null || instance.pendingPasswordHash !== null,
      VncPasswordSetting: false
    }
  }
})
