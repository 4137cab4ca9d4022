/** Diagnoses a text that can't be imported as a public key, and finds the key that it may hold all the same. */
import { type PublicKey, trimBlanks } from '../public-key.ts'
import { refusals } from '../refusals.ts'
import { type Around, surroundings } from './around.ts'
import { damages } from './damaged.ts'
import { places } from './elsewhere.ts'
import { type FoundKey, findKeys, hasKeyData } from './found-keys.ts'
import { sentenceFor } from './mistake.ts'
import { templates, unset } from './no-value.ts'
import { commandOf, formats, lookalikes } from './other-formats.ts'
import { privateKeys } from './private-keys.ts'
import { type Spelling, spellings } from './spellings.ts'

export interface Diagnosis {
  readonly sentence: string
  readonly key?: PublicKey | undefined
  /** The command that converts the text from the format of another program. */
  readonly command?: string | undefined
  /** Texts that may hold a key in the format of another program. */
  readonly readings: readonly string[]
}

interface Reading {
  readonly text: string
  /** Why the text itself isn't this key. */
  readonly sentence?: string
}

/** `refused` is the reason that parsePublicKey gave. */
export function diagnose(text: string, refused: string): Diagnosis {
  if (refused === refusals.empty || refused === refusals.tooLong) return { sentence: refused, readings: [] }
  const readings = readingsOf(trimBlanks(text))
  const secret = firstOf(readings, (reading) => sentenceFor(privateKeys, reading.text))
  if (secret !== undefined || refused === refusals.privateKey) return { sentence: secret ?? refused, readings: [] }
  for (const reading of readings) {
    const found = findKeys(reading.text)
    if (found.length > 0) return describeFound(reading, found, refused)
  }
  return describeOther(readings, refused)
}

const maxReadings = 24

/** The text and its decoded forms. Each is decoded again, since a text may be encoded twice. */
function readingsOf(text: string): Reading[] {
  const readings: Reading[] = [{ text }]
  for (const { text: one, sentence: first } of readings) {
    for (const { sentence, read } of spellings) {
      const decoded = readings.length < maxReadings ? read(one)?.trim() : undefined
      if (decoded === undefined || decoded === '' || readings.some((known) => known.text === decoded)) continue
      readings.push({ text: decoded, sentence: first ?? sentence })
    }
  }
  return readings
}

/** Reasons of parsePublicKey that many different mistakes have in common. */
const general: readonly string[] = [
  refusals.unknownType,
  refusals.leadingText,
  refusals.noData,
  refusals.base64,
  refusals.truncated,
  refusals.severalLines,
  refusals.controlCharacter,
  refusals.otherFormat
]

function describeFound({ text, sentence }: Reading, found: readonly FoundKey[], refused: string): Diagnosis {
  const [{ key, start, end }] = found as [FoundKey]
  const around = { before: text.slice(0, start), data: text.slice(start, end), after: text.slice(end), type: key.type }
  const surrounding = surroundings.find(({ seen }) => seen(around))
  const format = sentenceFor(formats, text)
  const own = general.includes(refused) ? (spelling(around) ?? surrounding?.sentence) : undefined
  return {
    sentence: sentence ?? format ?? own ?? refused,
    key: found.length === 1 && surrounding?.isForeign !== true ? key : undefined,
    command: sentence === undefined ? commandOf(text) : undefined,
    readings: []
  }
}

/** Texts around a key that are misread, although the key data itself can be read. */
function spelling({ before, data, after }: Around): string | undefined {
  const [next = ''] = /^\S*/.exec(after) ?? []
  const isSpelt = ({ read }: Spelling) =>
    read(before) !== undefined || (!/^[\\"']/.test(next) && read(`=${next}`) !== undefined)
  return /[\r\n]/.test(before + data) ? undefined : spellings.find(isSpelt)?.sentence
}

function describeOther(readings: readonly Reading[], refused: string): Diagnosis {
  const texts = readings.map(({ text }) => text)
  const format = firstOf(readings, ({ text, sentence }) => {
    const known = sentenceFor(formats, text)
    const command = sentence === undefined ? commandOf(text) : undefined
    return known === undefined ? undefined : { sentence: sentence ?? known, command, readings: texts }
  })
  if (format !== undefined) return format
  if (!general.includes(refused)) return { sentence: refused, readings: [] }
  const sentence =
    firstOf(readings, ({ text }) => sentenceFor([...unset, ...lookalikes, ...places, ...templates], text)) ??
    sentenceFor(damages, texts[0] ?? '') ??
    (hasKeyData(texts[0] ?? '') && refused !== refusals.severalLines ? refusals.truncated : refused)
  return { sentence, readings: [] }
}

function firstOf<T, R>(all: readonly T[], find: (one: T) => R | undefined): R | undefined {
  for (const one of all) {
    const found = find(one)
    if (found !== undefined) return found
  }
  return undefined
}
