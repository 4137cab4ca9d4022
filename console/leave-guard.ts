/** What must not be left yet: a call that is under way, a private key that may not be saved. */
import { useLayoutEffect } from 'preact/hooks'

const holds = new Set<symbol>()

// The browser then asks the person whether to leave the page.
const ask = (event: BeforeUnloadEvent) => event.preventDefault()

/** Holds the page until the function that it gives is called. */
export function hold(): () => void {
  const held = Symbol()
  holds.add(held)
  addEventListener('beforeunload', ask)
  return () => {
    holds.delete(held)
    if (holds.size === 0) removeEventListener('beforeunload', ask)
  }
}

export const isHeld = (): boolean => holds.size > 0

/** Holds the page as long as this is shown and `condition` is true. */
export function useHold(condition: boolean): void {
  useLayoutEffect(() => (condition ? hold() : undefined), [condition])
}
