/** What the service answered where it refused: in its own code and words. */
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
