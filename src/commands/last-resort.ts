/**
 * What nothing else caught is logged, and the service goes on: others have their data in it. It is our program alone that
 * does so; in the library the process is its user's.
 */
export function outliveErrors(log: { error(fields: object, text: string): void }): void {
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (err: unknown) => log.error({ err }, 'an error that nothing caught; the service goes on'))
  }
}
