/**
 * Logs errors that nothing else caught, and lets the service go on, since others have their data in it. Only the
 * program does this: in the library, the process belongs to the user.
 */
export function outliveErrors(log: { error(fields: object, text: string): void }): void {
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (err: unknown) => log.error({ err }, 'an error that nothing caught; the service goes on'))
  }
}
