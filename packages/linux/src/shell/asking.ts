/** Questions from a thread to the main thread. Each is answered once. */
import { DiskFullError, DiskGoneError } from '../disk/entry.ts'
import type { Order, Questions, Report } from './protocol.ts'

export type AskOf = <N extends keyof Questions>(
  run: number,
  name: N,
  ask: Questions[N]['ask']
) => Promise<Questions[N]['reply']>

type Answer = Extract<Order, { type: 'reply' | 'failure' }>

export function createAsking(report: (message: Report) => void): { ask: AskOf; answer(answer: Answer): void } {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  let asked = 0
  return {
    ask: (run, name, ask) =>
      new Promise((resolve, reject) => {
        const question = ++asked
        waiting.set(question, { resolve, reject })
        report({ type: 'ask', question, run, name, ask })
      }),
    answer(answer) {
      const asker = waiting.get(answer.question)
      waiting.delete(answer.question)
      if (answer.type === 'reply') asker?.resolve(answer.value as never)
      else asker?.reject(toError(answer))
    }
  }
}

function toError({ about, message }: Extract<Answer, { type: 'failure' }>): Error {
  if (about === 'full') return new DiskFullError(message)
  return about === 'gone' ? new DiskGoneError(message) : new Error(message)
}
