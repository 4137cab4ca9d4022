/** AccessKeys from the settings and from a file, which is read again when it changes. */
import { readFileSync, statSync } from 'node:fs'
import { type Static, Type } from 'typebox'
import { schemaErrorOf } from '../errors/schema-error.ts'
import { type Policy, parsePolicies } from './policy.ts'

const AccessKey = Type.Object(
  {
    accessKeyId: Type.String({ minLength: 1, maxLength: 128 }),
    accessKeySecret: Type.String({ minLength: 1 }),
    /** For temporary credentials: every call must send it. */
    securityToken: Type.Optional(Type.String({ pattern: '^[!-~]+$' })),
    /** When temporary credentials expire, `yyyy-MM-ddTHH:mm:ssZ`. */
    expires: Type.Optional(Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$' })),
    active: Type.Optional(Type.Boolean()),
    account: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    policies: Type.Optional(Type.Array(Type.Unknown()))
  },
  { additionalProperties: false }
)

/** A registered AccessKey. Without `account`, it is an account of its own, named by the AccessKeyId. */
export type AccessKey = Omit<Static<typeof AccessKey>, 'policies'> & {
  /** What it may do; undefined for everything. */
  readonly policies?: readonly Policy[]
  /** When its account expires. */
  readonly endsAt?: Date
}

/** `'account'` if the name is an account with registered AccessKeys: an anonymous caller can't use it. */
export type Found = AccessKey | 'account' | undefined
export type FindAccessKey = (name: string) => Found | Promise<Found>

/** Parses `id:secret` or `id:secret:token`, separated by commas. Throws an error that doesn't quote the text. */
export function parseAccessKeys(text: string): AccessKey[] {
  return text.split(',').map((entry) => {
    const [, accessKeyId, accessKeySecret, securityToken] =
      /^\s*([^:\s]+):([^:\s]+)(?::([!-~]+))?\s*$/.exec(entry) ?? []
    if (accessKeyId === undefined || accessKeySecret === undefined)
      throw new Error('must be AccessKeyId:secret or AccessKeyId:secret:token, with commas between several')
    return { accessKeyId, accessKeySecret, ...(securityToken !== undefined && { securityToken }) }
  })
}

/** Parses a JSON list of AccessKeys. Throws an error that doesn't quote the text. */
export function parseAccessKeyFile(text: string): AccessKey[] {
  let list: unknown
  try {
    list = JSON.parse(text)
  } catch {
    throw new Error('is not JSON')
  }
  const fault = schemaErrorOf(Type.Array(AccessKey), list)
  if (fault !== undefined) throw new Error(fault)
  return (list as Static<typeof AccessKey>[]).map(({ policies, ...key }, place) => ({
    ...key,
    ...(policies !== undefined && { policies: policiesOf(policies, `/${place}/policies`) })
  }))
}

function policiesOf(list: unknown, place: string): Policy[] {
  try {
    return parsePolicies(list)
  } catch (error) {
    throw new Error(`${place}: ${error instanceof Error ? error.message : error}`)
  }
}

export interface KeySources {
  readonly accessKeys: readonly AccessKey[]
  readonly accessKeysFile: string | undefined
  /** Called if the changed file can't be read; the AccessKeys that were read before stay. */
  onError(error: unknown): void
}

/** Finds an AccessKey of settings or file by its id, or an account by its name. */
export type FindConfigured = (name: string) => Found

/** How often the file's time of change is read at most. */
const lookMs = 1000

/** Throws if the file can't be read now. */
export function createAccessKeys({ accessKeys, accessKeysFile: file, onError }: KeySources): FindConfigured {
  const own = index(accessKeys)
  if (file === undefined) return (name) => own.get(name)

  const read = () => index(parseAccessKeyFile(readFileSync(file, 'utf8')))
  const changeOf = () => statSync(file).mtimeMs
  let [changed, looked, others] = [changeOf(), performance.now(), read()]
  const look = () => {
    looked = performance.now()
    try {
      const now = changeOf()
      if (now === changed) return
      changed = now
      others = read()
    } catch (error) {
      onError(error)
    }
  }
  return (name) => {
    if (performance.now() - looked > lookMs) look()
    const [first, second] = [own.get(name), others.get(name)]
    return typeof first === 'object' ? first : (second ?? first)
  }
}

const index = (keys: readonly AccessKey[]): ReadonlyMap<string, Found> =>
  new Map<string, Found>([
    ...keys.flatMap(({ account }) => (account === undefined ? [] : [[account, 'account'] as const])),
    ...keys.map((key) => [key.accessKeyId, key] as const)
  ])
