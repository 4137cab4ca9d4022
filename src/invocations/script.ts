/** What a command's text becomes when it runs: `{{name}}` stands for a parameter, where parameters are on. Pure. */
import {
  commandTooLong,
  emptyParameterName,
  givenNameTooLong,
  invalidParameterName,
  parameterNameTooLong,
  parametersDisabled,
  parametersNotMatched,
  parameterTwice,
  tooManyParameters
} from '../errors/index.ts'

export type Parameters = Readonly<Record<string, string>>

const placeholder = /\{\{(.*?)\}\}/gs
const maxNames = 20
const maxNameBytes = 64

/** The names between braces as they are first written; case makes no difference. Throws where one can't be a name. */
export function parameterNames(content: string): string[] {
  const names = new Map<string, string>()
  for (const [, inside = ''] of content.matchAll(placeholder)) {
    const name = inside.trim()
    if (name === '') throw emptyParameterName()
    if (!/^[\w-]+$/.test(name)) throw invalidParameterName()
    if (name.length > maxNameBytes) throw parameterNameTooLong()
    if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name)
  }
  if (names.size > maxNames) throw tooManyParameters()
  return [...names.values()]
}

const base64Length = (text: string) => Math.ceil(Buffer.byteLength(text) / 3) * 4

/** Throws where text and parameters together are longer than `maxKiB`, both in Base64. */
export function checkLength(content: string, parameters: Parameters, maxKiB: number): void {
  const written = Object.keys(parameters).length === 0 ? '' : JSON.stringify(parameters)
  if (base64Length(content) + base64Length(written) > maxKiB * 1024) throw commandTooLong()
}

/** The text with the parameters put in; without any it stays as it is. A name that has no value gets an empty one. */
export function scriptOf(content: string, hasParameters: boolean, parameters: Parameters, maxCount: number): string {
  const given = Object.entries(parameters)
  if (given.length === 0) return content
  if (!hasParameters) throw parametersDisabled()
  if (given.length > maxCount) throw tooManyParameters()
  const known = new Set(parameterNames(content).map((name) => name.toLowerCase()))
  const values = new Map<string, string>()
  for (const [name, value] of given) {
    if (name === '') throw emptyParameterName()
    if (name.length > maxNameBytes) throw givenNameTooLong()
    if (!known.has(name.toLowerCase())) throw parametersNotMatched()
    if (values.has(name.toLowerCase())) throw parameterTwice()
    values.set(name.toLowerCase(), value)
  }
  return content.replace(placeholder, (_, inside: string) => values.get(inside.trim().toLowerCase()) ?? '')
}
