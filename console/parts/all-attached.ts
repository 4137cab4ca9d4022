import {
  describeServerKeyPair,
  type Instance,
  type KeyPair,
  listPendingRestarts,
  type PendingRestart,
  type RegionId
} from '../calls.ts'
import { keyPairOf } from './key-pair-of.ts'

/** As many servers as ListKeyPairs names of one key pair. */
const namedServers = 50

/**
 * The key pairs with all of these servers that they are attached to. Where more may be attached than the list names, the
 * servers that it doesn't name are asked one by one.
 */
export async function withAllAttached(
  regionId: RegionId,
  keyPairs: readonly KeyPair[],
  servers: readonly Instance[]
): Promise<readonly KeyPair[]> {
  if (keyPairs.every(({ InstanceIds }) => InstanceIds.length < namedServers)) return keyPairs
  const unnamed = servers.filter((server) => server.Image.OsType === 'linux' && !keyPairOf(server, keyPairs))
  const describe = async ({ InstanceId }: Instance) => ({
    InstanceId,
    name: await describeServerKeyPair(regionId, InstanceId)
  })
  const [found, pending] = await Promise.all([Promise.all(unnamed.map(describe)), listPendingRestarts(regionId)])
  return keyPairs.map((keyPair) => {
    const more = found.filter(({ name }) => name === keyPair.KeyPairName).map(({ InstanceId }) => InstanceId)
    // Where the first of its changes detaches it, the server uses it now.
    const isWaiting = ({ KeyChanges }: PendingRestart) =>
      KeyChanges.find(({ KeyPairName }) => KeyPairName === keyPair.KeyPairName)?.Change === 'Attach'
    const waiting = pending.filter((server) => more.includes(server.InstanceId) && isWaiting(server))
    return {
      ...keyPair,
      InstanceIds: [...keyPair.InstanceIds, ...more],
      PendingInstanceIds: [...keyPair.PendingInstanceIds, ...waiting.map(({ InstanceId }) => InstanceId)]
    }
  })
}
