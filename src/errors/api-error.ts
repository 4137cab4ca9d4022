/**
 * The errors of the APIs: code, HTTP status, message, and their source.
 *
 * `{}` in a code or message stands for the subject that the factory gets. Code that knows what is wrong calls a
 * factory; only `http` turns an ApiError into a response.
 */
import { assumed, type Fidelity } from './provenance.ts'

/** What an error response carries besides code and message. */
export interface Extra {
  /** Further members of the body. */
  readonly body?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
  /** How to do it right, in one sentence. It ends `Recommend`, since the message is the cloud's. */
  readonly advice?: string
  /** The message for logs and reports, if the response repeats secrets to the caller who sent them. */
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

/** All errors, in the order of their declaration. A code is there twice if the cloud has two messages for it. */
export const catalogue: readonly ErrorFactory[] = declared

/** Adds an error to the catalogue. */
export function declare(status: number, code: string, message: string, fidelity: Fidelity): ErrorFactory {
  const factory = factoryOf({ status, code, message, fidelity })
  declared.push(factory)
  return factory
}

/** Adds an error whose code the cloud doesn't have. `where` says what it is for. */
export function declareOwn(status: number, code: string, message: string, where: string): ErrorFactory {
  ownCodes.add(code)
  return declare(status, code, message, assumed(where))
}

/** Whether the code exists only here: the cloud's pages don't explain it. */
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
