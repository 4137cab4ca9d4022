/** Keeps the page open while a call runs, or while a private key may not be saved. */
import { useLayoutEffect } from 'preact/hooks'

const guards = new Set<symbol>()

// The browser then asks whether to leave the page.
const ask = (event: BeforeUnloadEvent) => event.preventDefault()

/** Guards the page; the returned function ends that. */
function guardPage(): () => void {
  const guard = Symbol()
  guards.add(guard)
  addEventListener('beforeunload', ask)
  return () => {
    guards.delete(guard)
    if (guards.size === 0) removeEventListener('beforeunload', ask)
  }
}

export const isPageGuarded = (): boolean => guards.size > 0

/** Guards the page as long as the component is shown and `condition` is true. */
export function useLeaveGuard(condition: boolean): void {
  useLayoutEffect(() => (condition ? guardPage() : undefined), [condition])
}
