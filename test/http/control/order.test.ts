/** The control API checks the caller first, then the query, then the body. */
import t from 'tap'
import { controlOperations } from '../../../src/http/control/operations/index.ts'
import { start } from '../../fixture.ts'
import { basic } from '../rest-client.ts'

const controlToken = 'the-token-of-the-operator'
const secret = 'secret'
const key = (accessKeyId: string) => ({ accessKeyId, accessKeySecret: secret, account: 'dev' })
const limited = {
  ...key('limited'),
  policies: [{ Version: '1', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }]
}

t.test('nobody without credentials learns what a query or a body should be', async (t) => {
  const { endpoint } = await start(t, { auth: 'verify', controlToken, authFailures: 0 })
  const send = async (
    route: string,
    authorization?: string,
    wrong: { query?: string; body?: string; type?: string } = {}
  ) => {
    const [method = '', path = ''] = route.split(' ')
    const response = await fetch(`http://${endpoint}${path.replace(/{\w+}/g, 'x')}${wrong.query ?? ''}`, {
      method,
      headers: { ...(authorization && { authorization }), 'content-type': wrong.type ?? 'application/json' },
      ...(wrong.body !== undefined && { body: wrong.body })
    })
    const text = await response.text()
    return { status: response.status, code: text === '' ? '' : JSON.parse(text).Code }
  }
  const operator = `Bearer ${controlToken}`
  for (const accessKey of [key('full'), limited]) {
    const { accessKeyId, ...content } = accessKey
    const { status } = await send(`PUT /_swas/access-keys/${accessKeyId}`, operator, { body: JSON.stringify(content) })
    t.equal(status, 201)
  }

  const malformed = { status: 400, code: 'InvalidRequest' }
  for (const { route, who, query, body, textTypes } of controlOperations) {
    if (who === 'anyone') continue
    const hasBody = !route.startsWith('GET')
    const wrong = { query: '?nonsense=1', ...(hasBody && { body: '{', type: 'text/html' }) }
    t.match(await send(route, undefined, wrong), { code: 'NoPermission.Operator' }, `${route} without credentials`)
    t.match(await send(route, 'Bearer wrong', wrong), { code: 'InvalidControlToken' }, `${route}, wrong token`)
    if (who === 'operator')
      t.match(await send(route, basic('full', secret).authorization, wrong), { code: 'NoPermission.Operator' }, route)
    if (who === 'operator or account')
      t.match(await send(route, basic('limited', secret).authorization, wrong), { code: 'NoPermission' }, route)

    const allowed = who === 'account' ? basic('full', secret).authorization : operator
    t.match(await send(route, allowed, { query: '?nonsense=1' }), malformed, `${route}?nonsense=1`)
    if (query !== undefined || !hasBody) continue
    t.match(await send(route, allowed, { body: '<p>', type: 'text/html' }), { status: 415 }, `${route} with HTML`)
    if (body !== undefined && textTypes === undefined) {
      t.match(await send(route, allowed, { body: '{' }), malformed, `${route} with half a body`)
      t.match(await send(route, allowed, { body: '{"nonsense":1}' }), malformed, `${route} with an unknown member`)
    }
  }
})
