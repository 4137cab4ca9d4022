/** What a command asks of a service that runs. */
import { UnreachableError } from '../client/ask.ts'
import { createControl } from '../client/control.ts'
import type { SwasControl } from '../client/service-types.ts'
import type { Scope } from '../client/types.ts'
import { Failure, type Flag, type ParsedArguments } from './command.ts'
import { readTarget, type Target } from './target.ts'

export const accountFlag: Flag = { value: 'NAME', help: 'Of this account only, instead of the whole service.' }
export const jsonFlag: Flag = { help: 'Prints JSON.' }

export function scopeOf(line: ParsedArguments): Scope {
  const account = line.text('account')
  return account === undefined ? {} : { account }
}

/** Does the work with the operator's token, where one is set. Throws where nobody is there. */
export async function atService<T>(line: ParsedArguments, work: (control: SwasControl) => Promise<T>): Promise<T> {
  const target = readTarget(line)
  try {
    return await work(createControl({ url: target.url, controlToken: line.settings()('SWAS_CONTROL_TOKEN') }))
  } catch (error) {
    throw error instanceof UnreachableError ? new Failure(nobody(target)) : error
  }
}

export const nobody = ({ url }: Target): string =>
  `nobody answers at ${url}. Start it with swas-local start, or say where it is: --url, or HOST and PORT as for start.`
