// On the embedded database only: here the client is tested; node-sdk.test.ts tells the story on both.
import { join } from 'node:path'
import t from 'tap'
import { startVerifying } from '../fixture.ts'
import { findPython } from '../toolchain.ts'
import { startDriver, startSecureDriver } from './driver.ts'
import { stopsAtOnce, tellStory } from './story.ts'

const folder = join(import.meta.dirname, 'python')
const python = await findPython(join(folder, 'requirements.txt'))
const program = python.lacking === false ? python.program : ''
const driver = join(folder, 'driver.py')

t.test('the official Python SDK, signature V3', { skip: python.lacking }, async (t) => {
  const service = await startVerifying(t)
  const { endpoint } = service
  const call = startDriver(t, program, driver, endpoint, 'http')
  await tellStory(t, call)
  await stopsAtOnce(t, service, call)

  t.test('a refusal is a ClientException with code, status and request id', async (t) => {
    const refused = call('CreateKeyPair', { RegionId: 'cn-hangzhou', KeyPairName: 'uploaded' })
    const expected = { type: 'ClientException', code: 'KeyPairNameAlreadyExist', statusCode: 400 }
    await t.rejects(refused, { ...expected, requestId: /^[0-9A-F-]{36}$/ })
  })
})

t.test('the official Python SDK, signature V1', { skip: python.lacking }, async (t) => {
  const { endpoint } = await startVerifying(t)
  await tellStory(t, startDriver(t, program, driver, endpoint, 'http', 'v2'))
})

t.test('the official Python SDK, with its default protocol', { skip: python.lacking }, async (t) => {
  const service = await startVerifying(t)
  await tellStory(t, await startSecureDriver(t, service, program, driver, service.endpoint, 'default'))
})
