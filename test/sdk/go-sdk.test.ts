// On the embedded database only: here the client is tested; node-sdk.test.ts tells the story on both.
import t from 'tap'
import { startVerifying } from '../fixture.ts'
import { findGoDriver } from '../toolchain.ts'
import { startDriver, startSecureDriver } from './driver.ts'
import { stopsAtOnce, tellStory } from './story.ts'

const go = await findGoDriver()
const program = go.lacking === false ? go.program : ''

const clients = [
  { name: 'the official Go SDK, signature V3', args: ['sdk', 'http'], type: '*tea.SDKError' },
  { name: 'the official Go SDK, signature V1', args: ['sdk', 'http', 'v2'], type: '*tea.SDKError' },
  { name: 'the older Go SDK, signature V1', args: ['old'], type: '*errors.ServerError' }
]

for (const { name, args, type } of clients) {
  t.test(name, { skip: go.lacking }, async (t) => {
    const service = await startVerifying(t)
    const { endpoint } = service
    const [kind = '', ...algorithm] = args
    const call = startDriver(t, program, kind, endpoint, ...algorithm)
    await tellStory(t, call)
    await stopsAtOnce(t, service, call)

    t.test(`a refusal is a ${type} with code, status and request id`, async (t) => {
      const refused = call('CreateKeyPair', { RegionId: 'cn-hangzhou', KeyPairName: 'uploaded' })
      const expected = { type, code: 'KeyPairNameAlreadyExist', statusCode: 400 }
      await t.rejects(refused, { ...expected, requestId: /^[0-9A-F-]{36}$/ })
    })
  })
}

t.test('the official Go SDK, with its default protocol', { skip: go.lacking }, async (t) => {
  const service = await startVerifying(t)
  await tellStory(t, await startSecureDriver(t, service, program, 'sdk', service.endpoint, 'default'))
})
