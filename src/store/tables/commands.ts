/** The tables of what runs on servers. */
import type { Generated, JSONColumnType } from 'kysely'

export type CommandType = 'RunBatScript' | 'RunPowerShellScript' | 'RunShellScript'

/** How far a command is on a server; Stopping and Cancelled are the cloud's, and never come up here. */
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
  /** '' is the login directory. */
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

/** What was run, or shall be. */
interface InvocationsTable {
  id: Generated<string>
  invokeId: string
  account: string
  regionId: string
  /** Null for RunCommand. */
  commandId: string | null
  name: string
  type: CommandType
  /** As it was given. */
  content: string
  parameters: JSONColumnType<Readonly<Record<string, string>>>
  /** As it runs, with the parameters put in. */
  script: string
  workingDir: string
  username: string
  timeout: number
  createdAt: Date
}

/** An invocation on one server. */
interface InvocationResultsTable {
  invokeId: string
  instanceId: string
  status: InvocationStatus
  /** '' where nothing went wrong. */
  errorCode: Generated<string>
  exitCode: number | null
  output: Generated<Buffer>
  startedAt: Date | null
  finishedAt: Date | null
  /** By the database's own clock, as `leasedUntil`. */
  queuedAt: Generated<Date>
  /** The process that runs it; until `leasedUntil` it needn't say that it is alive. */
  runnerId: string | null
  leasedUntil: Date | null
}

interface TerminalSessionsTable {
  sessionId: string
  account: string
  instanceId: string
  tokenHash: Buffer
  /** What is typed first; '' for nothing. */
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
