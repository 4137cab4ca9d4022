/** Only what a signature covers names a call: what somebody adds on the way loses, or the call is refused. */
import t from 'tap'
import { start } from '../fixture.ts'
import { controlAs } from '../http/control/client.ts'
import { basic, restClient } from '../http/rest-client.ts'
import { callV3, type Signer, timeOf, type V3Call } from './signer.ts'
import { send, type Target, type Wire, type WrongV1, type WrongV3, wrongV1, wrongV3 } from './wrong-signer.ts'

const accessKeys = [
  { accessKeyId: 'known', accessKeySecret: 'right' },
  { accessKeyId: 'other', accessKeySecret: 'right' }
]
const type = (contentType: string) => ({ 'content-type': contentType })
const form = type('application/x-www-form-urlencoded')
const listed = { status: 200, body: { KeyPairs: [{ KeyPairName: 'kept' }] } }
const refused = (Code: string, status = 400) => ({ status, body: { Code } })

interface Added {
  readonly headers?: Record<string, string>
  readonly query?: string
  readonly body?: string
}

const add = (wire: Wire, { headers = {}, query = '', body }: Added): Wire => ({
  ...wire,
  path: wire.path + query,
  headers: { ...wire.headers, ...headers },
  ...(body !== undefined && { body: (wire.body === undefined ? '' : `${wire.body}&`) + body })
})

/** Each is added to ListKeyPairs, signed by V1 in a query. */
const toV1: [string, Added, object][] = [
  ['the action, in a header', { headers: { 'x-acs-action': 'DeleteKeyPairs' } }, listed],
  ['the action, in a header in small letters', { headers: { 'x-acs-action': 'listKeyPairs' } }, listed],
  ['the version, in a header', { headers: { 'x-acs-version': '2019-01-01' } }, listed],
  ['the region, in a header', { headers: { 'x-acs-region-id': 'cn-beijing' } }, listed],
  ['the AccessKeyId, in a header', { headers: { 'x-acs-accesskey-id': 'other' } }, listed],
  ['a security token, in a header', { headers: { 'x-acs-security-token': 'token' } }, listed],
  ['another method', { headers: { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' } }, listed],
  ['another format', { headers: { accept: 'application/xml' } }, listed],
  ['a content type', { headers: type('application/json') }, listed],
  ['an Authorization of HTTP Basic', { headers: basic('other', 'right') }, listed],
  [
    'an Authorization of V3',
    { headers: { authorization: 'ACS3-HMAC-SHA256 Credential=other,SignedHeaders=host,Signature=00' } },
    refused('IncompleteSignature')
  ],
  ['half an Authorization of V3', { headers: { authorization: 'ACS3-HMAC-SHA256' } }, refused('IncompleteSignature')],
  ['the action again', { query: '&Action=DeleteKeyPairs' }, refused('InvalidAction')],
  ['the AccessKeyId again', { query: '&AccessKeyId=other' }, refused('InvalidAccessKeyId')],
  ['the format again', { query: '&Format=XML' }, refused('InvalidFormat')],
  ['a parameter', { query: '&KeyPairName=kept' }, refused('SignatureDoesNotMatch')],
  ['a parameter that nobody reads', { query: '&_method=DELETE' }, refused('SignatureDoesNotMatch')],
  ['the same parameter with the same value', { query: '&RegionId=cn-hangzhou' }, listed],
  ['a form', { headers: form, body: 'KeyPairName=kept' }, refused('SignatureDoesNotMatch')],
  ['the action in a form', { headers: form, body: 'Action=DeleteKeyPairs' }, refused('InvalidAction')],
  ['JSON', { headers: type('application/json'), body: '{"KeyPairName":"x"}' }, refused('InvalidContentType', 415)],
  ['JSON called a form', { headers: form, body: '{"KeyPairName":"x"}' }, refused('InvalidContentType', 415)],
  ['JSON that says nothing', { headers: type('application/json'), body: '{}' }, listed],
  [
    'a type of many parts',
    { headers: type('multipart/form-data; boundary=x'), body: '--x' },
    refused('InvalidContentType', 415)
  ]
]

/** Each is added to ListKeyPairs, signed by V3. */
const toV3: [string, Added, object][] = [
  ['the action, in the query', { query: '&Action=DeleteKeyPairs' }, refused('SignatureDoesNotMatch')],
  ['the version, in the query', { query: '&Version=2019-01-01' }, refused('SignatureDoesNotMatch')],
  ['the AccessKeyId, in the query', { query: '&AccessKeyId=other' }, refused('SignatureDoesNotMatch')],
  ['a V1 signature, in the query', { query: '&Signature=x' }, refused('IncompleteSignature')],
  ['the region again', { query: '&RegionId=cn-beijing' }, refused('InvalidRegionId')],
  ['a header of the cloud', { headers: { 'x-acs-region-id': 'cn-beijing' } }, refused('IncompleteSignature')],
  ['a security token', { headers: { 'x-acs-security-token': 'token' } }, refused('IncompleteSignature')],
  ['another method', { headers: { 'x-http-method-override': 'DELETE' } }, listed],
  ['a content type', { headers: type('application/json') }, listed],
  ['a form', { headers: form, body: 'KeyPairName=kept' }, refused('SignatureDoesNotMatch')],
  ['JSON that says nothing', { headers: type('application/json'), body: '{}' }, refused('SignatureDoesNotMatch')]
]

t.test('what is added on the way to RPC', async (t) => {
  const { endpoint, clock } = await start(t, { auth: 'verify', accessKeys })
  const target: Target = { endpoint, secret: 'right', time: timeOf(clock.now()) }
  const v1 = (wrong?: WrongV1) => wrongV1(target, wrong)
  const v3 = (wrong?: WrongV3) => wrongV3(target, wrong)
  const post = (parameters: Record<string, string>) => v1({ method: 'POST', parameters })
  await send(endpoint, post({ Action: 'CreateKeyPair', KeyPairName: 'kept' }))
  const isKept = async () => t.match(await send(endpoint, v1()), listed, 'the key pair is there')

  for (const [name, added, expected] of toV1) t.match(await send(endpoint, add(v1(), added)), expected, `V1: ${name}`)
  await isKept()
  for (const [name, added, expected] of toV3) t.match(await send(endpoint, add(v3(), added)), expected, `V3: ${name}`)
  await isKept()

  t.test('two values of one name, whichever comes first and wherever', async (t) => {
    const remove = post({ Action: 'DeleteKeyPairs', 'KeyPairNames.1': 'lost' })
    for (const added of [
      { query: '&KeyPairNames.1=kept' },
      { body: 'KeyPairNames.1=kept' },
      { query: '&Action=ListKeyPairs' }
    ])
      t.match(
        await send(endpoint, add(remove, added)),
        refused(added.query?.includes('Action') ? 'InvalidAction' : 'InvalidKeyPairNames.1')
      )
    await isKept()
  })

  t.test('a V1 call without Action or Version has none, whatever its headers say', async (t) => {
    const headers = { 'x-acs-action': 'DeleteKeyPairs', 'x-acs-version': '2020-06-01' }
    const names = { 'KeyPairNames.1': 'kept' }
    t.match(await send(endpoint, add(post({ ...names, Action: '' }), { headers })), refused('MissingAction'))
    t.match(await send(endpoint, add(post({ ...names, Version: '' }), { headers })), refused('MissingVersion'))
    await isKept()
  })

  t.test('a V3 header that came twice, or a body under another type', async (t) => {
    const body = 'RegionId=cn-hangzhou&KeyPairName=k1&PublicKeyBody=x'
    const typeless = { listed: (names: string[]) => names.filter((name) => name !== 'content-type').sort() }
    const reads = async (contentType: string) =>
      await send(endpoint, add(v3({ ...typeless, body }), { headers: type(contentType) }))
    t.match(await reads('application/x-www-form-urlencoded'), refused('InvalidPublicKeyBody.Malformed'))
    t.match(await reads('application/x-www-form-urlencoded; charset=utf-16'), refused('InvalidPublicKeyBody.Malformed'))
    for (const other of ['application/json', 'text/plain', 'multipart/form-data; boundary=x'])
      t.match(await reads(other), refused('InvalidContentType', 415), other)
    const json = { ...typeless, body: '{"KeyPairNames.1":"kept"}', sent: { 'x-acs-action': 'DeleteKeyPairs' } }
    for (const name of ['application/json', 'application/x-www-form-urlencoded'])
      t.match(await send(endpoint, add(v3(json), { headers: type(name) })), refused('InvalidContentType', 415), name)
    await isKept()
  })

  t.test('a body that the hash doesn’t cover', async (t) => {
    const body = 'RegionId=cn-hangzhou&KeyPairName=k1&PublicKeyBody=x'
    t.match(await send(endpoint, { ...v3({ body }), body: `${body}x` }), refused('SignatureDoesNotMatch'))
    t.match(await send(endpoint, { ...v3({ body }), body: '' }), refused('SignatureDoesNotMatch'))
  })
})

t.test('what is added on the way to REST', async (t) => {
  const { endpoint, clock } = await start(t, { auth: 'verify', accessKeys })
  const signer: Signer = { endpoint, accessKeyId: 'known', secret: 'right', now: clock.now }
  const path = '/v1/regions/cn-hangzhou/key-pairs'
  const json = type('application/json')
  await callV3(signer, { path, body: '{"KeyPairName":"kept"}', headers: json })
  const get = (headers: Record<string, string>): V3Call => ({
    method: 'GET',
    path,
    bend: (sent) => ({ ...sent, ...headers })
  })
  const isKept = async () => t.match(await callV3(signer, get({})), listed, 'the key pair is there')

  for (const [name, headers, expected] of [
    ['another method', { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' }, listed],
    ['another format', { accept: 'application/xml' }, listed],
    ['the action', { 'x-acs-action': 'DeleteKeyPairs' }, refused('IncompleteSignature')],
    ['a security token', { 'x-acs-security-token': 'token' }, refused('IncompleteSignature')],
    ['the AccessKeyId', { 'x-acs-accesskey-id': 'other' }, refused('IncompleteSignature')]
  ] as const)
    t.match(await callV3(signer, get(headers)), expected, `V3: ${name}`)
  const signedAs = { method: 'GET', path: `${path}/kept` } as const
  t.match(await callV3(signer, { ...signedAs, bend: (sent) => sent }), { status: 200 })

  const rest = await restClient(t, endpoint, 'known')
  const known = basic('known', 'right')
  for (const [name, headers] of [
    ['another method', { 'x-http-method-override': 'DELETE' }],
    ['the action', { 'x-acs-action': 'DeleteKeyPairs', 'x-acs-version': '2019-01-01' }],
    ['the AccessKeyId', { 'x-acs-accesskey-id': 'other', 'x-acs-security-token': 'token' }]
  ] as const)
    t.match(await rest('GET', path, undefined, { ...known, ...headers }), listed, `Basic: ${name}`)
  for (const query of ['Action=DeleteKeyPairs', 'AccessKeyId=other', 'Signature=x', '_method=DELETE'])
    t.match(await rest('GET', `${path}?${query}`, undefined, known), { status: 400 }, `Basic: ${query}`)
  await isKept()
})

t.test('the string that the service signed is told whole to the caller, and kept masked', async (t) => {
  const sts = { accessKeyId: 'known', accessKeySecret: 'right', securityToken: 'marked/+=' }
  const reader = { accessKeyId: 'reader', accessKeySecret: 'right', account: 'known' }
  const { endpoint, clock, log } = await start(t, { logLevel: 'trace', accessKeys: [sts, reader] })
  const target: Target = { endpoint, secret: 'wrong', time: timeOf(clock.now()) }
  let own = ''
  const wire = wrongV1(target, {
    method: 'POST',
    parameters: { Action: 'ImportKeyPair', KeyPairName: 'k1', PublicKeyBody: 'marked key', SecurityToken: 'marked/+=' },
    key: (secret) => `${secret}&`,
    text: (text) => {
      own = text
      return text
    }
  })
  const { body, report } = await send(endpoint, wire)
  const [words, told] = body.Message.split('server string to sign is:')
  t.equal(words, 'Specified signature is not matched with our calculation. ')
  t.equal(told, own)
  t.match(own, /marked/)
  const kept = await controlAs(endpoint, 'reader', 'right')('GET', report.replace('/_swas/', ''))
  t.match(kept.body, {
    cause: 'WrongSecret',
    message: /server string to sign is:POST&%2F&.*SecurityToken%3D%252A%252A%252A/
  })
  t.notMatch(JSON.stringify(kept.body), /marked/)
  t.notMatch(log(), /marked/)
})
