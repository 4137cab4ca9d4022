/** Replaces `{{name}}` in a command by its parameters, if the command has parameters enabled. Pure. */
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

/** The names between braces, each as it is first written; case is ignored. Throws for an invalid name. */
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

/** Throws commandTooLong if text and parameters together exceed `maxKiB`, both in Base64. */
export function checkLength(content: string, parameters: Parameters, maxKiB: number): void {
  const json = Object.keys(parameters).length === 0 ? '' : JSON.stringify(parameters)
  if (base64Length(content) + base64Length(json) > maxKiB * 1024) throw commandTooLong()
}

/**
 * The text with its parameters replaced; unchanged without parameters. A name without a value is replaced by nothing.
 */
export function scriptOf(
  { content, hasParameters }: { content: string; hasParameters: boolean },
  parameters: Parameters,
  maxCount: number
): string {
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
