/** Lets at most `concurrency` tasks run; the others wait in order of arrival, at most `queueLimit` of them. */
export interface JobQueue {
  readonly running: number
  readonly waiting: number
  /** True when a further task would have to be refused. */
  readonly isFull: boolean
  /** Runs the task when its turn has come. The turn is given back however the task ends. */
  run<T>(task: () => Promise<T>): Promise<T>
}

export function createJobQueue({ concurrency, queueLimit }: { concurrency: number; queueLimit: number }): JobQueue {
  const queue: (() => void)[] = []
  let running = 0

  // A turn passes straight to the next in line, so a newcomer can never overtake.
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
