/** What Python may ask of its server. The questions travel as requests of `fetch`; there is no network. */
import type { SecureFetch } from 'just-bash'
import { assigned, type Context, quote } from '../program.ts'

interface Question {
  readonly operation: string
  readonly paths?: readonly string[]
  readonly target?: string
  readonly seconds?: number | null
  readonly argv?: readonly string[]
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Bytes, in base64. */
  readonly data?: string
}

interface Run {
  readonly context: Context
  readonly written: { readonly 1: Buffer[]; readonly 2: Buffer[]; size: number }
}

/** Running Python programs, by their tokens. */
const running = new Map<string, Run>()

async function runProgram({ exec, signal }: Context, { argv = [], cwd = '/', env = {}, data = '' }: Question) {
  const [name = '', ...args] = argv
  if (exec === undefined) throw new Error('there is no shell to run it')
  const { exitCode, stdout, stderr, stdoutKind } = await exec(assigned(env) + quote(name), {
    args,
    cwd,
    env: { ...env },
    replaceEnv: true,
    stdin: Buffer.from(data, 'base64').toString('latin1'),
    stdinKind: 'bytes',
    ...(signal === undefined ? {} : { signal })
  })
  return {
    code: exitCode,
    stdout: Buffer.from(stdout, stdoutKind === 'bytes' ? 'latin1' : 'utf8').toString('base64'),
    stderr: Buffer.from(stderr).toString('base64')
  }
}

async function changeFiles({ fs }: Context, { operation, paths = [], target = '', seconds }: Question) {
  const [path = '', to = ''] = paths
  if (operation === 'rename') await fs.mv(path, to)
  else if (operation === 'link') await fs.link(path, to)
  else if (operation === 'symlink') await fs.symlink(target, path)
  else if (operation === 'utime') {
    const at = typeof seconds === 'number' ? new Date(seconds * 1000) : new Date()
    await fs.utimes(path, at, at)
  }
  return {}
}

/** Keeps a program's output, up to the limit. */
function keep({ context, written }: Run, { target, data = '' }: Question) {
  const bytes = Buffer.from(data, 'base64')
  written.size += bytes.length
  if (written.size > context.limits.maxOutputSize) return { error: 'ENOSPC' }
  written[target === '2' ? 2 : 1].push(bytes)
  return {}
}

async function answer(token: string, question: Question) {
  const run = running.get(token)
  if (run === undefined) return { error: 'ESRCH' }
  if (question.operation === 'write') return keep(run, question)
  if (question.operation === 'run') return await runProgram(run.context, question)
  try {
    return await changeFiles(run.context, question)
  } catch (error) {
    const [code = 'EIO'] = /^E[A-Z]+/.exec(error instanceof Error ? error.message : '') ?? []
    return { error: code }
  }
}

/** just-bash's `fetch`, which is the only channel from its Python to the shell. Every other URL is unreachable. */
export const guestFetch: SecureFetch = async (url, options) => {
  if (!url.startsWith('guest:')) throw new Error('Network is unreachable')
  const reply = await answer(url.slice('guest:'.length), JSON.parse(options?.body ?? '{}'))
  return { status: 200, statusText: 'OK', headers: {}, url, body: Buffer.from(JSON.stringify(reply)) }
}

/** One program may take half a GiB. */
const maxPrograms = 3

export const isBusy = (): boolean => running.size >= maxPrograms

/** Answers the Python program with this token while `work` runs it; returns its output, as bytes. */
export async function answering(token: string, context: Context, work: () => Promise<unknown>) {
  const run: Run = { context, written: { 1: [], 2: [], size: 0 } }
  running.set(token, run)
  try {
    await work()
    return { stdout: Buffer.concat(run.written[1]), stderr: Buffer.concat(run.written[2]) }
  } finally {
    running.delete(token)
  }
}
