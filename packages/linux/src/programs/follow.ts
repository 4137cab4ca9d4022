/** `tail -f`: shows what is appended to files, until it is ended. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Host } from '../types.ts'
import type { ParsedOptions } from './options.ts'
import { type Context, fail } from './program.ts'

export interface Wanted {
  readonly context: Context
  readonly host: Pick<Host, 'sync'>
  /** Writes to the screen at once. */
  readonly show: (bytes: Uint8Array) => Promise<void>
  readonly printError: (words: string) => Promise<void>
}

interface Followed {
  readonly name: string
  readonly path: string
  /** How many bytes have been shown; undefined while the file doesn't exist. */
  seen: number | undefined
}

const defaultSeconds = 1
const newline = 10

/** Resolves at an error, or at the signal that ends it. */
export async function follow(parsed: ParsedOptions, { context, host, show, printError }: Wanted) {
  const { fs, cwd, signal } = context
  const seconds = Number(parsed.value('s') ?? defaultSeconds)
  if (!(seconds >= 0)) return fail(1, `tail: invalid number of seconds: '${parsed.value('s')}'`)
  // By name, tail waits until the file exists; by descriptor, tail gives up when the file is deleted.
  const isByName = parsed.has('F') || parsed.has('retry') || parsed.value('follow') === 'name'
  const hasHeaders = !parsed.has('q') && (parsed.has('v') || parsed.operands.length > 1)
  const files: Followed[] = []
  let shown: Followed | undefined

  const bytesOf = async (path: string): Promise<Uint8Array | undefined> => {
    if (!(await fs.exists(path)) || (await fs.stat(path)).isDirectory) return undefined
    return await fs.readFileBuffer(path)
  }
  const append = async (file: Followed, bytes: Uint8Array) => {
    if (hasHeaders && shown !== file)
      await show(Buffer.from(`${shown === undefined ? '' : '\n'}==> ${file.name} <==\n`))
    shown = file
    if (bytes.length > 0) await show(bytes)
  }
  const look = async (file: Followed) => {
    const bytes = await bytesOf(file.path)
    if (bytes === undefined) {
      if (isByName && file.seen !== undefined)
        await printError(`tail: '${file.name}' has become inaccessible: No such file or directory`)
      file.seen = undefined
      return
    }
    if (file.seen === undefined) await printError(`tail: '${file.name}' has appeared;  following new file`)
    else if (bytes.length < file.seen) await printError(`tail: ${file.name}: file truncated`)
    const from = file.seen === undefined || bytes.length < file.seen ? 0 : file.seen
    file.seen = bytes.length
    if (bytes.length > from) await append(file, bytes.subarray(from))
  }

  for (const name of parsed.operands) {
    const path = fs.resolvePath(cwd, name)
    const bytes = await bytesOf(path)
    const isDirectory = bytes === undefined && (await fs.exists(path))
    if (isDirectory) await printError(`tail: error reading '${name}': Is a directory`)
    else if (bytes === undefined) await printError(`tail: cannot open '${name}' for reading: No such file or directory`)
    if (bytes === undefined && (isDirectory || !isByName)) continue
    const file = { name, path, seen: bytes?.length }
    files.push(file)
    if (bytes !== undefined) await append(file, endOf(bytes, parsed))
  }
  if (files.length === 0) return fail(1, 'tail: no files remaining')

  for (;;) {
    // The signal may come during the wait or during the reads.
    const isOver = await sleep(seconds * 1000, false, signal && { signal }).catch(() => true)
    if (isOver || signal?.aborted) return { stdout: '', stderr: '', exitCode: 130 }
    await host.sync()
    for (const file of files) if (isByName || file.seen !== undefined) await look(file)
  }
}

/** What tail shows of a file at first: `-n 5`, `-n +5`, `-c 5`, `-c +5`. */
function endOf(bytes: Uint8Array, parsed: ParsedOptions): Uint8Array {
  const text = parsed.value('c') ?? parsed.value('n') ?? '10'
  const count = Number(text.replace(/^[-+]/, ''))
  const isFromStart = text.startsWith('+')
  if (parsed.value('c') !== undefined)
    return bytes.subarray(isFromStart ? Math.max(0, count - 1) : Math.max(0, bytes.length - count))
  const starts = [0]
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1))
    if (at + 1 < bytes.length) starts.push(at + 1)
  const line = isFromStart ? Math.max(0, count - 1) : starts.length - count
  return line >= starts.length ? bytes.subarray(bytes.length) : bytes.subarray(starts[Math.max(0, line)])
}
