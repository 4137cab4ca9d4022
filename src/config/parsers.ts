/** The types of settings: how the text of each is read, and what it is in the library and in JSON. */
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { type AccessKey, parseAccessKeys } from '../auth/access-keys.ts'

export interface SettingType<T> {
  /** Throws an Error that says what the text must be; the caller adds the name of the setting. */
  parse(text: string): T
  /** The type of the library's option, in TypeScript. */
  readonly option: string
  /** The type of the option in JSON. */
  readonly json: 'integer' | 'string' | 'boolean' | 'string[]' | 'AccessKey[]' | 'port'
  /** From the library's option, where it is a list, to the text of the environment variable. */
  listToText?(list: readonly never[]): string
  /** Whether the library's option may be an object, which the parser never sees. */
  readonly isObjectToo?: true
}

export const text: SettingType<string> = { parse: (given) => given, option: 'string', json: 'string' }

/** The path of a file; the library also takes the seed itself. */
export const seedFile: SettingType<string> = { ...text, option: 'string | object', isObjectToo: true }

/** The path of a PEM file that has a block of this kind, such as `CERTIFICATE`. */
export const pemFile = (kind: string): SettingType<string> => ({
  ...text,
  parse(given) {
    let pem: string
    try {
      pem = readFileSync(given, 'utf8')
    } catch (error) {
      throw new Error(`must be a file that can be read: ${error instanceof Error ? error.message : error}`)
    }
    if (!new RegExp(`^-----BEGIN ([A-Z]+ )?${kind}-----`, 'm').test(pem))
      throw new Error(`must be a PEM file with a ${kind.toLowerCase()}, and ${given} has none`)
    return given
  }
})

export const integer = (min: number, max: number): SettingType<number> => ({
  parse: (given) => toInteger(given, { min, max }),
  option: 'number',
  json: 'integer'
})

export const portOrOff: SettingType<number | 'off'> = {
  parse: (given) => (given === 'off' ? given : toInteger(given, { min: 0, max: 65535, suffix: ', or off' })),
  option: "number | 'off'",
  json: 'port'
}

function toInteger(given: string, { min, max, suffix = '' }: { min: number; max: number; suffix?: string }): number {
  const value = /^\d+$/.test(given) ? Number(given) : Number.NaN
  if (!(value >= min && value <= max)) throw new Error(`must be a whole number from ${min} to ${max}${suffix}`)
  return value
}

export function oneOf<const W extends string>(...words: readonly W[]): SettingType<W> {
  return {
    parse(given) {
      const found = words.find((word) => word === given)
      if (found === undefined) throw new Error(`must be one of ${words.join(', ')}`)
      return found
    },
    option: words.map((word) => `'${word}'`).join(' | '),
    json: 'string'
  }
}

export const yesNo: SettingType<boolean> = {
  parse: (given) => oneOf('yes', 'no').parse(given) === 'yes',
  option: 'boolean',
  json: 'boolean'
}

export const secret = (minLength: number): SettingType<string> => ({
  ...text,
  parse(given) {
    if (!new RegExp(`^[!-~]{${minLength},}$`).test(given))
      throw new Error(`must have ${minLength} characters or more, all printable ASCII without spaces`)
    return given
  }
})

export const postgresUrl: SettingType<string> = {
  ...text,
  parse(given) {
    if (!/^postgres(ql)?:\/\//.test(given)) throw new Error('must begin with postgres:// or postgresql://')
    return given
  }
}

const list = (parse: (items: readonly string[]) => readonly string[]): SettingType<readonly string[]> => ({
  parse: (given) => (given === '' ? [] : parse(given.split(',').map((item) => item.trim()))),
  option: 'readonly string[]',
  json: 'string[]',
  listToText: (items) => items.join(',')
})

export const hostNames = list((given) => {
  const hosts = given.map((host) => host.toLowerCase())
  if (!hosts.every((host) => /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(host)))
    throw new Error('must be host names without scheme and port, with commas between them')
  return hosts
})

/** IP addresses and CIDR blocks. */
export const addresses = list((blocks) => {
  if (!blocks.every(isBlock)) throw new Error('must be IP addresses or CIDR blocks, with commas between them')
  if (blocks.some((block) => /\/0+$/.test(block)))
    throw new Error('must not hold the block of all addresses: then each caller could say who it is')
  return blocks
})

function isBlock(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const family = isIP(address)
  return (
    more.length === 0 &&
    family !== 0 &&
    (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)))
  )
}

export const accessKeys: SettingType<readonly AccessKey[]> = {
  parse: parseAccessKeys,
  option: 'readonly KnownAccessKey[]',
  json: 'AccessKey[]',
  listToText: (list) => list.map(toPair).join(',')
}

const toPair = ({ accessKeyId, accessKeySecret, securityToken }: AccessKey) =>
  [accessKeyId, accessKeySecret, securityToken].filter((part) => part !== undefined).join(':')
