import { gzipSync } from 'node:zlib'
import t from 'tap'
import { type Body, start } from '../fixture.ts'

t.test('a body with a content-encoding is refused by its name, by every API', async (t) => {
  const { endpoint } = await start(t)
  const call = async (method: string, path: string, encoding: string, text: string) => {
    const body = encoding === 'identity' ? text : gzipSync(text)
    const type = text.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded'
    const headers = { 'content-type': type, 'content-encoding': encoding }
    const reply = await fetch(`http://${endpoint}${path}`, { method, headers, body })
    return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Body }
  }
  const rpc = 'Action=CreateKeyPair&Version=2020-06-01&Format=JSON&AccessKeyId=x&RegionId=cn-hangzhou&KeyPairName=k1'
  const calls = [
    ['POST', '/?Format=JSON', rpc],
    ['POST', '/v1/regions/cn-hangzhou/key-pairs', '{"KeyPairName":"k2"}'],
    ['PUT', '/_swas/transitions', '{"mode":"immediate"}']
  ] as const
  for (const [method, path, text] of calls) {
    for (const encoding of ['gzip', 'deflate', 'BR', 'gzip, br']) {
      const reply = await call(method, path, encoding, text)
      t.match(reply, { status: 415, body: { Code: 'InvalidContentType', HostId: endpoint } })
      t.match(reply.body.Message, `content-encoding ${encoding}:`)
      t.equal(reply.headers.get('accept-encoding'), 'identity')
    }
    t.not((await call(method, path, 'identity', text)).status, 415, path)
  }
  const { body } = await call('POST', `/?${rpc.replace('Create', 'List').replace('Pair&', 'Pairs&')}`, 'identity', '{}')
  t.match(body, { Code: 'UnsupportedHTTPMethod' }, 'identity is none')
  const empty = await fetch(`http://${endpoint}/v1/regions`, { headers: { 'content-encoding': 'gzip' } })
  t.equal(empty.status, 200, 'no body, no encoding')
})
