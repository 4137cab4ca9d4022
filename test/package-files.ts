/** Files of installed packages, for tests of what a package doesn't document. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../node_modules')

export const readPackageFile = (name: string, path: string): string => readFileSync(join(folder, name, path), 'utf8')

export const versionOf = (name: string): string => JSON.parse(readPackageFile(name, 'package.json')).version
