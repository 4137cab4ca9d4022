import { describeServerKeyPair, type Instance, type KeyPair, type RegionId } from '../calls.ts'
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
  const found = await Promise.all(
    unnamed.map(async ({ InstanceId }) => ({ InstanceId, name: await describeServerKeyPair(regionId, InstanceId) }))
  )
  return keyPairs.map((keyPair) => {
    const more = found.filter(({ name }) => name === keyPair.KeyPairName).map(({ InstanceId }) => InstanceId)
    return { ...keyPair, InstanceIds: [...keyPair.InstanceIds, ...more] }
  })
}
