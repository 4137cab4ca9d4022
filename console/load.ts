import { useCallback, useEffect, useState } from 'preact/hooks'
import { useDialogs } from './dialogs.tsx'

interface Loaded<T> {
  /** The last value that was loaded; undefined before the first. */
  readonly value: T | undefined
  /** Why the last load failed. */
  readonly error: unknown
  reload(): void
}

/** How often to load while the value is about to change. */
const pollMs = 1500

/**
 * Loads a value: at first, when an input changes, when the tab becomes visible, when a dialog ends, on `reload()`, and
 * repeatedly while `isPassing` says that the value is about to change. There are no other calls: tests may count them.
 */
export function useLoad<T>(
  load: () => Promise<T>,
  isPassing: (value: T) => boolean = () => false,
  inputs: readonly unknown[] = []
): Loaded<T> {
  const [{ value, error }, set] = useState<{ value?: T | undefined; error?: unknown }>({})
  const [round, setRound] = useState(0)
  const { ended } = useDialogs()
  const reload = useCallback(() => setRound((before) => before + 1), [])

  useEffect(() => {
    let isStale = false
    load().then(
      (loaded) => isStale || set({ value: loaded }),
      (error) => isStale || set((before) => ({ value: before.value, error }))
    )
    return () => {
      isStale = true
    }
  }, [round, ended, ...inputs])

  useEffect(() => {
    if (value === undefined || !isPassing(value)) return
    const timer = setTimeout(reload, pollMs)
    return () => clearTimeout(timer)
  }, [value])

  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && reload()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])

  return { value, error, reload }
}
