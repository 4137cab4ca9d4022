import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { eventually } from '../eventually.ts'
import { start } from '../fixture.ts'
import { basic, restClient } from '../http/rest-client.ts'
import { type Answer, callV1, callV3, type Signer, timeOf, type V3Call } from './signer.ts'

const accessKeys = [
  { accessKeyId: 'known', accessKeySecret: 'right' },
  { accessKeyId: 'neighbour', accessKeySecret: 'right' },
  { accessKeyId: 'off', accessKeySecret: 'right', active: false },
  { accessKeyId: 'STS.temporary', accessKeySecret: 'right', securityToken: 'to/ke+n=', expires: '2026-03-04T06:00:00Z' }
]
const list: V3Call = {
  method: 'GET',
  query: [['RegionId', 'cn-hangzhou']],
  headers: { 'x-acs-action': 'ListKeyPairs', 'x-acs-version': '2020-06-01' }
}
const restList: V3Call = { method: 'GET', path: '/v1/regions/cn-hangzhou/key-pairs' }

t.test('a known AccessKey must sign correctly', async (t) => {
  const { endpoint, clock } = await start(t, { accessKeys })
  const signer = (accessKeyId = 'known', secret = 'right'): Signer => ({
    endpoint,
    accessKeyId,
    secret,
    now: clock.now
  })
  const accepted = ({ status, headers, body }: Omit<Answer, 'text'>, about: string) => {
    t.match({ status, Code: body.Code }, { status: 200, Code: undefined }, about)
    t.equal(headers.get('x-swas-signature'), null, about)
  }
  const refused = (
    { status, body }: Omit<Answer, 'text'>,
    expected: number,
    Code: string,
    Message: RegExp | string = /./
  ) => t.match({ status, ...body }, { status: expected, Code, Message, HostId: endpoint }, Code)

  t.test('V1 in query, form and both, with whatever a value holds', async () => {
    const odd = { KeyPairName: '钥匙:1', ClientToken: " a*b~c+d/e=f&g%20(h)!'" }
    for (const method of ['GET', 'POST'])
      accepted(await callV1(signer(), { Action: 'ListRegions', SignatureType: '' }, { method }), method)
    accepted(await callV1(signer(), odd), 'query')
    for (const place of ['form', 'split'] as const) {
      const create = { Action: 'ImportKeyPair', KeyPairName: place, PublicKeyBody: 'ssh-rsa A+/=' }
      const reply = await callV1(signer(), create, { method: 'POST', place })
      refused(reply, 400, 'InvalidPublicKeyBody.Malformed')
    }
  })

  t.test('V1 by a form whose type is written in capitals', async () => {
    const create = { Action: 'ImportKeyPair', KeyPairName: 'capitals', PublicKeyBody: 'ssh-rsa A' }
    const type = 'APPLICATION/X-WWW-FORM-URLENCODED'
    refused(
      await callV1(signer(), create, { method: 'POST', place: 'form', type }),
      400,
      'InvalidPublicKeyBody.Malformed'
    )
  })

  t.test('V3 by query, by form, and in REST', async () => {
    accepted(await callV3(signer(), list), 'query')
    const body = 'RegionId=cn-hangzhou&KeyPairName=k1&PublicKeyBody=ssh-rsa%20A%2B'
    const form = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-acs-action': 'ImportKeyPair',
      'x-acs-version': '2020-06-01'
    }
    refused(await callV3(signer(), { body, headers: form }), 400, 'InvalidPublicKeyBody.Malformed')
    accepted(await callV3(signer(), restList), 'REST')
    const tag: V3Call = {
      path: '/v1/regions/cn-hangzhou/tags',
      body: JSON.stringify({ ResourceType: 'instance', ResourceId: ['x'], Tag: [{ Key: 'é' }] }),
      headers: { 'content-type': 'application/json' }
    }
    refused(await callV3(signer(), tag), 404, 'InvalidInstanceId.NotFound')
  })

  t.test('HTTP Basic with its secret', async (t) => {
    const rest = await restClient(t, endpoint, 'known')
    t.equal((await rest('GET', '/v1/regions', undefined, basic('known', 'right'))).status, 200)
    refused(
      await rest('GET', '/v1/regions', undefined, basic('known', 'wrong')),
      400,
      'SignatureDoesNotMatch',
      /secret/
    )
    refused(await rest('GET', '/v1/regions', undefined, basic('off', 'right')), 400, 'InvalidAccessKeyId.Inactive')
    refused(await rest('GET', '/v1/regions', undefined, basic('STS.temporary', 'right')), 400, 'MissingSecurityToken')
  })

  t.test('a wrong secret, or what was changed on the way', async () => {
    refused(
      await callV1(signer('known', 'wrong')),
      400,
      'SignatureDoesNotMatch',
      /^Specified signature is not matched with our calculation\. server string to sign is:GET&%2F&AccessKeyId%3Dknown%26/
    )
    const other = { bend: (sent: Record<string, string>) => ({ ...sent, RegionId: 'cn-beijing' }) }
    refused(await callV1(signer(), {}, other), 400, 'SignatureDoesNotMatch')
    refused(
      await callV3(signer('known', 'wrong'), list),
      400,
      'SignatureDoesNotMatch',
      /^Specified signature does not match our calculation\. server StringToSign is \[ACS3-HMAC-SHA256\n[0-9a-f]{64}\]$/
    )
    const version = {
      ...list,
      bend: (headers: Record<string, string>) => ({ ...headers, 'x-acs-action': 'ListPlans' })
    }
    refused(await callV3(signer(), version), 400, 'SignatureDoesNotMatch')
    const hash = { ...list, headers: { ...list.headers, 'x-acs-content-sha256': 'a'.repeat(64) } }
    refused(await callV3(signer(), hash), 400, 'SignatureDoesNotMatch')
  })

  t.test('a header that is not signed, or not there', async () => {
    for (const name of ['host', 'x-acs-date', 'x-acs-action', 'x-acs-content-sha256'])
      refused(await callV3(signer(), { ...list, unsigned: [name] }), 400, 'IncompleteSignature')
    const without = (name: string): V3Call => ({
      ...list,
      bend: (headers) => Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name))
    })
    refused(await callV3(signer(), without('x-acs-date')), 400, 'MissingTimestamp')
    refused(await callV3(signer(), without('x-acs-signature-nonce')), 400, 'MissingSignatureNonce')
    refused(await callV3(signer(), without('x-acs-content-sha256')), 400, 'IncompleteSignature')
    const torn: V3Call = {
      ...list,
      bend: (headers) => ({ ...headers, authorization: 'ACS3-HMAC-SHA256 Credential=known' })
    }
    refused(await callV3(signer(), torn), 400, 'IncompleteSignature')
  })

  t.test('V1 without a parameter that it needs, or with another method', async () => {
    for (const name of ['Signature', 'SignatureMethod', 'SignatureVersion', 'SignatureNonce', 'Timestamp']) {
      const bend = (sent: Record<string, string>) => ({ ...sent, [name]: '' })
      refused(await callV1(signer(), {}, { bend }), 400, `Missing${name}`)
    }
    refused(await callV1(signer(), { SignatureMethod: 'HMAC-SHA256' }), 400, 'InvalidSignatureMethod')
    refused(await callV1(signer(), { SignatureVersion: '2.0' }), 400, 'InvalidSignatureVersion')
  })

  t.test('a time that is none, and one that is too far off', async () => {
    const at = (seconds: number) => timeOf(new Date(clock.now().getTime() + seconds * 1000))
    for (const Timestamp of ['2026-03-04T05:06:07.000Z', '2026-03-04 05:06:07', 'now', '2026-13-04T05:06:07Z'])
      refused(await callV1(signer(), { Timestamp }), 400, 'InvalidTimeStamp.Format')
    for (const seconds of [-901, 901]) {
      refused(await callV1(signer(), { Timestamp: at(seconds) }), 400, 'InvalidTimeStamp.Expired')
      const late = { ...list, headers: { ...list.headers, 'x-acs-date': at(seconds) } }
      refused(await callV3(signer(), late), 400, 'InvalidTimeStamp.Expired')
    }
    for (const seconds of [-899, 900]) accepted(await callV1(signer(), { Timestamp: at(seconds) }), `${seconds} s off`)
  })

  t.test(
    'a nonce counts once for a key, until it can no longer be valid; a refused call does not take it',
    async () => {
      const nonce = { SignatureNonce: 'n1' }
      refused(await callV1(signer('known', 'wrong'), nonce), 400, 'SignatureDoesNotMatch')
      accepted(await callV1(signer(), nonce), 'the first')
      refused(await callV1(signer(), nonce), 400, 'SignatureNonceUsed')
      const v3 = { ...list, headers: { ...list.headers, 'x-acs-signature-nonce': 'n1' } }
      refused(await callV3(signer(), v3), 400, 'SignatureNonceUsed')
      accepted(await callV1(signer('neighbour'), nonce), 'of another account')
      const many = await Promise.all(Array.from({ length: 20 }, () => callV1(signer(), { SignatureNonce: 'n2' })))
      t.equal(many.filter(({ status }) => status === 200).length, 1)
      clock.advance(899_000)
      refused(await callV1(signer(), nonce), 400, 'SignatureNonceUsed')
      clock.advance(1_000)
      accepted(await callV1(signer(), nonce), 'after its time')
      clock.set('2026-03-04T05:06:07.890Z')
    }
  )

  t.test('temporary credentials bring their token, until they end', async () => {
    const temporary = signer('STS.temporary')
    const token = { SecurityToken: 'to/ke+n=' }
    const v3 = { ...list, headers: { ...list.headers, 'x-acs-security-token': 'to/ke+n=' } }
    accepted(await callV1(temporary, token), 'V1')
    accepted(await callV3(temporary, v3), 'V3')
    refused(await callV1(temporary), 400, 'MissingSecurityToken')
    refused(await callV1(temporary, { SecurityToken: 'other' }), 400, 'InvalidSecurityToken.MismatchWithAccessKey')
    refused(await callV1(temporary, { SecurityToken: 'to/ke n=' }), 400, 'InvalidSecurityToken.Malformed')
    refused(await callV1(signer(), token), 400, 'InvalidSecurityToken.MismatchWithAccessKey')
    clock.set('2026-03-04T06:00:00Z')
    refused(await callV1(temporary, token), 403, 'InvalidSecurityToken.Expired')
    clock.set('2026-03-04T05:06:07.890Z')
  })

  t.test('an inactive key, before anything of its signature is looked at', async () => {
    refused(await callV1(signer('off', 'wrong'), { Timestamp: 'x' }), 400, 'InvalidAccessKeyId.Inactive')
  })

  t.test('who is not known is an account of its own, and is told so', async (t) => {
    for (const reply of [
      await callV1(signer('unknown-key', 'any')),
      await callV3(signer('unknown-key', 'any'), restList)
    ])
      t.match({ status: reply.status, told: reply.headers.get('x-swas-signature') }, { status: 200, told: 'unchecked' })
  })
})

t.test('in the mode verify nobody else gets in', async (t) => {
  const { endpoint, clock } = await start(t, { auth: 'verify', accessKeys })
  const unknownKey = { endpoint, accessKeyId: 'unknown-key', secret: 'any', now: clock.now }
  t.match(await callV1(unknownKey), { status: 404, body: { Code: 'InvalidAccessKeyId.NotFound' } })
  t.match(await callV3(unknownKey, restList), { status: 404, body: { Code: 'InvalidAccessKeyId.NotFound' } })
  const rest = await restClient(t, endpoint)
  t.match(await rest('GET', '/v1/regions', undefined, { authorization: '' }), {
    status: 400,
    body: { Code: 'MissingAccessKeyId' }
  })
  t.match(await callV1({ ...unknownKey, accessKeyId: 'known', secret: 'right' }), { status: 200 })
})

t.test('a file of AccessKeys is read again when it changes, and kept when it breaks', async (t) => {
  const accessKeysFile = join(
    t.testdir({ 'keys.json': '[{"accessKeyId":"one","accessKeySecret":"right"}]' }),
    'keys.json'
  )
  const { endpoint, clock, log } = await start(t, { auth: 'verify', accessKeysFile, logLevel: 'warn' })
  const status = async (accessKeyId: string) =>
    (await callV1({ endpoint, accessKeyId, secret: 'right', now: clock.now })).status
  t.same([await status('one'), await status('two')], [200, 404])
  writeFileSync(accessKeysFile, '[{"accessKeyId":"two","accessKeySecret":"right"}]')
  await eventually(async () => (await status('one')) === 404)
  t.same([await status('one'), await status('two')], [404, 200])
  writeFileSync(accessKeysFile, '[{"accessKeyId":"marked-id"}]')
  await eventually(async () => (await status('two')) === 200 && /accessKeySecret/.test(log()))
  t.same([await status('one'), await status('two')], [404, 200])
  t.notMatch(log(), /marked-id/)
})
