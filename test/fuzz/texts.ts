/** Texts that have broken services before. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'

// Long, and no shorter when it is compressed: what PostgreSQL can't put into an index.
const incompressible = Array.from({ length: 64 }, (_, n) => createHash('sha512').update(`${n}`).digest('base64')).join(
  ''
)

const known = [
  '',
  ' ',
  '\0',
  'a\0b',
  'k\r\nSet-Cookie: a=b',
  '\ud800',
  'a\udfffb',
  '\ufeffk1',
  '\ufffe',
  '\u202ek1',
  '密钥',
  'e\u0301',
  '😀😀',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'true',
  'NaN',
  '-1',
  '0',
  '00',
  '1.0',
  '1e3',
  '0x10',
  '+1',
  ' 1',
  '999999999999999',
  '9007199254740993',
  '99999999999999999999999999',
  '-9223372036854775809',
  '[]',
  '{}',
  '[',
  '[null]',
  '[[]]',
  '[{}]',
  '[1]',
  '[""]',
  '["\\ud800"]',
  '["\\u0000"]',
  '{"__proto__":{"a":1}}',
  '"k1"',
  '%',
  '_',
  '*',
  '\\',
  'a\\',
  "' or 1=1 --",
  '<a>&amp;]]></a>',
  '../../etc/passwd',
  'x'.repeat(65),
  'x'.repeat(3000),
  incompressible,
  '中'.repeat(9000)
]

export const wildText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...known) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  { weight: 1, arbitrary: fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 }).map(fromCodeUnits) },
  { weight: 1, arbitrary: fc.integer().map(String) }
)

/** May hold surrogates without their other half, which `fc.string` never has. */
function fromCodeUnits(units: readonly number[]): string {
  return String.fromCharCode(...units)
}

/** Percent-encoded; a lone surrogate becomes three octets that are no UTF-8, as careless clients send it. */
export function percentEncode(text: string): string {
  return [...text]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0
      if (code < 0xd800 || code > 0xdfff || character.length > 1) return encodeURIComponent(character)
      const octets = [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]
      return octets.map((octet) => `%${octet.toString(16).toUpperCase()}`).join('')
    })
    .join('')
}

/** What stands in a query as it is, well encoded or not. */
export const rawText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: wildText.map(percentEncode) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('%', '%z', '%zz', '%C0%80', '%FF%FE', '%F4%90%80%80', '%00', '+', ';', '=', '?')
  }
)
