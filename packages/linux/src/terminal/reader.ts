/** At most one reader, who waits for the next value. */
export interface Reader<T> {
  readonly isWaiting: boolean
  wait(): Promise<T | undefined>
  /** Answers the reader who waits, if there is one; undefined says that nothing comes. */
  answer(value: T | undefined): void
}

export function createReader<T>(): Reader<T> {
  let resolveWait: ((value: T | undefined) => void) | undefined
  return {
    get isWaiting() {
      return resolveWait !== undefined
    },
    wait: () =>
      new Promise((resolve) => {
        resolveWait = resolve
      }),
    answer(value) {
      const resolve = resolveWait
      resolveWait = undefined
      resolve?.(value)
    }
  }
}
