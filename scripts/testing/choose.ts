/** Which test files a run is about. */
import { readdirSync, readFileSync } from 'node:fs'
import { readImports } from './imports.ts'
import { patternsFor } from './names.ts'
import type { Options } from './options.ts'
import { isUnit } from './runs.ts'

/** Test files, each with the patterns of the tests that run in it; undefined: all of them. */
export type Chosen = ReadonlyMap<string, readonly string[] | undefined>

export async function choose({ paths, name, unitOnly }: Options): Promise<Chosen> {
  let files = testFiles().filter((file) => paths.length === 0 || paths.some((path) => file.startsWith(path)))
  if (files.length === 0) throw new Error(`No test file's path begins with ${paths.join(' or ')}.`)
  if (unitOnly) {
    const imports = await readImports(files)
    files = files.filter((file) => isUnit(file, imports))
    if (files.length === 0) throw new Error('None of these test files is a unit test.')
  }
  if (name === undefined) return new Map(files.map((file) => [file, undefined]))
  const named = files.flatMap((file) => {
    const patterns = patternsFor(readFileSync(file, 'utf8'), name)
    return patterns === undefined ? [] : [[file, patterns] as const]
  })
  if (named.length === 0) throw new Error(`No test's name contains ${JSON.stringify(name)}.`)
  return new Map(named)
}

function testFiles(): string[] {
  const all = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => `test/${path.replaceAll('\\', '/')}`)
  return all.sort().sort((a, b) => rank(a) - rank(b))
}

/**
 * The longest come first, so that none is left for the end: those that install something or ask for more time than
 * others, then others in no folder.
 */
function rank(path: string): number {
  const isSlow = /\/(toolchain|workshop|installed|sdk)\.ts'|t\.setTimeout\(|\{[^{}]*\btimeout: \d+_000 \}, async/
  if (isSlow.test(readFileSync(path, 'utf8'))) return 0
  return path.split('/').length > 2 ? 2 : 1
}
