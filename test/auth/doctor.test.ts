import { createHash } from 'node:crypto'
import t from 'tap'
import { mistakesV1 } from '../../src/auth/doctor/mistakes-v1.ts'
import { mistakesV3 } from '../../src/auth/doctor/mistakes-v3.ts'
import { type Body, start } from '../fixture.ts'
import { controlAs, controlClient } from '../http/control/client.ts'
import { timeOf } from './signer.ts'
import { send, strict, type Target, type Wire, type WrongV1, type WrongV3, wrongV1, wrongV3 } from './wrong-signer.ts'

const accessKeys = [
  { accessKeyId: 'known', accessKeySecret: 'marked-secret' },
  { accessKeyId: 'second', accessKeySecret: 'right', account: 'known' },
  { accessKeyId: 'other', accessKeySecret: 'right' }
]
const nothing = createHash('sha256').update('').digest('hex')
const odd = { KeyPairName: "a b*~!'()/钥" } // says something under every wrong encoding
const spaced = { KeyPairName: 'a b' }
const starred = { KeyPairName: 'a*b' }
const tilde = { KeyPairName: 'a~b' }
const unsorted = (names: string[]) => names
const plus = (text: string) => strict(text).replaceAll('%20', '+')
const body = 'RegionId=cn-hangzhou&KeyPairName=k1&PublicKeyBody=marked-public-key'
const lower = (text: string) => strict(text).replace(/%../g, (hex) => hex.toLowerCase())
const caseless = (names: string[]) => names.sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))

const v1: [string, WrongV1][] = [
  ['DoubleEncoding', { encode: (text) => strict(strict(text)), again: strict }],
  ['PlusForSpace', { parameters: spaced, encode: plus, again: strict }],
  ['MarksNotEncoded', { parameters: { KeyPairName: "(a)'!*" }, encode: encodeURIComponent }],
  ['AsteriskNotEncoded', { parameters: starred, encode: (text) => strict(text).replaceAll('%2A', '*'), again: strict }],
  ['TildeEncoded', { parameters: tilde, encode: (text) => strict(text).replaceAll('~', '%7E') }],
  [
    'FormEncoding',
    { parameters: odd, encode: (text) => new URLSearchParams([['', text]]).toString().slice(1), again: strict }
  ],
  ['NotEncoded', { parameters: odd, encode: (text) => text, again: strict }],
  ['LowerCaseHex', { encode: lower }],
  ['NotSorted', { order: unsorted }],
  ['SortedWithoutCase', { parameters: { aName: 'x' }, order: caseless }],
  ['WrongMethod', { signedMethod: 'POST' }],
  ['WrongMethod', { method: 'POST', signedMethod: 'GET' }],
  ['EmptyParametersLeftOut', { parameters: { SignatureType: '' }, signed: (_, value) => value !== '' }],
  ['SecretWithSpace', { key: (secret) => `${secret}\n&` }],
  ['AmpersandMissing', { key: (secret) => secret }],
  ['QueryNotEncodedAgain', { again: (text) => text }],
  ['SlashNotEncoded', { slash: '/' }],
  ['FormLeftOut', { method: 'POST', signed: (name) => name !== 'RegionId' }],
  ['SecurityTokenLeftOut', { parameters: { SecurityToken: 'x' }, signed: (name) => name !== 'SecurityToken' }],
  ['WrongHash', { hash: 'sha256' }],
  ['HexSignature', { output: 'hex' }],
  ['PlusForSpace+AmpersandMissing', { parameters: spaced, encode: plus, again: strict, key: (secret) => secret }],
  ['NotSorted+QueryNotEncodedAgain', { order: unsorted, again: (text) => text }]
]
const host = (change: (host: string) => string) => (target: Target) => ({ signedAs: { host: change(target.endpoint) } })
const v3: [string, WrongV3 | ((target: Target) => WrongV3)][] = [
  ['DoubleEncoding', { query: spaced, encode: (text) => strict(strict(text)) }],
  ['PlusForSpace', { query: spaced, encode: plus }],
  ['MarksNotEncoded', { query: { KeyPairName: "(a)'!*" }, encode: encodeURIComponent }],
  ['AsteriskNotEncoded', { query: starred, encode: (text) => strict(text).replaceAll('%2A', '*') }],
  ['TildeEncoded', { query: tilde, encode: (text) => strict(text).replaceAll('~', '%7E') }],
  ['FormEncoding', { query: odd, encode: (text) => new URLSearchParams([['', text]]).toString().slice(1) }],
  ['NotEncoded', { query: odd, encode: (text) => text }],
  ['LowerCaseHex', { query: odd, encode: lower }],
  ['NotSorted', { query: { PageSize: '10' }, order: unsorted }],
  ['SortedWithoutCase', { query: { aName: 'x' }, order: caseless }],
  ['WrongMethod', { signedMethod: 'POST' }],
  ['EmptyParametersLeftOut', { query: { Empty: '' }, order: (names) => names.filter((name) => name !== 'Empty') }],
  ['SecretWithSpace', { key: (secret) => ` ${secret}` }],
  ['BodyHashOfAnotherBody', { body, sent: { 'x-acs-content-sha256': 'a'.repeat(64) }, bodyHash: 'a'.repeat(64) }],
  ['BodyHashOfNothing', { body, bodyHash: nothing }],
  ['BodyHashHeaderWrong', { body, sent: { 'x-acs-content-sha256': 'a'.repeat(64) } }],
  ['HostWithoutPort', host((endpoint) => endpoint.replace(/:\d+$/, ''))],
  ['HostWithPort', { sent: { host: '127.0.0.1' }, signedAs: { host: '127.0.0.1:20206' } }],
  ['HostOfTheCloud', { signedAs: { host: 'swas.cn-hangzhou.aliyuncs.com' } }],
  ['ContentTypeChanged', { body, signedAs: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' } }],
  [
    'HeadersNotSorted',
    {
      listed: (names) => names,
      canonicalHeaders: (lines, listed) =>
        `${listed.map((name) => lines.find((line) => line.startsWith(`${name}:`))).join('\n')}\n`
    }
  ],
  ['EmptyLineMissing', { canonicalHeaders: (lines) => lines.join('\n') }],
  ['RequestNotHashed', { wrap: (canonical) => `ACS3-HMAC-SHA256\n${canonical}` }],
  ['AlgorithmMissing', { wrap: (canonical) => createHash('sha256').update(canonical).digest('hex') }],
  ['PathEmpty', { path: '' }],
  [
    'FormInQuery',
    { body, canonicalQuery: () => 'KeyPairName=k1&PublicKeyBody=marked-public-key&RegionId=cn-hangzhou' }
  ],
  ['QueryLeftOut', { canonicalQuery: () => '' }],
  ['AmpersandAdded', { key: (secret) => `${secret}&` }],
  ['WrongHash', { hash: 'sha1' }],
  ['UpperCaseSignature', { write: (mac) => mac.toString('hex').toUpperCase() }],
  ['Base64Signature', { write: (mac) => mac.toString('base64') }],
  ['NotSorted+AmpersandAdded', { query: { PageSize: '10' }, order: unsorted, key: (secret) => `${secret}&` }]
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
    t.match(await refuse(wrongV1(target, { send: (text) => strict(strict(text)) })), { cause: 'SignatureEncodedTwice' })
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
    mistakesV1.map(({ cause }) => cause).filter((cause) => !shown(v1).has(cause)),
    []
  )
  t.same(
    mistakesV3([])
      .map(({ cause }) => cause)
      .filter((cause) => !shown(v3).has(cause)),
    []
  )
})

t.test('a stranger of the mode open has no report, and is told nothing', async (t) => {
  const { endpoint, clock } = await start(t)
  const reply = await send(endpoint, wrongV1({ endpoint, secret: 'x', time: timeOf(clock.now()) }))
  t.match(reply, { status: 200, report: 'undefined' })
  t.match(await controlClient(endpoint)('GET', 'signatures/x'), { status: 403, body: { Code: 'NoPermission.Account' } })
})
