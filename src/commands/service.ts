/** What a command asks of a service that runs. */
import { createControl } from '../client/control.ts'
import type { Scope, SwasControl } from '../client/types.ts'
import { Failure, type Flag, type Line } from './command.ts'
import { readTarget, type Target } from './target.ts'

export const accountFlag: Flag = { value: 'NAME', help: 'Of this account only, instead of the whole service.' }
export const jsonFlag: Flag = { help: 'Prints JSON.' }

export function scopeOf(line: Line): Scope {
  const account = line.text('account')
  return account === undefined ? {} : { account }
}

/** Does the work with the operator's token, where one is set. Throws where nobody is there. */
export async function atService<T>(line: Line, work: (control: SwasControl) => Promise<T>): Promise<T> {
  const target = readTarget(line)
  try {
    return await work(createControl({ url: target.url, controlToken: line.settings()('SWAS_CONTROL_TOKEN') }))
  } catch (error) {
    throw isUnreachable(error) ? new Failure(nobody(target)) : error
  }
}

export const nobody = ({ url }: Target): string =>
  `nobody answers at ${url}. Start it with swas-local start, or say where it is: --url, or HOST and PORT as for start.`

/** Whether there was no connection, or it broke off. */
export const isUnreachable = (error: unknown): boolean => error instanceof TypeError && error.message === 'fetch failed'
