/** The changes that wait for a server's restart, as ListPendingRestarts and DescribePendingRestart show them. */
import { type Static, Type } from 'typebox'
import { passwordLogonAllowed } from '../../keys/sshd-config.ts'
import { readGuests } from '../../servers/boot.ts'
import { applyQueue } from '../../servers/guest.ts'
import type { Db } from '../../store/db.ts'
import type { Instance } from '../../store/instances.ts'
import { listPendingKeyChanges } from '../../store/restart-queue.ts'
import { atSecond, named, oneOf, text } from './fields.ts'
import { InstanceStatus, toSecond } from './shapes.ts'

const KeyChange = Type.Object(
  {
    Change: oneOf('KeyChangeKind', ['Attach', 'Detach'], 'Whether the restart attaches or detaches the key pair.'),
    KeyPairName: named.KeyPairName,
    RequestTime: atSecond('When the change was requested.')
  },
  { title: 'KeyChange', description: 'A key pair that a restart attaches or detaches.' }
)

export const pendingRestart = {
  InstanceId: named.InstanceId,
  InstanceName: text('The name of the server.', 'Ubuntu-22.04-3f1c'),
  Status: InstanceStatus,
  PasswordChange: Type.Boolean({ description: 'Whether a new root password waits for the restart.' }),
  PasswordLogon: Type.Boolean({
    description: 'Whether root can log on with a password after the restart; always false on Windows.'
  }),
  KeyChanges: Type.Array(KeyChange, { description: 'The changes of the keys that the restart will make, in order.' })
}

export const PendingRestart = Type.Object(pendingRestart, {
  title: 'PendingRestart',
  description: 'A server that waits for a restart.'
})

/** The changes that the next restart of each server will make, in the order of `instances`. */
export async function describePendingRestarts(
  db: Db,
  instances: readonly Instance[]
): Promise<Static<typeof PendingRestart>[]> {
  const changes = await listPendingKeyChanges(
    db,
    instances.map(({ instanceId }) => instanceId)
  )
  const guests = await readGuests(db, instances)
  return instances.map((instance) => {
    const { instanceId, instanceName, status, platform, passwordHash, pendingPasswordHash } = instance
    const own = changes.filter((change) => change.instanceId === instanceId)
    const guest = guests.get(instanceId)
    const hasPassword = (pendingPasswordHash ?? passwordHash) !== null
    return {
      InstanceId: instanceId,
      InstanceName: instanceName,
      Status: status,
      PasswordChange: pendingPasswordHash !== null,
      PasswordLogon:
        platform === 'Linux' &&
        hasPassword &&
        guest !== undefined &&
        passwordLogonAllowed(applyQueue(guest, own, instance).sshdConfig),
      KeyChanges: own.map(({ change, keyPairName, requestedAt }) => ({
        Change: change,
        KeyPairName: keyPairName,
        RequestTime: toSecond(requestedAt)
      }))
    }
  })
}
