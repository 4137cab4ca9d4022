/** The AccessKeys that the service knows: from the settings, and from a file that is read again when it changes. */
import { readFileSync, statSync } from 'node:fs'
import { type Static, Type } from 'typebox'
import { Errors } from 'typebox/value'
import type { Policy } from './policy.ts'

const AccessKey = Type.Object(
  {
    accessKeyId: Type.String({ minLength: 1, maxLength: 128 }),
    accessKeySecret: Type.String({ minLength: 1 }),
    /** Of temporary credentials: every call must bring it. */
    securityToken: Type.Optional(Type.String({ minLength: 1 })),
    /** When temporary credentials end, `yyyy-MM-ddTHH:mm:ssZ`. */
    expires: Type.Optional(Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$' })),
    active: Type.Optional(Type.Boolean())
  },
  { additionalProperties: false }
)

/** An AccessKey that the service knows. */
export type AccessKey = Static<typeof AccessKey> & {
  /** Whose things it opens; an account of its own unless said. */
  readonly account?: string
  /** What it may do; everything where there is none. */
  readonly policies?: readonly Policy[]
  /** Whether its account ends by itself. */
  readonly isTemporary?: boolean
}
export type FindAccessKey = (accessKeyId: string) => AccessKey | undefined | Promise<AccessKey | undefined>

/** `id:secret` or `id:secret:token`, with commas between several. Throws for what is neither, without showing it. */
export function parseAccessKeys(text: string): AccessKey[] {
  return text.split(',').map((entry) => {
    const [, accessKeyId, accessKeySecret, securityToken] = /^\s*([^:\s]+):([^:\s]+)(?::(\S+))?\s*$/.exec(entry) ?? []
    if (accessKeyId === undefined || accessKeySecret === undefined)
      throw new Error('must be AccessKeyId:secret or AccessKeyId:secret:token, with commas between several')
    return { accessKeyId, accessKeySecret, ...(securityToken !== undefined && { securityToken }) }
  })
}

/** A JSON list of AccessKeys. Throws for anything else, without showing it. */
export function parseAccessKeyFile(text: string): AccessKey[] {
  let list: unknown
  try {
    list = JSON.parse(text)
  } catch {
    throw new Error('is not JSON')
  }
  const [fault] = Errors(Type.Array(AccessKey), list)
  if (fault !== undefined) throw new Error(`${fault.instancePath || 'the list'} ${fault.message}`)
  return list as AccessKey[]
}

export interface KeySources {
  readonly accessKeys: readonly AccessKey[]
  readonly accessKeysFile: string | undefined
  /** Told of a file that was changed to something that can't be read; the keys that it had stay. */
  onFault(error: unknown): void
}

const lookMs = 1000

/** Throws where the file can't be read now. */
export function createAccessKeys({ accessKeys, accessKeysFile: file, onFault }: KeySources): FindAccessKey {
  const index = (keys: readonly AccessKey[]) => new Map(keys.map((key) => [key.accessKeyId, key]))
  const own = index(accessKeys)
  if (file === undefined) return (id) => own.get(id)

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
      onFault(error)
    }
  }
  return (id) => {
    if (performance.now() - looked > lookMs) look()
    return own.get(id) ?? others.get(id)
  }
}
