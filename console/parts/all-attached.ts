import {
  describeServerKeyPair,
  type Instance,
  type KeyPair,
  listPendingRestarts,
  type PendingRestart,
  type RegionId
} from '../calls.ts'
import { keyPairOf } from './key-pair-of.ts'

/** ListKeyPairs names at most this many servers of a key pair. */
const namedServers = 50

/**
 * The key pairs, each with all of these servers that have it. If a key pair may have more servers than the list names,
 * one call for each unnamed server completes it.
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
    // If the first of its changes detaches it, the server uses it now.
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
