/** One command, or one line of an interactive shell, from its text to its exit code. */
import { randomBytes } from 'node:crypto'
import { Bash, type BashExecResult, type IFileSystem } from 'just-bash'
import type { Disk } from '../disk/disk.ts'
import { guestFetch, makePrograms } from '../programs/index.ts'
import { currentGid, currentUid, runAs } from '../programs/user.ts'
import type { Exit } from '../types.ts'
import { environmentOf } from './environment.ts'
import { type Ask, hostOf } from './host.ts'
import { executionLimits, limits } from './limits.ts'
import { devices, makeLive } from './live.ts'
import { type Device, withDevices } from './live-fs.ts'
import { makeShells, type Streams } from './nested.ts'
import type { Run, RunEnd } from './protocol.ts'
import { markOutputs, withoutMarks } from './redirects.ts'
import { IncompleteError, type Prepared, parseLine, prepare } from './script.ts'
import { type Notes, notes, toState } from './state.ts'
import { createTraps } from './trap.ts'

export interface Running {
  readonly ended: Promise<RunEnd>
  signal(name: string): void
  resize(columns: number, rows: number): void
}

/** A longer file is looked at by the shell alone. */
const longestScript = 2 ** 20

/** What a device without an end gives: just-bash reads a file as a whole. */
const blockBytes = 2 ** 16

/** It may be signalled while it waits for its disk. */
export function startRun(what: Run, disk: Promise<Disk>, ask: Ask): Running {
  const aborter = new AbortController()
  let signalled: string | undefined
  const size = { ...what.terminal }
  const run = async (): Promise<RunEnd> => {
    const opened = await disk
    const end = await runAs(what.user, () => execute(what, opened, ask, aborter.signal, size))
    if (signalled === undefined || end.state !== undefined) return end
    return { ...end, exit: { signal: signalled, message: '' } }
  }
  return {
    ended: run(),
    signal(name) {
      signalled ??= name
      aborter.abort(name)
    },
    resize: (columns, rows) => void Object.assign(size, { columns, rows })
  }
}

async function execute(
  what: Run,
  disk: Disk,
  ask: Ask,
  signal: AbortSignal,
  size: { columns?: number; rows?: number }
): Promise<RunEnd> {
  const write = (isError: boolean) => async (bytes: Uint8Array) => {
    const shown = isError ? Buffer.from(withoutMarks(Buffer.from(bytes).toString('latin1')), 'latin1') : bytes
    await ask('output', { isError, bytes: shown })
  }
  const complain = (text: string) => write(true)(Buffer.from(`bash: ${text}\n`))
  const left: Notes = {}
  let isLeaving = false
  const note = (name: keyof typeof notes): [string, Device] => [
    notes[name],
    {
      async write(bytes) {
        left[name] = (left[name] ?? '') + Buffer.from(bytes).toString()
        if (name === 'status') isLeaving = false // it was a subshell that ended
      }
    }
  ]
  const line = (isSecret: boolean): Device => ({
    isText: true,
    read: async () => (await ask('line', { isSecret })) ?? new Uint8Array()
  })
  const exit: Device = { read: async () => new Uint8Array() }
  const all = new Map<string, Device>([
    [devices.output, { write: write(false) }],
    [devices.error, { write: write(true) }],
    [devices.input, { read: () => readAll(ask) }],
    [devices.line, line(false)],
    [devices.secretLine, line(true)],
    [devices.exit, exit],
    ['/dev/null', {}],
    ['/dev/zero', { read: async () => new Uint8Array(blockBytes) }],
    ['/dev/random', { read: async () => randomBytes(blockBytes) }],
    ['/dev/urandom', { read: async () => randomBytes(blockBytes) }],
    ['/dev/tty', { ...line(false), write: write(false) }],
    ...(Object.keys(notes) as (keyof typeof notes)[]).map(note)
  ])
  const fs = withDevices(disk, all, (path) => {
    if (path === devices.exit) isLeaving = true
  })
  const workingDirectory = typeof what.state === 'object' ? what.state.workingDirectory : what.workingDirectory
  if (!(await isDirectory(fs, workingDirectory))) return { exit: { code: 1 } }

  let prepared: Prepared
  try {
    prepared = await prepare(parseLine(what.command, what.state !== undefined), what.state, async (path) => {
      const full = fs.resolvePath(workingDirectory, path)
      if (!(await fs.exists(full))) return undefined
      const { isFile, mode, size } = await fs.stat(full)
      if (!isFile || size > longestScript) return undefined
      return { text: await fs.readFile(full), isExecutable: (mode & 0o111) !== 0 }
    })
  } catch (error) {
    if (error instanceof IncompleteError) return { exit: { code: 0 }, isIncomplete: true }
    if (!(error instanceof SyntaxError)) throw error
    await complain(error.message)
    const kept = typeof what.state === 'object' ? { state: { ...what.state, status: 2 } } : {}
    return { exit: { code: 2 }, ...kept }
  }

  const traps = createTraps()
  let streams: Streams | undefined
  let whole: Prepared['whole'] | undefined = prepared.whole
  const bash = new Bash({
    fs,
    cwd: workingDirectory,
    env: environmentOf(what),
    executionLimits,
    python: true,
    fetch: guestFetch,
    processInfo: { pid: 1000, ppid: 1, uid: currentUid, gid: currentGid },
    customCommands: [
      ...makePrograms(what.machine, hostOf(what, disk, ask, size)),
      traps.command,
      ...makeShells((given) => {
        streams = given
      })
    ]
  })
  bash.registerTransformPlugin({
    name: 'live',
    transform({ ast }) {
      const own = whole
      const handedOn = streams
      whole = undefined
      streams = undefined
      return { ast: markOutputs(own ?? (handedOn === undefined ? ast : makeLive(ast, prepared.reading, handedOn))) }
    }
  })
  const result = await bash.exec(':', { signal, rawScript: true }).catch((error: Error) => {
    if (!/^E[A-Z]+: /.test(error.message)) throw error
    return { stdout: '', stderr: `bash: ${error.message.replace(/^E[A-Z]+: /, '')}\n`, exitCode: 1, env: {} }
  })
  if (!signal.aborted) await writeRest(result, write)
  for (const { script, environment, workingDirectory: cwd } of traps.handlers(
    signal.aborted ? signal.reason : undefined
  )) {
    const all = [...Object.values(prepared.functions), script].join('\n')
    await writeRest(
      await bash.exec(all, { env: { ...environment, ...result.env }, replaceEnv: true, cwd, rawScript: true }),
      write
    )
  }
  const end: Exit = { code: result.exitCode }
  if (what.state === undefined || isLeaving) return { exit: end }
  const earlier = what.state
  if (left.status !== undefined)
    return {
      exit: end,
      state: toState(left, earlier, prepared.functions, { hostname: what.machine.hostname, user: what.user })
    }
  // The line was given up, by ^C or by an error that ends no interactive shell.
  const status = signal.aborted ? 130 : result.exitCode
  return { exit: end, ...(typeof earlier === 'object' && { state: { ...earlier, status } }) }
}

async function isDirectory(fs: IFileSystem, path: string): Promise<boolean> {
  return (await fs.exists(path)) && (await fs.stat(path)).isDirectory
}

async function readAll(ask: Ask): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const bytes = await ask('stdin', undefined)
    if (bytes === undefined) return Buffer.concat(chunks)
    chunks.push(bytes)
    length += bytes.length
    if (length > limits.inputBytes) throw new Error('ENOSPC: the input is too large')
  }
}

// What was written where nothing told us at once: by substitutions, by the shell itself.
async function writeRest(result: BashExecResult, write: (isError: boolean) => (bytes: Uint8Array) => Promise<void>) {
  const { stdout, stderr, stdoutKind, stdoutEncoding } = result
  const isBytes = stdoutKind === 'bytes' || stdoutEncoding === 'binary'
  if (stdout !== '') await write(false)(Buffer.from(stdout, isBytes ? 'latin1' : 'utf8'))
  if (stderr !== '') await write(true)(Buffer.from(stderr))
}
