/** What waits for a server's restart, as ListPendingRestarts and DescribePendingRestart show it. */
import { type Static, Type } from 'typebox'
import type { Instance } from '../store/instances.ts'
import type { PendingKeyChange } from '../store/restart-queue.ts'
import { atSecond, named, oneOf, text } from './fields.ts'
import { InstanceStatus, toSecond } from './shapes.ts'

const KeyChange = Type.Object(
  {
    Change: oneOf('KeyChangeKind', ['Attach', 'Detach'], 'What the restart does.'),
    KeyPairName: named.KeyPairName,
    RequestTime: atSecond('When the change was asked for.')
  },
  { title: 'KeyChange', description: 'A key pair that a restart attaches or detaches.' }
)

export const pendingRestart = {
  InstanceId: named.InstanceId,
  InstanceName: text('The name of the server.', 'Ubuntu-22.04-3f1c'),
  Status: InstanceStatus,
  PasswordChange: Type.Boolean({ description: 'Whether a new root password waits.' }),
  KeyChanges: Type.Array(KeyChange, { description: 'What the restart will do to the keys, in order.' })
}

export const PendingRestart = Type.Object(pendingRestart, {
  title: 'PendingRestart',
  description: 'A server that waits for a restart.'
})

export const toPendingRestart = (
  { instanceId, instanceName, status, pendingPasswordHash }: Instance,
  changes: readonly PendingKeyChange[]
): Static<typeof PendingRestart> => ({
  InstanceId: instanceId,
  InstanceName: instanceName,
  Status: status,
  PasswordChange: pendingPasswordHash !== null,
  KeyChanges: changes
    .filter((change) => change.instanceId === instanceId)
    .map(({ change, keyPairName, requestedAt }) => ({
      Change: change,
      KeyPairName: keyPairName,
      RequestTime: toSecond(requestedAt)
    }))
})
