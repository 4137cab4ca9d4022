/** From a setting's text to its value; what doesn't fit is refused, by the setting's name. */
import { type AccessKey, parseAccessKeys } from '../auth/access-keys.ts'
import type { Name } from './settings.ts'
import { ConfigError } from './sources.ts'

/** `word` is what else may be said, in other words than a number. */
export function integer(name: Name, text: string | undefined, min: number, max: number, word?: string): number {
  const value = /^\d+$/.test(text ?? '') ? Number(text) : Number.NaN
  if (!(value >= min && value <= max)) {
    throw new ConfigError(
      `${name} must be a whole number from ${min} to ${max}${word === undefined ? '' : `, or ${word}`}.`
    )
  }
  return value
}

export function accessKeys(name: Name, text: string | undefined): AccessKey[] {
  try {
    return text === undefined ? [] : parseAccessKeys(text)
  } catch (error) {
    throw new ConfigError(`${name} ${error instanceof Error ? error.message : error}.`)
  }
}

export function secret(name: Name, text: string | undefined, min: number): string | undefined {
  if (text !== undefined && !new RegExp(`^[!-~]{${min},}$`).test(text))
    throw new ConfigError(`${name} must have ${min} characters or more, all printable ASCII without spaces.`)
  return text
}

export function hostNames(name: Name, text = ''): string[] {
  const hosts = text.split(',').map((host) => host.trim().toLowerCase())
  if (text !== '' && !hosts.every((host) => /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(host)))
    throw new ConfigError(`${name} must be host names without scheme and port, with commas between them.`)
  return text === '' ? [] : hosts
}

export function oneOf(name: Name, text: string | undefined, values: readonly string[]): string {
  if (text === undefined || !values.includes(text))
    throw new ConfigError(`${name} must be one of ${values.join(', ')}.`)
  return text
}
