import t from 'tap'
import { mistakesV1 } from '../../src/auth/doctor/mistakes-v1.ts'
import { mistakesV3 } from '../../src/auth/doctor/mistakes-v3.ts'
import { type Body, start } from '../fixture.ts'
import { controlAs, controlClient } from '../http/control/client.ts'
import { body, plus, spaced, v1, v3 } from './mistakes.ts'
import { timeOf } from './signer.ts'
import { send, strict, type Target, type Wire, type WrongV1, wrongV1, wrongV3 } from './wrong-signer.ts'

const accessKeys = [
  { accessKeyId: 'known', accessKeySecret: 'marked-secret' },
  { accessKeyId: 'second', accessKeySecret: 'right', account: 'known' },
  { accessKeyId: 'other', accessKeySecret: 'right' }
]
t.test('every mistake is named', async (t) => {
  const { endpoint, clock } = await start(t, { auth: 'verify', accessKeys })
  const target: Target = { endpoint, secret: 'marked-secret', time: timeOf(clock.now()) }
  const known = controlAs(endpoint, 'known', 'marked-secret')
  const refuse = async (wire: Wire): Promise<Body> => {
    const { status, body, report } = await send(endpoint, wire)
    if (status === 200) throw new Error('it was accepted')
    t.equal(report, `/_swas/signatures/${body.RequestId}`)
    const found = await known('GET', report.replace('/_swas/', ''))
    t.match(found, { status: 200, body: { requestId: body.RequestId, code: body.Code, accessKeyId: 'known' } })
    return found.body
  }

  t.test('the signers are right when nothing is done wrong', async (t) => {
    for (const wire of [wrongV1(target), wrongV1(target, { method: 'POST' }), wrongV3(target)])
      t.equal((await send(endpoint, wire)).status, 200)
    t.equal((await send(endpoint, wrongV3(target, { body }))).body.Code, 'InvalidPublicKeyBody.Malformed')
  })

  t.test('V1', async (t) => {
    for (const [cause, wrong] of v1) {
      const secured = cause === 'SecurityTokenLeftOut'
      if (secured) continue // its key has no token: below
      const report = await refuse(wrongV1(target, wrong))
      t.match(report, { scheme: 'V1', cause, certainty: 'proven', sentence: /^.{30,}$/ }, cause)
      t.match(report.computed, { canonicalRequest: /AccessKeyId=known/, stringToSign: /^(GET|POST)&%2F&/ })
    }
  })

  t.test('V3', async (t) => {
    for (const [cause, wrong] of v3) {
      const report = await refuse(wrongV3(target, typeof wrong === 'function' ? wrong(target) : wrong))
      t.match(report, { scheme: 'V3', cause, certainty: 'proven', sentence: /^.{30,}$/ }, cause)
      t.match(report.computed, { canonicalRequest: /x-acs-date:/, stringToSign: /^ACS3-HMAC-SHA256\n[0-9a-f]{64}$/ })
    }
  })

  t.test('the difference is shown line by line', async (t) => {
    const report = await refuse(wrongV1(target, { parameters: spaced, encode: plus, again: strict }))
    t.same(report.diff, [{ line: 4, service: 'KeyPairName=a%20b', caller: 'KeyPairName=a+b' }])
    const other = await refuse(wrongV3(target, { signedMethod: 'POST' }))
    t.same(other.diff, [{ line: 1, service: 'GET', caller: 'POST' }])
  })

  t.test('a signature that was spoilt on its way', async (t) => {
    // A signature has a `+` now and then.
    let wire = wrongV1(target)
    while (!/Signature=[^&]*%2B[^&]*$/.test(wire.path)) wire = wrongV1(target)
    const raw = { ...wire, path: wire.path.replace(/Signature=[^&]*$/, (text) => text.replaceAll('%2B', '+')) }
    t.match(await refuse(raw), { cause: 'SignaturePlusLost', certainty: 'proven' })
    const sent = async (send: (signature: string) => string) => (await refuse(wrongV1(target, { send }))).cause
    t.equal(await sent((text) => strict(strict(text))), 'SignatureEncodedTwice')
    t.equal(await sent((text) => `${strict(text)}%0A`), 'SignatureWithLineEnd')
    t.equal(await sent((text) => strict(text.replace(/=+$/, ''))), 'SignaturePaddingLost')
    const urlSafe = (text: string) => text.replaceAll('+', '-').replaceAll('/', '_')
    let safe = wrongV1(target, { send: urlSafe })
    while (!/Signature=[^&]*[-_][^&]*$/.test(safe.path)) safe = wrongV1(target, { send: urlSafe })
    t.match(await refuse(safe), { cause: 'SignatureUrlSafe' })
    t.match(await refuse(wrongV1(target, { send: (text) => strict(text.slice(4)) })), {
      cause: 'SignatureOfAnotherLength',
      certainty: 'observed',
      sentence: /has 17 bytes, and its HMAC gives 20/
    })
    t.match(await refuse(wrongV3(target, { write: (mac) => mac.subarray(1).toString('hex') })), {
      cause: 'SignatureOfAnotherLength',
      sentence: /has 31 bytes, and its HMAC gives 32/
    })
  })

  t.test('a value that was spoilt on its way', async (t) => {
    const PublicKeyBody = 'ssh-rsa AAAA+B/C+D= me@host'
    const lost = wrongV1(target, { parameters: { PublicKeyBody } })
    t.match(await refuse({ ...lost, path: lost.path.replace(/AAAA[^&]*/, (text) => text.replaceAll('%2B', '+')) }), {
      cause: 'PlusOfValueLost',
      certainty: 'proven'
    })
    const gbk = wrongV1(target, {
      parameters: { KeyPairName: 'X' },
      encode: (text) => (text === 'X' ? '%C4%E3' : strict(text)),
      again: strict
    })
    t.match(await refuse({ ...gbk, path: gbk.path.replace('KeyPairName=X', 'KeyPairName=%C4%E3') }), {
      cause: 'NotUtf8'
    })
  })

  t.test('the path of a REST call', async (t) => {
    const signed = wrongV3(target, { path: '/v1/regions/cn-hangzhou/key-pairs/a:b', canonicalQuery: () => '' })
    t.match(await refuse({ ...signed, path: '/v1/regions/cn-hangzhou/key-pairs/a%3Ab' }), {
      cause: 'PathEncodedOtherwise'
    })
  })

  t.test('what the request shows', async (t) => {
    const at = (seconds: number) => timeOf(new Date(clock.now().getTime() + seconds * 1000))
    const skewed = (seconds: number) => ({ parameters: { Timestamp: at(seconds) } })
    t.match(await refuse(wrongV1(target, skewed(-1000))), {
      cause: 'ClockSkew',
      sentence: /1001 seconds behind ours, and 900/
    })
    t.match(await refuse(wrongV1(target, skewed(8 * 3600))), { cause: 'LocalTime', sentence: /28799 seconds ahead/ })
    t.match(await refuse(wrongV3(target, { sent: { 'x-acs-date': at(5000) } })), {
      cause: 'ClockSkew',
      sentence: /4999 seconds ahead/
    })
    t.match(await refuse(wrongV1(target, { parameters: { Timestamp: '2026-03-04T05:06:07.890Z' } })), {
      cause: 'TimeMalformed'
    })
    const once = wrongV1(target)
    t.equal((await send(endpoint, once)).status, 200)
    t.match(await refuse(once), { cause: 'NonceReused', certainty: 'observed' })
    const unlisted = (name: string) => ({ listed: (names: string[]) => names.filter((other) => other !== name).sort() })
    t.match(await refuse(wrongV3(target, unlisted('x-acs-action'))), {
      cause: 'HeaderNotSigned',
      sentence: /x-acs-action/
    })
    t.match(await refuse(wrongV3(target, unlisted('host'))), { cause: 'HeaderNotSigned', sentence: /name host too/ })
    const unsent = { listed: (names: string[]) => [...names, 'x-extra'].sort() }
    t.match(await refuse(wrongV3(target, unsent)), { cause: 'SignedHeaderNotSent', sentence: /x-extra/ })
    t.match(await refuse(wrongV1(target, { parameters: { SignatureNonce: '' } })), {
      cause: 'PartMissing',
      sentence: /SignatureNonce/
    })
    t.match(await refuse(wrongV1(target, { parameters: { SecurityToken: 'marked-token' } })), {
      cause: 'SecurityTokenMismatch'
    })
  })

  t.test('another secret, and what nobody can guess', async (t) => {
    for (const wire of [wrongV1({ ...target, secret: 'x' }), wrongV3({ ...target, secret: 'x' })])
      t.match(await refuse(wire), { cause: 'WrongSecret', certainty: 'likely', signed: undefined, diff: undefined })
    const { headers } = await fetch(`http://${endpoint}/v1/regions`, {
      headers: { authorization: `Basic ${Buffer.from('known:x').toString('base64')}` }
    })
    t.match(await known('GET', String(headers.get('x-swas-signature-report')).replace('/_swas/', '')), {
      body: { scheme: 'Basic', cause: 'WrongSecret', certainty: 'observed' }
    })
  })

  t.test('a call with thousands of parameters is not searched to the end', async (t) => {
    const names = Array.from({ length: 20_000 }, (_, n): [string, string] => [`RegionId.${n}`, 'a value with spaces'])
    const wire = wrongV1({ ...target, secret: 'x' }, { method: 'POST' })
    const form = new URLSearchParams(names)
    t.match(await refuse({ ...wire, body: `${wire.body}&${form}` }), {
      cause: 'WrongSecret',
      sentence: /^None of the mistakes that a call of this length leaves time for/
    })
  })

  t.test('only the account that was named reads it', async (t) => {
    const { body, report } = await send(endpoint, wrongV1(target, { signedMethod: 'POST' }))
    const path = report.replace('/_swas/', '')
    t.equal((await controlAs(endpoint, 'second', 'right')('GET', path)).status, 200)
    t.match(await controlAs(endpoint, 'other', 'right')('GET', path), {
      status: 404,
      body: { Code: 'InvalidRequestId.NotFound' }
    })
    t.equal((await controlClient(endpoint)('GET', path)).status, 403)
    t.equal((await controlAs(endpoint, 'known', 'x')('GET', path)).body.Code, 'SignatureDoesNotMatch')
    clock.advance(3_600_000)
    t.match(await known('GET', `signatures/${body.RequestId}`), { status: 404 })
    clock.set('2026-03-04T05:06:07.890Z')
  })

  t.test('no secret and no right signature is in a report', async (t) => {
    const secrets = { Password: 'marked-password', ClientToken: 'marked-token', PublicKeyBody: 'marked-key' }
    const right =
      new URL(wrongV1(target, { parameters: secrets }).path, 'http://x').searchParams.get('Signature') ?? 'x'
    const reports = [
      await refuse(wrongV1(target, { parameters: secrets, signedMethod: 'POST' })),
      await refuse(wrongV3(target, { query: secrets, signedMethod: 'POST' })),
      await refuse(wrongV3(target, { query: secrets, wrap: (canonical) => `ACS3-HMAC-SHA256\n${canonical}` })),
      await refuse(
        wrongV3(target, {
          body,
          canonicalQuery: () => 'KeyPairName=k1&PublicKeyBody=marked-public-key&RegionId=cn-hangzhou'
        })
      )
    ]
    reports.push(await refuse(wrongV3(target, { body, bodyHash: body })))
    t.match(reports.at(-1).signed.canonicalRequest, /\n\*\*\*$/)
    t.notMatch(JSON.stringify(reports), /marked/)
    t.notMatch(JSON.stringify(reports), right)
    t.match(reports[0].computed.canonicalRequest, /Password=%2A%2A%2A/)
  })

  t.test('an account keeps its newest 100', async (t) => {
    const first = await send(endpoint, wrongV1({ ...target, secret: 'x' }))
    for (let n = 0; n < 100; n++) {
      clock.advance(1)
      await send(endpoint, wrongV1({ ...target, secret: 'x' }))
    }
    t.equal((await known('GET', first.report.replace('/_swas/', ''))).status, 404)
  })
})

t.test('temporary credentials', async (t) => {
  const sts = { accessKeyId: 'known', accessKeySecret: 'marked-secret', securityToken: 'token' }
  const { endpoint, clock } = await start(t, {
    accessKeys: [
      { ...sts, expires: '2026-03-04T06:00:00Z' },
      { accessKeyId: 'reader', accessKeySecret: 'right', account: 'known' }
    ]
  })
  const target: Target = { endpoint, secret: 'marked-secret', time: timeOf(clock.now()) }
  const cause = async (wrong: WrongV1) => {
    const { report } = await send(endpoint, wrongV1({ ...target, time: timeOf(clock.now()) }, wrong))
    return (await controlAs(endpoint, 'reader', 'right')('GET', report.replace('/_swas/', ''))).body.cause
  }
  const token = { SecurityToken: 'token' }
  t.equal(await cause({}), 'SecurityTokenMissing')
  t.equal(await cause({ parameters: { SecurityToken: 'to ken' } }), 'SecurityTokenMalformed')
  t.equal(await cause({ parameters: token, signed: (name) => name !== 'SecurityToken' }), 'SecurityTokenLeftOut')
  clock.set('2026-03-04T06:00:00Z')
  t.equal(await cause({ parameters: token }), 'SecurityTokenExpired')
})

t.test('an inactive AccessKey', async (t) => {
  const { endpoint, clock } = await start(t, {
    accessKeys: [
      { accessKeyId: 'known', accessKeySecret: 'x', active: false },
      { accessKeyId: 'reader', accessKeySecret: 'right', account: 'known' }
    ]
  })
  const { report } = await send(endpoint, wrongV1({ endpoint, secret: 'x', time: timeOf(clock.now()) }))
  const { body } = await controlAs(endpoint, 'reader', 'right')('GET', report.replace('/_swas/', ''))
  t.equal(body.cause, 'AccessKeyInactive')
})

t.test('no mistake is without a signer here that makes it', async (t) => {
  const shown = (list: [string, unknown][]) => new Set(list.flatMap(([cause]) => cause.split('+')))
  t.same(
    mistakesV1
      .map(({ cause }) => cause)
      .filter((cause) => ![...shown(v1), 'PlusOfValueLost', 'NotUtf8'].includes(cause)),
    []
  )
  t.same(
    mistakesV3([])
      .map(({ cause }) => cause)
      .filter((cause) => ![...shown(v3), 'PlusOfValueLost', 'NotUtf8', 'PathEncodedOtherwise'].includes(cause)),
    []
  )
})

t.test('an unknown AccessKey of the mode open has no report, and is told nothing', async (t) => {
  const { endpoint, clock } = await start(t)
  const reply = await send(endpoint, wrongV1({ endpoint, secret: 'x', time: timeOf(clock.now()) }))
  t.match(reply, { status: 200, report: 'undefined' })
  t.match(await controlClient(endpoint)('GET', 'signatures/x'), { status: 403, body: { Code: 'NoPermission.Account' } })
})
