/**
 * What an error is: code, HTTP status, words, and where they come from.
 *
 * `{}` in a code or message stands for the name that the factory is given. A factory is called where the fact is
 * known; the doors alone turn an ApiError into bytes.
 */

import { assumed, type Fidelity } from './provenance.ts'

/** What an error's reply carries besides code and words. */
export interface Extra {
  /** More members of the body. */
  readonly body?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
  /** What would be right, in one sentence: `Recommend` ends with it, since the message is the cloud's. */
  readonly advice?: string
  /** The message as it may be kept, where the reply repeats secrets to the caller who sent them. */
  readonly masked?: string
}

export class ApiError extends Error {
  readonly status: number
  readonly code: string
  extra: Extra = {}

  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.code = code
  }

  with(extra: Extra): this {
    this.extra = extra
    return this
  }
}

export interface ErrorEntry {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly fidelity: Fidelity
}

/** What a factory adds to the words of its entry. */
export interface ErrorWords {
  /** Fills `{}` in code and message. */
  readonly subject?: string | undefined
  /** A second sentence, after the cloud's own words. */
  readonly detail?: string | undefined
}

/** Makes the error. A string is the subject. */
export interface ErrorFactory {
  (words?: string | ErrorWords): ApiError
  readonly entry: ErrorEntry
  /** The same error with `{}` filled already. */
  for(subject: string): ErrorFactory
}

const declared: ErrorFactory[] = []
const ownCodes = new Set<string>()

/** All errors, in the order of their declaration. A code can stand here twice, where the cloud words it in two ways. */
export const catalogue: readonly ErrorFactory[] = declared

/** Adds an error to the catalogue. */
export function declare(status: number, code: string, message: string, fidelity: Fidelity): ErrorFactory {
  const factory = factoryOf({ status, code, message, fidelity })
  declared.push(factory)
  return factory
}

/** Adds an error whose code the cloud doesn't have; `where` says what it is for. */
export function declareOwn(status: number, code: string, message: string, where: string): ErrorFactory {
  ownCodes.add(code)
  return declare(status, code, message, assumed(where))
}

/** Whether the code exists only here, so that the cloud's pages can't explain it. */
export const isOwnCode = (code: string): boolean => ownCodes.has(code)

const fill = (template: string, subject: string) => template.replaceAll('{}', () => subject)

const factoryOf = (entry: ErrorEntry): ErrorFactory =>
  Object.assign(
    (words: string | ErrorWords = {}) => {
      const { subject = '', detail } = typeof words === 'string' ? { subject: words } : words
      const message = fill(entry.message, subject)
      const whole = detail === undefined ? message : `${message} ${detail}`
      return new ApiError(entry.status, fill(entry.code, subject), whole)
    },
    {
      entry,
      for: (subject: string) =>
        factoryOf({ ...entry, code: fill(entry.code, subject), message: fill(entry.message, subject) })
    }
  )
