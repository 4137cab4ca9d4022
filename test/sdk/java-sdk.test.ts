// On the embedded database only: here the client is tested; node-sdk.test.ts tells the story on both.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import t from 'tap'
import { startVerifying } from '../fixture.ts'
import { authorityOf } from '../http/secure.ts'
import { findJavaDriver } from '../toolchain.ts'
import { startDriver } from './driver.ts'
import { tellStory } from './story.ts'

const java = await findJavaDriver()
const folder = java.lacking === false ? java.program : ''

t.test('the core of the official Java SDK, with its default protocol', { skip: java.lacking }, async (t) => {
  const { endpoint } = await startVerifying(t)
  const trust = mkdtempSync(join(tmpdir(), 'swas-keystore-'))
  t.after(() => rmSync(trust, { recursive: true }))
  const [authority, keystore] = [join(trust, 'ca.pem'), join(trust, 'keystore.p12')]
  writeFileSync(authority, await authorityOf(endpoint))
  // As `swas-local env --https` prints it.
  const keytool = ['-importcert', '-noprompt', '-alias', 'swas-local', '-file', authority, '-keystore', keystore]
  execFileSync('keytool', [...keytool, '-storepass', 'changeit'], { stdio: 'ignore' })
  const call = startDriver(
    t,
    'java',
    `-Djavax.net.ssl.trustStore=${keystore}`,
    '-Djavax.net.ssl.trustStorePassword=changeit',
    '-cp',
    [folder, join(folder, 'lib/*')].join(delimiter),
    'Driver',
    endpoint
  )
  await tellStory(t, call)

  t.test('a refusal is a TeaException with code, status and request id', async (t) => {
    const refused = call('CreateKeyPair', { RegionId: 'cn-hangzhou', KeyPairName: 'uploaded' })
    const expected = { type: 'TeaException', code: 'KeyPairNameAlreadyExist', statusCode: 400 }
    await t.rejects(refused, { ...expected, requestId: /^[0-9A-F-]{36}$/ })
  })
})
