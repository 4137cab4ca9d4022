/** What tests need in other languages, installed on first use into `node_modules/.cache`, and kept there. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const here = import.meta.dirname
const cache = join(here, '../node_modules/.cache/swas-local')

/** A program, or why this machine can't have it. */
export type Tool = { readonly program: string; readonly lacking: false } | { readonly lacking: string }

/** What the machine or the network lacks; every other error is a failure. */
class Lacking extends Error {}

async function orLacking<T>(attempt: Promise<T>, what: string): Promise<T> {
  try {
    return await attempt
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim().split('\n').at(-1) : ''
    throw new Lacking(said ? `${what}: ${said}` : what)
  }
}

async function find(prepare: () => Promise<string>): Promise<Tool> {
  try {
    return { program: await prepare(), lacking: false }
  } catch (error) {
    if (error instanceof Lacking) return { lacking: error.message }
    throw error
  }
}

/** Two processes may do this at the same time: each fills a folder of its own, and the first to be done wins. */
export async function madeOnce(
  name: string,
  key: readonly (string | Buffer)[],
  make: (folder: string) => Promise<void>
) {
  const hash = createHash('sha256')
  for (const part of key) hash.update(part).update('\0')
  const folder = join(cache, `${name}-${hash.digest('hex').slice(0, 16)}`)
  if (existsSync(folder)) return folder
  mkdirSync(cache, { recursive: true })
  const mine = mkdtempSync(join(cache, '.making-'))
  try {
    await make(mine)
    renameSync(mine, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
  } finally {
    rmSync(mine, { recursive: true, force: true })
  }
  return folder
}

const atLeast = (version: readonly number[], [major, minor]: readonly [number, number]) =>
  (version[0] ?? 0) > major || (version[0] === major && (version[1] ?? 0) >= minor)

/** A Python that has these packages and no others; the file names them all, with exact versions. */
export const findPython = (requirements: string) =>
  find(async () => {
    const ask = 'import sys, json, venv, ensurepip; print(json.dumps([sys.version_info[:3], sys.base_prefix]))'
    const { stdout } = await orLacking(run('python3', ['-c', ask]), 'no python3 with venv')
    const [version] = JSON.parse(stdout)
    if (!atLeast(version, [3, 9])) throw new Lacking(`Python ${version.join('.')} is older than 3.9`)
    const folder = await madeOnce('python', [stdout, readFileSync(requirements)], async (mine) => {
      await run('python3', ['-m', 'venv', mine])
      const install = ['-m', 'pip', 'install', '--quiet', '--no-color', '--no-deps', '--requirement', requirements]
      await orLacking(run(join(mine, 'bin/python'), install), 'the Python packages cannot be had')
    })
    return join(folder, 'bin/python')
  })

/** The driver of the Go SDKs, built. */
export const findGoDriver = () =>
  find(async () => {
    const cwd = join(here, 'sdk/go')
    const { stdout } = await orLacking(run('go', ['env', 'GOVERSION', 'GOARCH'], { cwd }), 'no go')
    const version = (stdout.match(/^go(\d+)\.(\d+)/) ?? []).slice(1).map(Number)
    if (!atLeast(version, [1, 19])) throw new Lacking(`${stdout.split('\n')[0]} is older than go1.19`)
    const sources = ['go.mod', 'go.sum', 'main.go', 'sdk.go', 'old.go'].map((name) => readFileSync(join(cwd, name)))
    const folder = await madeOnce('go', [stdout, ...sources], async (mine) => {
      await orLacking(run('go', ['mod', 'download'], { cwd }), 'the Go modules cannot be had')
      const env = { ...process.env, CGO_ENABLED: '0' } // no C compiler is needed
      await run('go', ['build', '-buildvcs=false', '-o', join(mine, 'driver'), '.'], { cwd, env })
    })
    return join(folder, 'driver')
  })

/** A folder with the driver of the Java SDK as a class, and its packages in `lib`. */
export const findJavaDriver = () =>
  find(async () => {
    const cwd = join(here, 'sdk/java')
    const { stdout } = await orLacking(run('javac', ['--version']), 'no javac')
    const major = Number(/\d+/.exec(stdout)?.[0])
    if (major < 17) throw new Lacking(`Java ${major} is older than 17`)
    const [pom, source] = ['pom.xml', 'Driver.java'].map((name) => join(cwd, name)) as [string, string]
    return await madeOnce('java', [stdout, readFileSync(pom), readFileSync(source)], async (mine) => {
      const libraries = join(mine, 'lib')
      const copy = ['--batch-mode', '--quiet', 'dependency:copy-dependencies', `-DoutputDirectory=${libraries}`]
      await orLacking(run('mvn', [...copy, '-f', pom]), 'the Java packages cannot be had')
      await run('javac', ['-encoding', 'UTF-8', '-cp', join(libraries, '*'), '-d', mine, source])
    })
  })
