/** The cloud's words for how a command ended on a server. */
import type { InvocationStatus } from '../store/tables/commands.ts'

/** DescribeInvocationResult: ErrorCode, and the ErrorInfo that goes with it. Those that can't come up here are left out. */
export const errorInfos = {
  InstanceNotRunning: 'the instance is not running when create task',
  CommandNotApplicable: 'the command is not applicable',
  AccountNotExists: 'the specified account does not exists',
  DirectoryNotExists: 'the specified directory does not exists',
  ClientNotRunning: 'the aliyun service is not running on the instance',
  DeliveryTimeout: 'the command delivery has been timeout',
  ExecutionTimeout: 'the command execution has been timeout',
  ExecutionException: 'the command execution got an exception',
  ExecutionInterrupted: 'the command execution has been interrupted',
  ExitCodeNonzero: 'the command execution exit code is not zero'
} as const

export type ErrorCode = keyof typeof errorInfos

/** '' where nothing went wrong. */
export const errorInfoOf = (errorCode: string): string => errorInfos[errorCode as ErrorCode] ?? ''

/** Each InvocationStatus with its InvokeStatus (of DescribeInvocations; InvokeRecordStatus is the same of one result). */
export const invokeStatuses: Readonly<Record<InvocationStatus, 'Running' | 'Finished' | 'Failed' | 'Stopped'>> = {
  Pending: 'Running',
  Running: 'Running',
  Success: 'Finished',
  Failed: 'Finished',
  Invalid: 'Failed',
  Aborted: 'Failed',
  Error: 'Failed',
  Timeout: 'Failed',
  Terminated: 'Stopped'
}

/** As much of a server as decides whether a command can be sent to it. */
interface Target {
  readonly platform: 'Linux' | 'Windows'
  readonly status: string
}

interface Sent {
  readonly type: string
  readonly username: string
}

/** How a command starts out on a server: it waits to be run, unless that is out of the question. */
export function beginningOf(
  { platform, status }: Target,
  { type, username }: Sent
): { status: InvocationStatus; errorCode: ErrorCode | '' } {
  if ((type === 'RunShellScript') !== (platform === 'Linux'))
    return { status: 'Invalid', errorCode: 'CommandNotApplicable' }
  if (status !== 'Running') return { status: 'Aborted', errorCode: 'InstanceNotRunning' }
  // There is no Windows behind a Windows server here.
  if (platform === 'Windows') return { status: 'Aborted', errorCode: 'ClientNotRunning' }
  if (username !== 'root') return { status: 'Invalid', errorCode: 'AccountNotExists' }
  return { status: 'Pending', errorCode: '' }
}
