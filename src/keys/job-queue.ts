/** Runs at most `concurrency` tasks at a time. The others wait in order of arrival, at most `queueLimit` of them. */
export interface JobQueue {
  readonly running: number
  readonly waiting: number
  /** Whether there is no place for another task. */
  readonly isFull: boolean
  /** Runs the task when its turn has come. */
  run<T>(task: () => Promise<T>): Promise<T>
}

export function createJobQueue({ concurrency, queueLimit }: { concurrency: number; queueLimit: number }): JobQueue {
  const queue: (() => void)[] = []
  let running = 0

  // The next in the queue gets the turn directly, so that a new task can't overtake it.
  function release(): void {
    const next = queue.shift()
    if (next === undefined) running -= 1
    else next()
  }

  return {
    get running() {
      return running
    },
    get waiting() {
      return queue.length
    },
    get isFull() {
      return running >= concurrency && queue.length >= queueLimit
    },
    async run(task) {
      if (running < concurrency) running += 1
      else await new Promise<void>((resolve) => queue.push(resolve))
      try {
        return await task()
      } finally {
        release()
      }
    }
  }
}
