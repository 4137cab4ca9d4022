import swas from '@alicloud/swas-open20200601'
import { restartWith } from './restart-with.js'
import { retrying } from './retrying.js'

/** Creates a key pair, attaches it to the server and restarts the server. Resolves to the private key. */
export async function provision(client, { regionId, keyPairName, instanceId }) {
  // The bug: if the answer is lost, the next attempt meets a key pair whose private key is lost, too.
  const request = new swas.CreateKeyPairRequest({ regionId, keyPairName })
  const { body } = await retrying(() => client.createKeyPair(request))
  await restartWith(client, { regionId, keyPairName, instanceId })
  return body.privateKeyBody
}
