import t from 'tap'
import { callV1 } from '../auth/signer.ts'
import { eventually } from '../eventually.ts'
import { databaseUrl, freshDatabase, needsPostgres } from '../fixture.ts'
import { controlClient } from '../http/control/client.ts'
import { run } from '../process.ts'

const SWAS_ENCRYPTION_KEY = 'a-key-of-this-test-0123456789abcdef'
const refused = (Code: string, status: number) => ({ status, body: { Code } })

t.test('an AccessKey of the control API is soon one in every replica', needsPostgres, async (t) => {
  const settings = { DATABASE_URL: await freshDatabase(t, databaseUrl ?? ''), SWAS_ENCRYPTION_KEY }
  const replicas = await Promise.all([run(t, settings), run(t, settings)])
  const [one, two] = replicas.map(({ endpoint }) => controlClient(endpoint))
  const call = (replica: number, secret: string) =>
    callV1({ endpoint: replicas[replica]?.endpoint ?? '', accessKeyId: 'dev', secret, now: () => new Date() })

  t.equal((await call(1, 'any')).status, 200, 'unknown, until it is made')
  await one?.('PUT', 'access-keys/dev', { accessKeySecret: 'first' })
  t.equal((await call(0, 'first')).status, 200)
  t.match(await call(0, 'any'), refused('SignatureDoesNotMatch', 400))
  await eventually(async () => (await call(1, 'any')).status === 400)
  t.equal((await call(1, 'first')).status, 200)
  t.match(await call(1, 'any'), refused('SignatureDoesNotMatch', 400))

  await two?.('PUT', 'access-keys/dev', { accessKeySecret: 'second', active: false })
  t.match(await call(1, 'second'), refused('InvalidAccessKeyId.Inactive', 400))
  await eventually(async () => (await call(0, 'first')).status === 400)
  t.match(await call(0, 'first'), refused('InvalidAccessKeyId.Inactive', 400))
})

t.test('the report of a refused signature is read in any replica', needsPostgres, async (t) => {
  const settings = { DATABASE_URL: await freshDatabase(t, databaseUrl ?? ''), SWAS_ACCESS_KEYS: 'known:right' }
  const [one, two] = await Promise.all([run(t, settings), run(t, settings)])
  const signer = { endpoint: one.endpoint, accessKeyId: 'known', secret: 'wrong', now: () => new Date() }
  const { headers } = await callV1(signer)
  const report = await fetch(`http://${two.endpoint}${headers.get('x-swas-signature-report')}`, {
    headers: { authorization: `Basic ${Buffer.from('known:right').toString('base64')}` }
  })
  t.match(await report.json(), { accessKeyId: 'known', cause: 'WrongSecret' })
})

t.test('a shared database keeps no secret without a key to seal it under', needsPostgres, async (t) => {
  const DATABASE_URL = await freshDatabase(t, databaseUrl ?? '')
  const { endpoint } = await run(t, { DATABASE_URL })
  const control = controlClient(endpoint)
  for (const [method, path] of [
    ['PUT', 'access-keys/dev'],
    ['POST', 'sandboxes']
  ] as const)
    t.match(await control(method, path, {}), {
      status: 409,
      body: {
        Code: 'MissingEncryptionKey',
        Message: /^A shared database stores secrets only encrypted: set SWAS_ENCRYPTION_KEY/
      }
    })

  t.test('one that is encrypted with another key is never accepted', async (t) => {
    const sealed = await run(t, { DATABASE_URL, SWAS_ENCRYPTION_KEY })
    await controlClient(sealed.endpoint)('PUT', 'access-keys/dev', { accessKeySecret: 'right' })
    const signer = { accessKeyId: 'dev', secret: 'right', now: () => new Date() }
    t.equal((await callV1({ ...signer, endpoint: sealed.endpoint })).status, 200)
    const other = await run(t, { DATABASE_URL, SWAS_ENCRYPTION_KEY: `another-${SWAS_ENCRYPTION_KEY}` })
    t.match(await callV1({ ...signer, endpoint: other.endpoint }), refused('InternalError', 500))
  })
})
