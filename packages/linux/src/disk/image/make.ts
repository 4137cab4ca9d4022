import type { Entry } from '../entry.ts'

/** The date of the images: the middle of 2024, as their kernels. */
const madeAt = Date.parse('2024-07-16T02:03:04Z')

const encoder = new TextEncoder()

const entry = (kind: Entry['kind'], path: string, mode: number, text: string): Entry =>
  Object.freeze({ path, kind, mode, content: encoder.encode(text), modifiedAt: madeAt })

export const file = (path: string, text: string, mode = 0o644): Entry => entry('file', path, mode, text)

export const folder = (path: string, mode = 0o755): Entry => entry('directory', path, mode, '')

export const link = (path: string, target: string): Entry => entry('link', path, 0o777, target)
