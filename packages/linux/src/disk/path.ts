import { errnoError } from './errno.ts'

// Linux allows 4096, but the database's index of the disks doesn't.
const maxPathBytes = 2048
const maxNameBytes = 255

const encoder = new TextEncoder()

/** The names in a path, with `.` and `..` resolved. Throws if no disk can hold it. */
export function namesOf(path: string, call: string): string[] {
  if (path.includes('\0')) throw errnoError('ENOENT', call, path.replaceAll('\0', ''))
  const names = plainNames(path)
  const isLong = path.length > maxPathBytes / 3 || path.length > maxNameBytes / 3
  if (isLong && (bytesOf(path) > maxPathBytes || names.some((name) => bytesOf(name) > maxNameBytes)))
    throw errnoError('ENAMETOOLONG', call, path)
  return names
}

const bytesOf = (text: string) => encoder.encode(text).length

function plainNames(path: string): string[] {
  const names: string[] = []
  // The database accepts no lone surrogates.
  for (const name of path.replace(/\p{Surrogate}/gu, '\uFFFD').split('/')) {
    if (name === '..') names.pop()
    else if (name !== '' && name !== '.') names.push(name)
  }
  return names
}

export const joined = (names: readonly string[]): string => `/${names.join('/')}`

export const below = (folder: string, name: string): string => (folder === '/' ? `/${name}` : `${folder}/${name}`)

/** Doesn't follow links. */
export const resolvePath = (base: string, path: string): string =>
  joined(plainNames(path.startsWith('/') ? path : `${base}/${path}`))
