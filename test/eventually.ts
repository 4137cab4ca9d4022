import { setTimeout as sleep } from 'node:timers/promises'

/** Asks again until the answer is true. The test's own time limit ends it, which a busy machine doesn't reach. */
export async function eventually(ask: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await ask())) await sleep(20)
}
