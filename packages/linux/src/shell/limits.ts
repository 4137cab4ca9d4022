/** What a program on a server may use up. */

export const limits = {
  /** Of computing, by one command; sleeping and waiting cost nothing. */
  cpuMs: 10_000,
  /** Of the time beyond it: what computes little may run for ever. */
  cpuShare: 0.1,
  /** Of the heap of a thread, which serves one server at a time. */
  memoryMiB: 192,
  /** Servers whose programs run at the same time in this process. */
  threads: 32,
  /** Programs at the same time on a server. */
  programs: 64,
  /** What a command may hold of its input, when it reads all of it. */
  inputBytes: 32 * 2 ** 20
} as const

/** just-bash's own. Its limit of the time is the only one that sleeping counts for. */
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
