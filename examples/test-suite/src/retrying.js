import { setTimeout as sleep } from 'node:timers/promises'

const final = ({ code, statusCode }) =>
  statusCode !== undefined && statusCode < 500 && !String(code).startsWith('Throttling')

/** Repeats the work if it was throttled, if the service failed, or if no answer came. */
export async function retrying(work, { attempts = 4, pauseMs = 20 } = {}) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === attempts || final(error)) throw error
      await sleep(pauseMs * 2 ** attempt)
    }
  }
}
