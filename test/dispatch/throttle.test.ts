import { createRequire } from 'node:module'
import t from 'tap'
import { operations } from '../../src/operations/index.ts'
import { type Body, caller, needsPostgres, start } from '../fixture.ts'
import { restClient } from '../http/rest-client.ts'

const require = createRequire(import.meta.url)
const swas: Body = require('@alicloud/swas-open20200601')
const { $OpenApiUtil }: Body = require('@alicloud/openapi-core')

const rated = [
  'CreateInstances',
  'ListImages',
  'ListInstances',
  'ListPlans',
  'ListRegions',
  'RebootInstance',
  'ResetSystem',
  'StartInstance',
  'StopInstance',
  'UpdateInstanceAttribute'
]
const times = <T>(count: number, call: () => Promise<T>) => Promise.all(Array.from({ length: count }, call))

t.test('the published rates', async (t) => {
  const { endpoint, rpc, clock } = await start(t, { isThrottling: true })

  t.test('are those of the metadata', async (t) => {
    const declared = operations.filter(({ rate }) => rate !== undefined)
    t.same(declared.map(({ action }) => action).sort(), rated)
  })

  t.test('hold for parallel calls, an operation and account at a time, for a minute', async (t) => {
    const InstanceId = '0123456789abcdef0123456789abcdef'
    const parameters = { InstanceId, ImageId: 'none', PlanId: 'none', Period: '1' }
    for (const action of rated) {
      const replies = await times(12, () => rpc(action, parameters))
      const throttled = replies.filter(({ body }) => body.Code === 'Throttling.User')
      t.equal(throttled.length, 2, action)
      t.match(throttled[0], {
        status: 400,
        body: { Message: 'Request was denied due to user flow control.' }
      })
      t.equal(throttled[0]?.headers.get('x-acs-retry-after'), '60000')
    }
    t.equal((await caller(endpoint, 'another')('ListPlans')).status, 200)
    clock.advance(59_999)
    t.equal((await rpc('ListPlans')).headers.get('x-acs-retry-after'), '1')
    clock.advance(1)
    t.equal((await rpc('ListPlans')).status, 200)
  })

  t.test('are shared by the APIs', async (t) => {
    const rest = await restClient(t, endpoint, 'both')
    await times(10, () => caller(endpoint, 'both')('ListRegions'))
    const reply = await rest('GET', '/v1/regions')
    t.match(reply, { status: 400, body: { Code: 'Throttling.User' } })
    t.equal(reply.headers.get('x-acs-retry-after'), '60000')
  })

  t.test('are not made up where none is published', async (t) => {
    for (const { status } of await times(20, () => rpc('ListKeyPairs'))) t.equal(status, 200)
  })

  t.test('are an official SDK’s ThrottlingError, with the time to wait', async (t) => {
    const settings = {
      accessKeyId: 'sdk',
      accessKeySecret: 'any',
      endpoint,
      protocol: 'http',
      connectTimeout: 60_000,
      readTimeout: 60_000
    }
    const client = new swas.default(new $OpenApiUtil.Config(settings))
    const call = () => client.listPlans(new swas.ListPlansRequest({ regionId: 'cn-hangzhou' }))
    await times(10, call)
    const error = await call().catch((error: unknown) => error)
    t.match(error, { name: 'ThrottlingError', code: 'Throttling.User', statusCode: 400, retryAfter: 60_000 })
  })
})

t.test('replicas share the count of calls', needsPostgres, async (t) => {
  const one = await start(t, { isThrottling: true })
  const two = await start(t, { isThrottling: true, databaseUrl: one.config.databaseUrl })
  const replies = await Promise.all([one, two].flatMap(({ rpc }) => [...Array(8)].map(() => rpc('ListRegions'))))
  t.equal(replies.filter(({ status }) => status === 200).length, 10)
})

t.test('nobody is throttled unless it is switched on', async (t) => {
  const { rpc } = await start(t)
  for (const { status } of await times(20, () => rpc('ListRegions'))) t.equal(status, 200)
})
