import { setTimeout as sleep } from 'node:timers/promises'
import swas from '@alicloud/swas-open20200601'
import { retrying } from './retrying.js'

const looks = 50

/** Attaches the key pair, restarts the server, and waits until it runs again. */
export async function restartWith(client, { regionId, keyPairName, instanceId }) {
  const attach = new swas.AttachKeyPairRequest({ regionId, keyPairName, instanceIds: [instanceId] })
  await retrying(() => client.attachKeyPair(attach))
  await retrying(() => client.rebootInstance(new swas.RebootInstanceRequest({ regionId, instanceId })))
  const list = new swas.ListInstancesRequest({ regionId, instanceIds: JSON.stringify([instanceId]) })
  for (let look = 0; look < looks; look++) {
    const { body } = await retrying(() => client.listInstances(list))
    if (body.instances[0].status === 'Running') return
    await sleep(10)
  }
  throw new Error(`${instanceId} does not run again.`)
}
