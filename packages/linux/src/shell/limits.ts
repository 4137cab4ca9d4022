/** What programs on a server may use. */

export const limits = {
  /** CPU time of one command, in ms; sleeping and waiting don't count. */
  cpuMs: 10_000,
  /** The share of a core that a command may use beyond that, for any time. */
  cpuShare: 0.1,
  /** Heap of a thread, which serves one server at a time. */
  memoryMiB: 192,
  /** Servers whose programs run at the same time in this process. */
  threads: 32,
  /** Programs that run at the same time on one server. */
  programs: 64,
  /** Input that a command may read as a whole. */
  inputBytes: 32 * 2 ** 20
} as const

/** just-bash's own limits. Only its time limit counts sleeping. */
export const executionLimits = {
  maxCommandCount: 1_000_000,
  maxLoopIterations: 1_000_000,
  maxExecutionTimeMs: 24 * 60 * 60 * 1000,
  maxWorkUnits: 100_000_000,
  maxStringLength: 16 * 2 ** 20,
  maxHeredocSize: 16 * 2 ** 20,
  maxOutputSize: 32 * 2 ** 20,
  maxLiveBytes: 128 * 2 ** 20,
  maxInputBytes: 128 * 2 ** 20,
  maxDatabaseBytes: 32 * 2 ** 20,
  maxArchiveBytes: 64 * 2 ** 20
} as const
