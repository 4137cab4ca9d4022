import { useCallback, useEffect, useState } from 'preact/hooks'
import { useDialogs } from './dialogs.tsx'

interface Loaded<T> {
  /** The newest that came; undefined before the first. */
  readonly value: T | undefined
  /** Why the last try failed. */
  readonly fault: unknown
  reload(): void
}

const againMs = 1500

/**
 * Loads when it is first shown, when one of the inputs changes, when the tab is looked at again, when a dialog ends, when asked to, and, while
 * `isPassing` says that what came will not stay so, again and again. Nothing else is asked of the service: tests may count its calls.
 */
export function useLoad<T>(
  load: () => Promise<T>,
  isPassing: (value: T) => boolean = () => false,
  inputs: readonly unknown[] = []
): Loaded<T> {
  const [{ value, fault }, set] = useState<{ value?: T | undefined; fault?: unknown }>({})
  const [round, setRound] = useState(0)
  const { ended } = useDialogs()
  const reload = useCallback(() => setRound((before) => before + 1), [])

  useEffect(() => {
    let isStale = false
    load().then(
      (loaded) => isStale || set({ value: loaded }),
      (error) => isStale || set((before) => ({ value: before.value, fault: error }))
    )
    return () => {
      isStale = true
    }
  }, [round, ended, ...inputs])

  useEffect(() => {
    if (value === undefined || !isPassing(value)) return
    const timer = setTimeout(reload, againMs)
    return () => clearTimeout(timer)
  }, [value])

  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && reload()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])

  return { value, fault, reload }
}
