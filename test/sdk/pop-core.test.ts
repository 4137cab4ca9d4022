// On the embedded database only: here the client is tested; node-sdk.test.ts tells the story on both.
import { createRequire } from 'node:module'
import t from 'tap'
import { type Body, publicKey, startVerifying } from '../fixture.ts'
import { type CallAction, stopsAtOnce, tellStory } from './story.ts'

const require = createRequire(import.meta.url)
const { RPCClient }: Body = require('@alicloud/pop-core')

function popCaller(endpoint: string, preferred: 'GET' | 'POST'): CallAction {
  const client = new RPCClient({
    endpoint: `http://${endpoint}`,
    apiVersion: '2020-06-01',
    accessKeyId: 'testid',
    accessKeySecret: 'testsecret',
    opts: { timeout: 60_000 } // three seconds by default, in which a busy machine may make no RSA key
  })
  const verbs: Record<string, string> = { ListKeyPairs: 'GET', listKeyPairs: 'GET', DeleteKeyPairs: 'POST' }
  return (action, parameters) => client.request(action, parameters, { method: verbs[action] ?? preferred })
}

t.test('@alicloud/pop-core, an action in small letters', async (t) => {
  // It signs Action=ListKeyPairs, and sends the header x-acs-action as it was written.
  const { endpoint } = await startVerifying(t)
  for (const verb of ['GET', 'POST'] as const) {
    const call = popCaller(endpoint, verb)
    await call('importKeyPair', { RegionId: 'cn-hangzhou', KeyPairName: verb, PublicKeyBody: publicKey })
    t.match(await call('listKeyPairs', { RegionId: 'cn-hangzhou', KeyPairName: verb }), { TotalCount: 1 })
  }
})

for (const verb of ['GET', 'POST'] as const) {
  t.test(`@alicloud/pop-core, signature V1, ${verb}`, async (t) => {
    const service = await startVerifying(t)
    const { endpoint } = service
    await tellStory(t, popCaller(endpoint, verb))
    await stopsAtOnce(t, service, popCaller(endpoint, verb))
  })
}
