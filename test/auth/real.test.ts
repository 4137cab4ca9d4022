/** AccessKeys that look like those of the real cloud stay out, whoever brings them. */
import t from 'tap'
import { looksReal } from '../../src/auth/real.ts'
import { readConfig } from '../../src/config/config.ts'
import { start } from '../fixture.ts'
import { controlClient } from '../http/control/client.ts'
import { basic } from '../http/rest-client.ts'
import { callV1, callV3 } from './signer.ts'

// Made up, in the shapes of the cloud's own examples: 16 and 24 characters, and those of temporary credentials.
const real = ['LTAIabcdEFGH1234', 'LTAI5tAbcdEfGhIjKlMnOpQr', 'STS.NUabcdEFGHijklMNOPqrstUVWX']
const made = ['test', 'LTAI5tUser', 'STS.temporary', 'LTAI-5tAbcdEfGhIjKlMnOpQr', 'sandbox-LTAI5tAbcdEfGhIjKl']

t.test('what looks real', async (t) => {
  for (const id of real) t.ok(looksReal(id), id)
  for (const id of made) t.notOk(looksReal(id), id)
})

t.test('is refused in every scheme, before anything else, and is not logged', async (t) => {
  const { endpoint, clock, log } = await start(t, { logLevel: 'trace' })
  for (const accessKeyId of real) {
    const signer = { endpoint, accessKeyId, secret: 'marked-secret', now: clock.now }
    const replies = [await callV1(signer), await callV3(signer, { method: 'GET', path: '/v1/regions' })]
    for (const reply of replies) t.match(reply, { status: 403, body: { Code: 'Forbidden.RealAccessKey' } })
    const rest = await fetch(`http://${endpoint}/v1/regions`, { headers: basic(accessKeyId, 'marked-secret') })
    t.match(await rest.json(), { Code: 'Forbidden.RealAccessKey', Message: /allow it with SWAS_ALLOW_REAL_KEYS=yes/ })
    const put = await controlClient(endpoint)('PUT', `access-keys/${accessKeyId}`, { accessKeySecret: 'marked-secret' })
    t.match(put, { status: 403, body: { Code: 'Forbidden.RealAccessKey' } })
    t.notMatch(log(), accessKeyId)
  }
  t.notMatch(log(), 'marked-secret')
  t.equal((await callV1({ endpoint, accessKeyId: 'test', secret: 'x', now: clock.now })).status, 200)
})

t.test('in the settings refuses to start, and is taken where that was said', async (t) => {
  const [first] = real
  const settings = { SWAS_ACCESS_KEYS: `${first}:secret` }
  t.throws(() => readConfig([], settings), { message: /looks like one of the real cloud.*SWAS_ALLOW_REAL_KEYS=yes/ })
  const config = readConfig([], { ...settings, SWAS_ALLOW_REAL_KEYS: 'yes' })
  t.equal(config.allowRealKeys, true)
  const { endpoint, clock } = await start(t, { allowRealKeys: true })
  t.equal((await callV1({ endpoint, accessKeyId: String(first), secret: 'x', now: clock.now })).status, 200)
})
