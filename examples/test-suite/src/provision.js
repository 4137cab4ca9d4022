import { randomUUID } from 'node:crypto'
import swas from '@alicloud/swas-open20200601'
import { restartWith } from './restart-with.js'
import { retrying } from './retrying.js'

/** Makes a key pair, attaches it to the server and restarts it; gives the private key. */
export async function provision(client, { regionId, keyPairName, instanceId }) {
  // One token for all attempts: whichever of them comes through, the key pair is made once, and its key is answered again.
  const request = new swas.CreateKeyPairRequest({ regionId, keyPairName, clientToken: randomUUID() })
  const { body } = await retrying(() => client.createKeyPair(request))
  await restartWith(client, { regionId, keyPairName, instanceId })
  return body.privateKeyBody
}
