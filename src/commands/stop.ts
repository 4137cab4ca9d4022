/** Stops the service at a signal: it finishes what it has accepted, and the process ends. */
import closeWithGrace from 'close-with-grace'

export interface Stopping {
  /** The time limit for `stop`, in ms; then the process ends with 1. */
  readonly withinMs: number
  stop(): Promise<void>
  onTimeout(): void
}

/**
 * One Ctrl+C reaches the service twice under npm: from the terminal, and passed on by npm. Signals so close to the first
 * one are the same one.
 */
const sameSignalMs = 500

/** The process has crashed, of too little memory for example. With a listener it would raise the signal for ever. */
const crashes = ['SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGSEGV'] as const

/**
 * The first signal stops the service, with exit code 0. Another SIGTERM changes nothing: a supervisor that signals the
 * whole process group sends it twice. Ctrl+C once more ends the process at once, with 1.
 */
export function stopOnSignals({ withinMs, stop, onTimeout }: Stopping): void {
  const skip = ['uncaughtException', 'unhandledRejection', 'SIGINT', 'SIGTERM', ...crashes] as const
  const { close } = closeWithGrace({ delay: withinMs, onTimeout, skip: [...skip] }, stop)
  let firstAt: number | undefined
  const onSignal = (signal: NodeJS.Signals) => {
    if (firstAt === undefined) {
      firstAt = performance.now()
      void close()
    } else if (signal === 'SIGINT' && performance.now() - firstAt > sameSignalMs) process.exit(1)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal)
}
