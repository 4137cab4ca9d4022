/** Commands, their invocations on servers, and terminal sessions. */
import type { Generated, JSONColumnType } from 'kysely'

export type CommandType = 'RunBatScript' | 'RunPowerShellScript' | 'RunShellScript'

/** The state of a command on a server. The cloud's Stopping and Cancelled never occur here. */
export type InvocationStatus =
  | 'Pending'
  | 'Invalid'
  | 'Aborted'
  | 'Running'
  | 'Success'
  | 'Failed'
  | 'Error'
  | 'Timeout'
  | 'Terminated'

interface CommandsTable {
  commandId: string
  account: string
  regionId: string
  name: string
  description: string
  type: CommandType
  content: string
  /** '' for the login directory. */
  workingDir: string
  /** Seconds. */
  timeout: number
  hasParameters: boolean
  createdAt: Date
}

interface CommandTagsTable {
  commandId: string
  tagKey: string
  tagValue: string
}

/** What RunCommand or InvokeCommand was called with. */
interface InvocationsTable {
  id: Generated<string>
  invokeId: string
  account: string
  regionId: string
  /** Null for RunCommand. */
  commandId: string | null
  name: string
  type: CommandType
  /** The script as the caller gave it. */
  content: string
  parameters: JSONColumnType<Readonly<Record<string, string>>>
  /** The script that runs: `content` with its parameters replaced. */
  script: string
  workingDir: string
  username: string
  /** Seconds. */
  timeout: number
  createdAt: Date
}

/** An invocation on one server. */
interface InvocationResultsTable {
  invokeId: string
  instanceId: string
  status: InvocationStatus
  /** '' if nothing went wrong. */
  errorCode: Generated<string>
  exitCode: number | null
  output: Generated<Buffer>
  startedAt: Date | null
  finishedAt: Date | null
  /** By the database's own clock. */
  queuedAt: Generated<Date>
  /** The process that runs the command. */
  runnerId: string | null
  /** When the runner counts as dead unless it renews its lease; by the database's own clock. */
  leasedUntil: Date | null
}

interface TerminalSessionsTable {
  sessionId: string
  account: string
  instanceId: string
  tokenHash: Buffer
  /** What the terminal types first; '' for nothing. */
  commandLine: string
  expiresAt: Date
}

export interface CommandTables {
  commands: CommandsTable
  commandTags: CommandTagsTable
  invocations: InvocationsTable
  invocationResults: InvocationResultsTable
  terminalSessions: TerminalSessionsTable
}
