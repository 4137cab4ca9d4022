import swas from '@alicloud/swas-open20200601'
import { restartWith } from './restart-with.js'
import { retrying } from './retrying.js'

/** Makes a key pair, attaches it to the server and restarts it; gives the private key. */
export async function provision(client, { regionId, keyPairName, instanceId }) {
  // The bug: where the answer was lost, the next attempt finds a key pair whose private key nobody has.
  const request = new swas.CreateKeyPairRequest({ regionId, keyPairName })
  const { body } = await retrying(() => client.createKeyPair(request))
  await restartWith(client, { regionId, keyPairName, instanceId })
  return body.privateKeyBody
}
