/** Runs one command, or one line of an interactive shell: from its text to its exit code. */
import { Bash, type BashExecResult, type IFileSystem } from 'just-bash'
import type { Disk } from '../disk/disk.ts'
import { guestFetch, makePrograms } from '../programs/index.ts'
import { currentGid, currentUid, runAs } from '../programs/user.ts'
import { devicesOf, type Outputs, outputsOf, type Remains } from './devices.ts'
import { environmentOf } from './environment.ts'
import { type Ask, hostOf, type Size } from './host.ts'
import { toResult } from './just-bash-internals.ts'
import { executionLimits } from './limits.ts'
import { devices, makeLive } from './live.ts'
import { withDevices } from './live-fs.ts'
import { makeShells, type Streams } from './nested.ts'
import type { Run, RunEnd } from './protocol.ts'
import { markOutputs } from './redirects.ts'
import { IncompleteError, type Prepared, parseLine, prepare } from './script.ts'
import { toState } from './state.ts'
import { createTraps, type Traps } from './trap.ts'

export interface Running {
  readonly ended: Promise<RunEnd>
  signal(name: string): void
  resize(columns: number, rows: number): void
}

/** The shell doesn't look into a longer script before it runs it. */
const maxScriptBytes = 2 ** 20

/** A signal may come while the run still waits for its disk. */
export function startRun(what: Run, disk: Promise<Disk>, ask: Ask): Running {
  const aborter = new AbortController()
  let signalled: string | undefined
  const size = { ...what.terminal }
  const run = async (): Promise<RunEnd> => {
    const context = { what, disk: await disk, ask, signal: aborter.signal, size }
    const end = await runAs(what.user, () => execute(context))
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

interface Context {
  readonly what: Run
  readonly disk: Disk
  readonly ask: Ask
  readonly signal: AbortSignal
  readonly size: Size
}

async function execute(context: Context): Promise<RunEnd> {
  const { what, disk, ask, signal } = context
  const outputs = outputsOf(ask)
  const remains: Remains = { notes: {}, isLeaving: false }
  const fs = withDevices(disk, devicesOf(ask, outputs, remains), (path) => {
    if (path === devices.exit) remains.isLeaving = true
  })
  const cwd = typeof what.state === 'object' ? what.state.workingDirectory : what.workingDirectory
  if (!(await fs.exists(cwd)) || !(await fs.stat(cwd)).isDirectory) return { exit: { code: 1 } }

  let script: Prepared
  try {
    script = await prepareScript(what, fs, cwd)
  } catch (error) {
    if (error instanceof IncompleteError) return { exit: { code: 0 }, isIncomplete: true }
    if (!(error instanceof SyntaxError)) throw error
    await outputs.stderr(Buffer.from(`bash: ${error.message}\n`))
    return { exit: { code: 2 }, ...stateWithStatus(what, 2) }
  }

  const traps = createTraps()
  const bash = makeBash(context, { fs, cwd, script, traps })
  const result = await bash.exec(':', { signal, rawScript: true }).catch(toResult)
  if (!signal.aborted) await writeRest(result, outputs)
  for (const handler of traps.handlers(signal.aborted ? signal.reason : undefined)) {
    const text = [...Object.values(script.functions), handler.script].join('\n')
    const env = { ...handler.environment, ...result.env }
    const options = { env, replaceEnv: true, cwd: handler.workingDirectory, rawScript: true }
    await writeRest(await bash.exec(text, options), outputs)
  }
  return toEnd(context, result.exitCode, remains, script)
}

async function prepareScript({ command, state }: Run, fs: IFileSystem, cwd: string): Promise<Prepared> {
  return await prepare(parseLine(command, state !== undefined), state, async (path) => {
    const full = fs.resolvePath(cwd, path)
    if (!(await fs.exists(full))) return undefined
    const { isFile, mode, size } = await fs.stat(full)
    if (!isFile || size > maxScriptBytes) return undefined
    return { text: await fs.readFile(full), isExecutable: (mode & 0o111) !== 0 }
  })
}

interface Parts {
  readonly fs: IFileSystem
  readonly cwd: string
  readonly script: Prepared
  readonly traps: Traps
}

/** A shell that runs the prepared script in place of the first text that it is given. */
function makeBash({ what, disk, ask, size }: Context, { fs, cwd, script, traps }: Parts): Bash {
  let streams: Streams | undefined
  let whole: Prepared['whole'] | undefined = script.whole
  const bash = new Bash({
    fs,
    cwd,
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
      return { ast: markOutputs(own ?? (handedOn === undefined ? ast : makeLive(ast, script.reading, handedOn))) }
    }
  })
  return bash
}

/** How the run ended, and the state for the next line if an interactive shell goes on. */
function toEnd({ what, signal }: Context, exitCode: number, { notes, isLeaving }: Remains, script: Prepared): RunEnd {
  const exit = { code: exitCode }
  if (what.state === undefined || isLeaving) return { exit }
  if (notes.status !== undefined) {
    const names = { hostname: what.machine.hostname, user: what.user }
    return { exit, state: toState(notes, what.state, script.functions, names) }
  }
  // ^C gave the line up, or an error did that doesn't end an interactive shell.
  return { exit, ...stateWithStatus(what, signal.aborted ? 130 : exitCode) }
}

const stateWithStatus = ({ state }: Run, status: number): Pick<RunEnd, 'state'> =>
  typeof state === 'object' ? { state: { ...state, status } } : {}

/** Writes the output that reached no device: that of substitutions, and the shell's own. */
async function writeRest(result: BashExecResult, outputs: Outputs): Promise<void> {
  const { stdout, stderr, stdoutKind, stdoutEncoding } = result
  const isBytes = stdoutKind === 'bytes' || stdoutEncoding === 'binary'
  if (stdout !== '') await outputs.stdout(Buffer.from(stdout, isBytes ? 'latin1' : 'utf8'))
  if (stderr !== '') await outputs.stderr(Buffer.from(stderr))
}
