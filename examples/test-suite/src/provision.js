import { randomUUID } from 'node:crypto'
import swas from '@alicloud/swas-open20200601'
import { restartWith } from './restart-with.js'
import { retrying } from './retrying.js'

/** Creates a key pair, attaches it to the server and restarts the server. Resolves to the private key. */
export async function provision(client, { regionId, keyPairName, instanceId }) {
  // All attempts have one ClientToken: the key pair is created once, and a repeated call gets the same private key.
  const request = new swas.CreateKeyPairRequest({ regionId, keyPairName, clientToken: randomUUID() })
  const { body } = await retrying(() => client.createKeyPair(request))
  await restartWith(client, { regionId, keyPairName, instanceId })
  return body.privateKeyBody
}
