/** Calls a running service for a command. */
import { UnreachableError } from '../client/ask.ts'
import { createControl } from '../client/control.ts'
import type { SwasControl } from '../client/service-types.ts'
import type { Scope } from '../client/types.ts'
import { Failure, type Flag, type ParsedArguments } from './command.ts'
import { readTarget, type Target } from './target.ts'

export const accountFlag: Flag = { value: 'NAME', help: 'Only this account. Default: the whole service.' }
export const jsonFlag: Flag = { help: 'Prints JSON.' }

export function scopeOf(line: ParsedArguments): Scope {
  const account = line.text('account')
  return account === undefined ? {} : { account }
}

/** Works with the service, with the operator's token if it is set. Throws Failure if the service can't be reached. */
export async function atService<T>(line: ParsedArguments, work: (control: SwasControl) => Promise<T>): Promise<T> {
  const target = readTarget(line)
  try {
    return await work(createControl({ url: target.url, controlToken: line.settings()('SWAS_CONTROL_TOKEN') }))
  } catch (error) {
    throw error instanceof UnreachableError ? new Failure(nobody(target)) : error
  }
}

export const nobody = ({ url }: Target): string =>
  `nobody answers at ${url}. Start it with swas-local start, or say where it is with --url, or with HOST and PORT as for start.`
