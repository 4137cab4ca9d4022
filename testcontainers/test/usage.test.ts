/** What README.md shows, line by line; that it shows nothing else is tested in test/testcontainers.test.ts. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { $OpenApiUtil } from '@alicloud/openapi-core'
import swas, { ListKeyPairsRequest } from '@alicloud/swas-open20200601'
import { type StartedSwasLocalContainer, SwasLocalContainer } from '@swas-local/testcontainers'
import { useEngine } from './engine.ts'

await useEngine()

let service: StartedSwasLocalContainer
let client: InstanceType<typeof swas.default>

before(async () => {
  service = await new SwasLocalContainer()
    .withSeed('accounts: [{ account: dev, keyPairs: [{ name: laptop }] }]')
    .withAccessKey('dev', 'secret')
    .start()
  client = new swas.default(
    new $OpenApiUtil.Config({
      ...service.accessKey,
      regionId: 'cn-hangzhou',
      endpoint: service.endpoint,
      protocol: 'http'
    })
  )
})
beforeEach(() => service.faults.clear())
after(() => service.stop())

test('what happens when the cloud throttles', async () => {
  await service.faults.add({ operation: 'ListKeyPairs', error: { code: 'Throttling.User' } })
  const list = () => client.listKeyPairs(new ListKeyPairsRequest({ regionId: 'cn-hangzhou' }))
  await assert.rejects(list(), { code: 'Throttling.User' })
  assert.equal((await list()).body?.keyPairs?.[0]?.keyPairName, 'laptop')
  await service.waitFor({ operation: 'ListKeyPairs', times: 2 })
})
