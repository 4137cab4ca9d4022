/** The cloud's statuses and error codes of a command on a server. */
import type { InvocationStatus } from '../store/tables/commands.ts'

/** DescribeInvocationResult: each ErrorCode with its ErrorInfo, without those that can't occur here. */
const errorInfos = {
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

/** '' without an error. */
export const errorInfoOf = (errorCode: string): string => errorInfos[errorCode as ErrorCode] ?? ''

/**
 * Each InvocationStatus with its InvokeStatus (of DescribeInvocations; InvokeRecordStatus is the same of one result).
 */
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

/** The facts of a server that decide whether a command can run on it. */
interface Target {
  readonly platform: 'Linux' | 'Windows'
  readonly status: string
}

interface Sent {
  readonly type: string
  readonly username: string
}

/** The first status of a command on a server: Pending, unless it can't run there. */
export function beginningOf(
  { platform, status }: Target,
  { type, username }: Sent
): { status: InvocationStatus; errorCode: ErrorCode | '' } {
  if ((type === 'RunShellScript') !== (platform === 'Linux'))
    return { status: 'Invalid', errorCode: 'CommandNotApplicable' }
  if (status !== 'Running') return { status: 'Aborted', errorCode: 'InstanceNotRunning' }
  // Windows servers here run nothing.
  if (platform === 'Windows') return { status: 'Aborted', errorCode: 'ClientNotRunning' }
  if (username !== 'root') return { status: 'Invalid', errorCode: 'AccountNotExists' }
  return { status: 'Pending', errorCode: '' }
}
