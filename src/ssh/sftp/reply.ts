/** The replies of an SFTP server, version 3. */
import type { Attributes } from '@swas-local/linux/disk/attributes.ts'
import { has } from './fields.ts'
import { longName, modeOf } from './long-name.ts'

/** A packet without its length and the id of the request. */
export interface Reply {
  readonly type: number
  readonly fields: readonly Buffer[]
}

/** One name of a folder. */
export interface Named extends Attributes {
  readonly name: string
}

export const statusCodes = {
  ok: 0,
  endOfFile: 1,
  noSuchFile: 2,
  permissionDenied: 3,
  failure: 4,
  badMessage: 5,
  unsupported: 8
}

export function uint32(value: number): Buffer {
  const field = Buffer.allocUnsafe(4)
  field.writeUInt32BE(value)
  return field
}

export function uint64(value: number): Buffer {
  const field = Buffer.allocUnsafe(8)
  field.writeBigUInt64BE(BigInt(value))
  return field
}

export function string(value: string | Uint8Array): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([uint32(bytes.length), bytes])
}

/** A packet with its length in front. `fields` begin with the id of the request. */
export function packet(type: number, fields: readonly Buffer[]): Buffer {
  const length = fields.reduce((sum, field) => sum + field.length, 1)
  return Buffer.concat([uint32(length), Buffer.of(type), ...fields])
}

export const status = (code: keyof typeof statusCodes, words: string): Reply => ({
  type: 101,
  fields: [uint32(statusCodes[code]), string(words), string('en')]
})
export const done = status('ok', 'Success')
export const endOfFile = status('endOfFile', 'End of file')

export const handle = (name: string): Reply => ({ type: 102, fields: [string(name)] })
export const data = (bytes: Uint8Array): Reply => ({ type: 103, fields: [string(bytes)] })

/** A path without attributes. */
export const path = (name: string): Reply => ({ type: 104, fields: [uint32(1), string(name), string(name), uint32(0)] })
export const names = (files: readonly Named[]): Reply => ({
  type: 104,
  fields: [
    uint32(files.length),
    ...files.flatMap((file) => [string(file.name), string(longName(file)), attributesOf(file)])
  ]
})
export const attributes = (file: Attributes): Reply => ({ type: 105, fields: [attributesOf(file)] })
export const extended = (...fields: Buffer[]): Reply => ({ type: 201, fields })

/** All files belong to root. */
function attributesOf(file: Attributes): Buffer {
  const flags = has.size | has.owner | has.mode | has.times
  const seconds = uint32(Math.floor(file.modifiedAt / 1000))
  const [user, group] = [uint32(0), uint32(0)]
  return Buffer.concat([uint32(flags), uint64(file.size), user, group, uint32(modeOf(file)), seconds, seconds])
}
