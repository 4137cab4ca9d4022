import { Type } from 'typebox'
import { instanceNotFound, windowsInstance } from '../errors.ts'
import { assumed } from '../fidelity.ts'
import { passwordLogonAllowed } from '../keys/sshd-config.ts'
import { defineOperation } from '../operation.ts'
import { readGuests } from '../servers/boot.ts'
import { getInstance } from '../store/instances.ts'
import { named, text } from './fields.ts'
import { ClientToken, examplePublicKey, InstanceId, InstanceStatus, place, RegionId } from './shapes.ts'

export const describeInstanceLogon = defineOperation({
  action: 'DescribeInstanceLogon',
  route: 'GET /v1/regions/{RegionId}/instances/{InstanceId}/logon',
  group: 'Servers',
  summary: 'Tells how one logs on to a Linux server right now: the keys and whether root’s password let in.',
  extension: true,
  writes: false,
  parameters: Type.Object({ RegionId, InstanceId, ClientToken }),
  result: Type.Object({
    InstanceId: named.InstanceId,
    Status: InstanceStatus,
    UserName: text('Who logs on.', 'root'),
    PublicIpAddress: text('Where one logs on.', '127.0.1.7'),
    AuthorizedKeys: text('The text of /root/.ssh/authorized_keys.', `${examplePublicKey}\n`),
    PasswordLogon: Type.Boolean({
      description: 'Whether root’s password lets in: one is effective, and sshd allows it.'
    })
  }),
  errors: [instanceNotFound, windowsInstance],
  rules: [
    { rule: 'An extension of swas-local.', ...assumed('the cloud has no such action') },
    { rule: 'Only a Running server lets anyone in.', ...assumed('as any server') }
  ],
  async handle(call, parameters) {
    const { db, now } = call
    const instance = await getInstance(db, place(call, parameters), parameters.InstanceId, now)
    if (instance.platform === 'Windows') throw windowsInstance()
    const guest = (await readGuests(db, [instance])).get(instance.instanceId)
    return {
      InstanceId: instance.instanceId,
      Status: instance.status,
      UserName: 'root',
      PublicIpAddress: instance.publicIpAddress,
      AuthorizedKeys: guest?.authorizedKeys ?? '',
      PasswordLogon: instance.passwordHash !== null && passwordLogonAllowed(guest?.sshdConfig ?? '')
    }
  }
})
