/** What people get wrong, each made by a signer of our own that does it; the cause that the doctor must name. */
import { createHash, createHmac } from 'node:crypto'
import { strict, type Target, type WrongV1, type WrongV3 } from './wrong-signer.ts'

const nothing = createHash('sha256').update('').digest('hex')
const odd = { KeyPairName: "a b*~!'()/钥" } // says something under every wrong encoding
export const spaced = { KeyPairName: 'a b' }
const starred = { KeyPairName: 'a*b' }
const tilde = { KeyPairName: 'a~b' }
const unsorted = (names: string[]) => names
export const plus = (text: string) => strict(text).replaceAll('%20', '+')
export const body = 'RegionId=cn-hangzhou&KeyPairName=k1&PublicKeyBody=marked-public-key'
const lower = (text: string) => strict(text).replace(/%../g, (hex) => hex.toLowerCase())
const caseless = (names: string[]) => names.sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (hash: string, key: string, text: string | Buffer) => createHmac(hash, key).update(text).digest()
const upperHash = sha256(body).toUpperCase()
// As the functions of .NET, Python, Go and others do it.
const webUtility = (text: string) =>
  encodeURIComponent(text).replaceAll('%20', '+').replaceAll('~', '%7E').replaceAll("'", '%27')
const httpUtility = (text: string) => webUtility(text).replace(/%../g, (hex) => hex.toLowerCase())
const quote = (text: string) => strict(text).replaceAll('%2F', '/')
const pathEscape = (text: string) => strict(text).replace(/%(24|26|2B|3A|3D|40)/g, decodeURIComponent)
const jsEscape = (text: string) => strict(text).replace(/%(2A|2B|2F|40)/g, decodeURIComponent)
const dotNet = { KeyPairName: "a b!'(~)" }
const eleven = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`Names.${n + 1}`, 'x']))
const asPairs = (names: string[]) => names.sort((a, b) => (`${a}=` < `${b}=` ? -1 : 1))
const byNumber = (names: string[]) =>
  names.sort((a, b) => {
    const [x = '', y = ''] = [a, b].map((name) => name.replace(/\d+/, (digits) => digits.padStart(3, '0')))
    return x < y ? -1 : 1
  })
const collate = new Intl.Collator('en').compare
const title = (line: string) => line.replace(/(^|-)[a-z](?=[^:]*:)/g, (letter) => letter.toUpperCase())

export const v1: [string, WrongV1][] = [
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
  ['LowerCaseHex', { encode: lower, slash: '%2f' }],
  ['LowerCaseHex', { again: lower }],
  ['LowerCaseHex', { encode: lower, again: strict }],
  ['LowerCaseHex', { slash: '%2f' }],
  ['DotNetEncoding', { parameters: dotNet, encode: webUtility }],
  ['DotNetEncoding', { parameters: dotNet, encode: httpUtility }],
  ['DotNetEncoding', { parameters: dotNet, encode: httpUtility, slash: '%2f' }],
  ['SlashOfValuesNotEncoded', { parameters: { KeyPairName: 'a/b' }, encode: quote, again: quote }],
  ['SlashOfValuesNotEncoded+SlashNotEncoded', { parameters: { KeyPairName: 'a/b' }, encode: quote, slash: '/' }],
  ['EncodedAsUrl', { parameters: { KeyPairName: 'a:b c' }, encode: encodeURI, again: strict }],
  ['EncodedAsUrl', { parameters: { KeyPairName: 'a/b:c=d' }, encode: pathEscape, again: strict }],
  ['EncodedAsUrl', { parameters: { KeyPairName: 'a@b/c' }, encode: jsEscape, again: strict }],
  ['SortedWithoutCase', { parameters: { 'aName.b': 'x', AName: 'y' }, order: (names) => names.sort(collate) }],
  ['SortedAsPairs', { parameters: eleven, order: asPairs }],
  ['SortedByNumber', { parameters: eleven, order: byNumber }],
  ['SeparatorLeftOver', { again: (text) => strict(`&${text}`) }],
  ['SeparatorLeftOver', { again: (text) => strict(`${text}&`) }],
  ['TextWithLineEnd', { text: (text) => `${text}\n` }],
  ['TextAsUtf16', { mac: (key, text) => hmac('sha1', key, Buffer.from(text, 'utf16le')) }],
  ['KeyAndTextSwapped', { mac: (key, text) => hmac('sha1', text, key) }],
  [
    'EqualsLeftOut',
    { parameters: { SignatureType: '' }, again: (text) => strict(text.replace('SignatureType=', 'SignatureType')) }
  ],
  ['SecretWithSpace', { key: (secret) => `\uFEFF${secret}&` }],
  ['SecretWithQuotes', { key: (secret) => `"${secret}"&` }],
  ['SecretEmpty', { key: () => '&' }],
  ['SecretEmpty', { key: () => 'undefined&' }],
  ['AccessKeyIdAsSecret', { key: () => 'known&' }],
  ['ParameterLeftOut', { signed: (name) => name !== 'Format' }],
  ['HexInBase64', { write: (mac) => Buffer.from(mac.toString('hex')).toString('base64') }],
  ['HexInBase64', { write: (mac) => Buffer.from(`SHA1(stdin)= ${mac.toString('hex')}\n`).toString('base64') }],
  [
    'SeparatorsEncoded',
    { text: (text) => strict(text.replace('%2F', '/')).replace('GET%26', 'GET&'), again: (text) => text }
  ],
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
export const v3: [string, WrongV3 | ((target: Target) => WrongV3)][] = [
  ['DoubleEncoding', { query: spaced, encode: (text) => strict(strict(text)) }],
  ['PlusForSpace', { query: spaced, encode: plus }],
  ['MarksNotEncoded', { query: { KeyPairName: "(a)'!*" }, encode: encodeURIComponent }],
  ['AsteriskNotEncoded', { query: starred, encode: (text) => strict(text).replaceAll('%2A', '*') }],
  ['TildeEncoded', { query: tilde, encode: (text) => strict(text).replaceAll('~', '%7E') }],
  ['FormEncoding', { query: odd, encode: (text) => new URLSearchParams([['', text]]).toString().slice(1) }],
  ['NotEncoded', { query: odd, encode: (text) => text }],
  ['LowerCaseHex', { query: odd, encode: lower }],
  ['DotNetEncoding', { query: dotNet, encode: webUtility }],
  ['SlashOfValuesNotEncoded', { query: { KeyPairName: 'a/b c' }, encode: quote }],
  ['EncodedAsUrl', { query: { KeyPairName: 'a:b c' }, encode: encodeURI }],
  ['SortedAsPairs', { query: eleven, order: asPairs }],
  ['SortedByNumber', { query: eleven, order: byNumber }],
  ['SeparatorLeftOver', { canonicalQuery: (query) => `?${query}` }],
  ['TextWithLineEnd', { text: (text) => `${text}\n` }],
  ['TextWithLineEnd', { canonical: (text) => `${text}\n` }],
  ['TextAsUtf16', { mac: (key, text) => hmac('sha256', key, Buffer.from(text, 'utf16le')) }],
  ['KeyAndTextSwapped', { mac: (key, text) => hmac('sha256', text, key) }],
  ['EqualsLeftOut', { query: { Empty: '' }, canonicalQuery: (query) => query.replace('Empty=', 'Empty') }],
  ['SecretWithQuotes', { key: (secret) => `'${secret}'` }],
  ['SecretEmpty', { key: () => 'null' }],
  ['AccessKeyIdAsSecret', { key: () => 'known' }],
  ['ParameterLeftOut', { query: { PageSize: '10' }, canonicalQuery: () => 'RegionId=cn-hangzhou' }],
  ['BodyHashNotLowerCase', { body, sent: { 'x-acs-content-sha256': upperHash }, bodyHash: upperHash }],
  ['BodyHashNotLowerCase', { body, sent: { 'x-acs-content-sha256': upperHash } }],
  ['BodyNotHashed', { body, bodyHash: body }],
  ['BodyNotHashed', { bodyHash: 'UNSIGNED-PAYLOAD' }],
  ['EmptyLineTwice', { canonicalHeaders: (lines) => `${lines.join('\n')}\n\n`, listed: (names) => names.sort() }],
  [
    'HeaderNamesNotLowerCase',
    { canonicalHeaders: (lines) => `${lines.map(title).join('\n')}\n`, listed: (names) => names.sort() }
  ],
  [
    'SpaceAfterColon',
    {
      canonicalHeaders: (lines) => `${lines.map((line) => line.replace(':', ': ')).join('\n')}\n`,
      listed: (names) => names.sort()
    }
  ],
  ['RequestHashNotLowerCaseHex', { wrap: (canonical) => `ACS3-HMAC-SHA256\n${sha256(canonical).toUpperCase()}` }],
  [
    'CarriageReturns',
    { canonical: (text) => text.replaceAll('\n', '\r\n'), text: (text) => text.replaceAll('\n', '\r\n') }
  ],
  ['UpperCaseSignature', { write: (mac) => (mac.toString('hex').toUpperCase().match(/../g) ?? []).join('-') }],
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
