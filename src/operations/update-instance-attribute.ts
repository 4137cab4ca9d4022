import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { instanceNotFound, valueNotSupported } from '../errors/index.ts'
import { assumed, documented } from '../errors/provenance.ts'
import { hashPassword, isAcceptablePassword } from '../servers/password.ts'
import { changeInstance, getInstance, lockInstances } from '../store/instances.ts'
import { queuePassword } from '../store/restart-queue.ts'
import { tenPerMinute } from './shared/rates.ts'
import { ClientToken, InstanceId, InstanceName, Password, RegionId, scopeOf } from './shared/shapes.ts'

export const updateInstanceAttribute = defineOperation({
  action: 'UpdateInstanceAttribute',
  route: 'PATCH /v1/regions/{RegionId}/instances/{InstanceId}',
  group: 'Servers',
  summary: 'Changes a server’s name, or root’s password from the next reboot on.',
  writes: true,
  parameters: Type.Object({
    RegionId,
    InstanceId,
    InstanceName: Type.Optional(InstanceName),
    Password: Type.Optional(Password),
    ClientToken
  }),
  result: Type.Object({}),
  errors: [instanceNotFound, valueNotSupported.for('Password')],
  rules: [
    { rule: 'A new password takes effect with the next reboot.', ...documented('UpdateInstanceAttribute') },
    {
      rule: 'A new password turns on password logon, which an attached key has turned off.',
      ...documented('guide, connecting to a Linux server; FAQ on remote connection', '2026-11')
    },
    {
      rule: 'If a key and a new password wait for the same restart, the later request decides on password logon.',
      ...assumed('no text')
    },
    {
      rule: 'A password has 8 to 30 characters of three classes; on Windows it doesn’t begin with /.',
      ...documented('UpdateInstanceAttribute')
    },
    { rule: 'The rule for names is that of the Chinese text.', ...assumed('the English text says 2 to 50 characters') }
  ],
  rate: tenPerMinute,
  async prepare(call, parameters) {
    const { platform } = await getInstance(call.db, scopeOf(call, parameters), parameters.InstanceId, call.now)
    const { Password } = parameters
    if (Password === undefined) return undefined
    if (!isAcceptablePassword(Password, platform)) throw valueNotSupported('Password')
    return await hashPassword(Password)
  },
  async handle(call, parameters, passwordHash) {
    const { InstanceId, InstanceName } = parameters
    await lockInstances(call.db, scopeOf(call, parameters), [InstanceId], call.now)
    if (InstanceName !== undefined) await changeInstance(call.db, InstanceId, { instanceName: InstanceName })
    if (passwordHash !== undefined) await queuePassword(call.db, InstanceId, passwordHash)
    return {}
  }
})
