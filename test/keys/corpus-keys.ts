import { generateKeyPairSync } from 'node:crypto'
import * as make from './make.ts'
import type { Random } from './random.ts'

export type Category = (random: Random) => string
export type Maker = (random: Random) => make.Plain

export const { blobOf, lineOf, mpint, string } = make
export const comments = ['', 'me@here', 'two words', '笔记本 👩‍💻'] as const

export function odd(random: Random, bits: number): Buffer {
  const number = random.bytes(Math.ceil(bits / 8))
  const top = (bits - 1) % 8
  number[0] = ((number[0] ?? 0) & ((1 << (top + 1)) - 1)) | (1 << top)
  number[number.length - 1] = (number.at(-1) ?? 0) | 1
  return number
}

export const f4: Buffer = Buffer.of(1, 0, 1)

export function rsa(random: Random, bits = random.pick([1024, 2048, 3072]), exponent = f4): make.Plain {
  return { type: 'ssh-rsa', fields: Buffer.concat([mpint(exponent), mpint(odd(random, bits))]) }
}

export function dsa(random: Random, bits = 1024, qBits = 160): make.Plain {
  const small = () => odd(random, bits - 1)
  const numbers = [odd(random, bits), odd(random, qBits), small(), small()]
  return { type: 'ssh-dss', fields: Buffer.concat(numbers.map(mpint)) }
}

export const ecdsa = (random: Random, bits: make.CurveBits = random.pick([256, 384, 521])) =>
  make.ecdsaPlain(bits, random.bytes(24))

export const ed25519 = (random: Random, length = 32): make.Plain => ({
  type: 'ssh-ed25519',
  fields: string(random.bytes(length))
})

export const plain = (random: Random) => random.pick<Maker>([rsa, dsa, ecdsa, ed25519])(random)
export const line = ({ type, fields }: make.Plain, comment = '') => lineOf(type, blobOf({ type, fields }), comment)
export const anyLine = (random: Random) => line(plain(random), random.pick(comments))

/** A line split into its parts, to be put together differently. */
export function parts(random: Random): { type: string; data: string; blob: Buffer } {
  const key = plain(random)
  const blob = blobOf(key)
  return { type: key.type, data: blob.toString('base64'), blob }
}

export const rsaFields = (...fields: Buffer[]) => line({ type: 'ssh-rsa', fields: Buffer.concat(fields) })
export const dsaFields = (...numbers: Buffer[]) => line({ type: 'ssh-dss', fields: Buffer.concat(numbers.map(mpint)) })
export const point = (name: string, bytes: Buffer) =>
  line({ type: `ecdsa-sha2-${name}`, fields: Buffer.concat([string(name), string(bytes)]) })

/** A key whose data is longer than 16 bytes, with one length field overwritten. */
export function withLength(random: Random, length: number): string {
  const { type, blob } = parts(random)
  const at = random.pick([0, 4 + type.length])
  blob.writeUInt32BE(length, at)
  return lineOf(type, blob)
}

export const put = (text: string, at: number, insert: string) => text.slice(0, at) + insert + text.slice(at)

// Private keys, made up here so that none stands in the tree.

export function pkcs8(random: Random): string {
  const seed = random.bytes(32)
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  return `-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----\n`
}

let sec1Key: string | undefined
export function sec1(random: Random): string {
  sec1Key ??= generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'sec1', format: 'pem' })
    .toString()
  return sec1Key + '\n'.repeat(random.below(3))
}
