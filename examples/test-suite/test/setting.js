import { createPrivateKey, createPublicKey } from 'node:crypto'
import { after, before, beforeEach } from 'node:test'
import swasSdk from '@alicloud/swas-open20200601'
import { startSwasLocal } from 'swas-local'
import { createClient } from '../src/client.js'

const name = process.env.PROVISION === 'careless' ? 'provision-careless' : 'provision'
export const { provision } = await import(`../src/${name}.js`)

export const regionId = 'cn-hangzhou'

/** Starts a service with one server for the tests of a file, and restores its first state before each test. */
export function useService() {
  const setting = {}
  let state
  before(async () => {
    const swas = await startSwasLocal()
    const { accessKeyId: account } = swas.accessKey
    const { servers } = await swas.seed({ seed: 7, accounts: [{ account, servers: [{ name: 'web-1' }] }] })
    const clientThatWaits = (timeoutMs) =>
      createClient({ endpoint: swas.endpoint, protocol: 'http', timeoutMs, ...swas.accessKey })
    // A slow answer on a busy machine isn't a lost one: only the test without an answer has a short timeout.
    const client = clientThatWaits(30_000)
    const impatient = clientThatWaits(3000)
    Object.assign(setting, { swas, client, impatient, account, instanceId: servers[0].instanceId })
    state = await swas.snapshot()
  })
  beforeEach(async () => {
    await setting.swas.restore(state)
    await setting.swas.calls.clear()
  })
  after(() => setting.swas.stop())
  return setting
}

/** The public key of each key pair, by the key pair's name. */
export async function keyPairs({ client }) {
  const { body } = await client.listKeyPairs(new swasSdk.ListKeyPairsRequest({ regionId }))
  return Object.fromEntries(body.keyPairs.map(({ keyPairName, publicKey }) => [keyPairName, publicKey]))
}

/** Whether the two keys have the same RSA modulus. */
export const belongsTo = (privateKey, publicLine) => {
  const { n } = createPublicKey(createPrivateKey(privateKey)).export({ format: 'jwk' })
  return Buffer.from(publicLine.split(' ')[1], 'base64').includes(Buffer.from(n, 'base64url'))
}
