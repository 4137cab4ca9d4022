/** An error of one connection, channel, stream or thread ends only that one, never the process. */
import { type EventEmitter, errorMonitor } from 'node:events'

/**
 * `onError` gets what a listener throws or rejects with, and an `error` event without a listener. The remaining
 * listeners are still called: one of them may clean up.
 */
export function contain(emitter: EventEmitter, onError: (error: unknown) => void): void {
  const call = (name: string | symbol, args: unknown[]): boolean => {
    const listeners = emitter.rawListeners(name)
    for (const listener of listeners) {
      try {
        const result: unknown = Reflect.apply(listener, emitter, args)
        if (result instanceof Promise) result.catch(onError)
      } catch (error) {
        onError(error)
      }
    }
    return listeners.length > 0
  }
  emitter.emit = (name: string | symbol, ...args: unknown[]) => {
    if (name !== 'error') return call(name, args)
    call(errorMonitor, args)
    if (!call(name, args)) onError(args[0])
    return true
  }
}
