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
  summary: 'Tells whether a server has passwords.',
  writes: false,
  parameters: Type.Object({ RegionId, InstanceId, ClientToken }),
  result: Type.Object({
    InstancePasswordSetting: Type.Boolean({ description: 'Whether root’s password was set, effective or not yet.' }),
    VncPasswordSetting: Type.Boolean({ description: 'Always false: we emulate no VNC.' })
  }),
  errors: [instanceNotFound],
  rules: [{ rule: 'A password that waits for a reboot counts as set.', ...assumed('not documented') }],
  async handle(call, parameters) {
    const instance = await getInstance(call.db, scopeOf(call, parameters), parameters.InstanceId, call.now)
    return {
      InstancePasswordSetting: instance.passwordHash !== null || instance.pendingPasswordHash !== null,
      VncPasswordSetting: false
    }
  }
})
