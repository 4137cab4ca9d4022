/** Runs one command on one server. */
import { Readable } from 'node:stream'
import type { Exit, Guests } from '@swas-local/linux/types.ts'
import type { Claimed, Ending } from '../store/invocation-queue.ts'
import type { ErrorCode } from './outcome.ts'
import { createOutput } from './output.ts'

const none = Buffer.alloc(0)

/** Runs the command until it ends or is interrupted. Never rejects. */
export async function run(
  guests: Guests,
  { instanceId, status, script, workingDir, timeout }: Claimed,
  interrupted: AbortSignal
): Promise<Ending> {
  if (status !== 'Running') return failed('Aborted', 'InstanceNotRunning')
  const of = { guests, instanceId, interrupted, timeoutMs: timeout * 1000 }
  if (workingDir === '') return await runProgram({ ...of, command: script })

  const workingDirectory = workingDir.replace(/(?<=.)\/+$/, '')
  const found = await runProgram({ ...of, command: `[ -d ${quoted(workingDirectory)} ]`, workingDirectory: '/' })
  if (found.status === 'Failed') return failed('Invalid', 'DirectoryNotExists')
  return found.status === 'Success' ? await runProgram({ ...of, command: script, workingDirectory }) : found
}

const failed = (status: Ending['status'], errorCode: ErrorCode): Ending => ({
  status,
  errorCode,
  exitCode: null,
  output: none
})

function endingOf(exit: Exit, interrupted: AbortSignal): Ending {
  if ('code' in exit) {
    const { code } = exit
    return code === 0
      ? { status: 'Success', errorCode: '', exitCode: 0, output: none }
      : { ...failed('Failed', 'ExitCodeNonzero'), exitCode: code }
  }
  if (exit.isTimeout) return failed('Timeout', 'ExecutionTimeout')
  // A server that goes down sends HUP to its programs.
  if (interrupted.aborted || exit.signal === 'HUP') return failed('Terminated', 'ExecutionInterrupted')
  return failed('Error', 'ExecutionException')
}

interface Program {
  readonly guests: Guests
  readonly instanceId: string
  readonly command: string
  readonly workingDirectory?: string
  readonly timeoutMs: number
  readonly interrupted: AbortSignal
}

async function runProgram({ guests, interrupted, ...program }: Program): Promise<Ending> {
  const { stream, bytes } = createOutput()
  const process = guests.run({
    ...program,
    environment: {},
    terminal: undefined,
    from: '127.0.0.1',
    stdin: Readable.from([]),
    stdout: stream(),
    stderr: stream()
  })
  const kill = () => process.signal('KILL')
  interrupted.addEventListener('abort', kill)
  if (interrupted.aborted) kill()
  const exit = await process.ended
  interrupted.removeEventListener('abort', kill)
  return { ...endingOf(exit, interrupted), output: bytes() }
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
