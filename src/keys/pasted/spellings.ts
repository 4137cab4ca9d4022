/** Encodings of a text by shells, browsers, mail and programs, each with its decoder. */
import { certificateTypes, plainTypes } from '../key-types.ts'

export interface Spelling {
  readonly sentence: string
  /**
   * The decoded text, or several readings of it, each of which is searched for a key. undefined if it isn't encoded so.
   */
  read(text: string): string | undefined
}

const types = [...plainTypes.keys(), ...certificateTypes.keys()].join('|').replaceAll('.', '\\.')
const quoted = 'The text was '

export const spellings: readonly Spelling[] = [
  {
    sentence: 'The text begins with a byte order mark; save it as UTF-8 without BOM.',
    read: (text) => (text.startsWith('\uFEFF') ? text.replace(/^\uFEFF+/, '') : undefined)
  },
  {
    sentence: 'The text is UTF-16, as PowerShell and Notepad write it; save it as UTF-8 without BOM.',
    read: (text) => (/\0/.test(text) ? text.replace(/^[^\0]{1,2}(?=\w\0)|\0/g, '') : undefined)
  },
  {
    sentence:
      'The text has no-break or other special spaces between its parts, as web pages and word processors put them; use plain ones.',
    read: (text) => replaced(text, /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2028\u2029\u0085]/g, ' ')
  },
  {
    sentence:
      'The text has invisible characters in it (zero-width spaces, soft hyphens or marks of direction); copy it from its file.',
    read: (text) => replaced(text, /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g, '')
  },
  {
    sentence:
      'The text has full-width or look-alike characters in it, as input methods and word processors put them; type it in plain ASCII.',
    read: (text) =>
      /[\uff00-\uffef\u2010-\u2015\u2212\u3000]/.test(text)
        ? text.normalize('NFKC').replace(/[\u2010-\u2015\u2212]/g, '-')
        : undefined
  },
  {
    sentence: `${quoted}escaped with backslashes, as in JSON or in a shell, and was sent like this: decode it first.`,
    read: (text) => (/\\/.test(text) ? unescaped(text) : undefined)
  },
  {
    sentence: `${quoted}percent-encoded, as for a URL, and was sent like this: decode it first, or encode it once less.`,
    read: (text) =>
      /%[0-9a-f]{2}/i.test(text) ? [percent(text), percent(text.replaceAll('+', ' '))].join(apart) : undefined
  },
  {
    sentence: `${quoted}encoded for a web form, with + in place of spaces, and was sent like this: decode it first.`,
    read: (text) => (new RegExp(`^(${types})\\+`).test(text) ? text.replaceAll('+', ' ') : undefined)
  },
  {
    sentence: `${quoted}taken from HTML, with entities such as &amp; or with tags: copy it as plain text.`,
    read: (text) => (/&(#\d+|#x[0-9a-f]+|\w+);|<\/?[a-z]+\b[^>]{0,200}>/i.test(text) ? html(text) : undefined)
  },
  {
    sentence: `${quoted}taken from the source of a mail (quoted-printable), with =3D in place of =: copy it from its file.`,
    read: (text) => (/=3D|=\r?\n/i.test(text) ? hexed(text.replace(/=\r?\n/g, ''), /=([0-9A-F]{2})/gi) : undefined)
  },
  {
    sentence: 'This is Base64 of the whole public key, which is encoded already: send the line itself.',
    read: base64
  },
  {
    sentence:
      'The key data is in the URL-safe form of Base64, with - and _ in place of + and /, which SSH doesn’t read.',
    read: (text) => replaced(text, /AAAA[\w-]{20,}={0,2}/g, (data) => data.replaceAll('-', '+').replaceAll('_', '/'))
  },
  {
    sentence: 'The key data has spaces in place of its + signs: a form or URL decoded them. Send + as %2B there.',
    read: (text) => rejoined(text, '+')
  },
  {
    sentence: 'There are spaces inside the key data; take them away.',
    read: (text) => rejoined(text, '')
  },
  { sentence: 'This is a public key in hexadecimal, not the one line of OpenSSH.', read: hexadecimal }
]

/** Separates readings: no key continues beyond it. */
const apart = '\n|\n'

function replaced(text: string, pattern: RegExp, by: string | ((found: string) => string)): string | undefined {
  const result = typeof by === 'string' ? text.replace(pattern, by) : text.replace(pattern, by)
  return result === text ? undefined : result
}

const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\n': '', '\r\n': '' }

const unescaped = (text: string) =>
  text.replace(/\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|(\r\n|[\s\S]))/gi, (_, u, x, other: string) =>
    other === undefined ? String.fromCharCode(Number.parseInt(u ?? x, 16)) : (letters[other] ?? other)
  )

const hexed = (text: string, pattern: RegExp) =>
  text.replace(pattern, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)))

const percent = (text: string) => hexed(text, /%([0-9a-f]{2})/gi)

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  plus: '+',
  sol: '/',
  equals: '='
}

const html = (text: string) =>
  text
    .replace(/<\/?[a-z]+\b[^>]{0,200}>/gi, ' ')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal, digits, name) => {
      const code = decimal ? Number(decimal) : Number.parseInt(digits, 16)
      return name ? (named[name.toLowerCase()] ?? whole) : code < 0x110000 ? String.fromCodePoint(code) : whole
    })

function base64(text: string): string | undefined {
  const compact = text.replace(/^data:[^,]{0,80},/, '').replace(/\s/g, '')
  if (!/^[A-Za-z0-9+/_-]{40,}={0,2}$/.test(compact)) return undefined
  return printable(Buffer.from(compact, 'base64'))
}

function hexadecimal(text: string): string | undefined {
  const compact = text.replace(/^0x|[\s:]/gi, '')
  if (!/^([0-9a-f]{2}){32,}$/i.test(compact)) return undefined
  const bytes = Buffer.from(compact, 'hex')
  return printable(bytes) ?? bytes.toString('base64')
}

/** Decodes UTF-8, or UTF-16 if every other byte is zero. undefined for bytes that aren't text. */
function printable(bytes: Buffer): string | undefined {
  const text = bytes.toString(bytes[1] === 0 && bytes[0] !== 0 ? 'utf16le' : 'utf8')
  return /[\0-\x08\x0e-\x1f\ufffd]/.test(text.replace(/^\ufeff/, '')) ? undefined : text
}

/** The words from the key data on, joined up to each of them. */
function rejoined(text: string, joint: string): string | undefined {
  const words = text.split(/ +/)
  const start = words.findIndex((word) => word.startsWith('AAAA'))
  if (start === -1) return undefined
  const readings: string[] = []
  for (let end = start + 2; end <= Math.min(words.length, start + maxWords); end++)
    readings.push(words.slice(start, end).join(joint))
  return readings.length === 0 ? undefined : readings.join(apart)
}

/** Of 4 characters in 64, one is a +: a key of 16384 bits has some 45. */
const maxWords = 64
