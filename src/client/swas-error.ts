/** The service refused a call: with this HTTP status, code and message. */
export class SwasError extends Error {
  override readonly name = 'SwasError'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}
