/** The command: settings, start, close with grace. */
import closeWithGrace from 'close-with-grace'
import { buildApp } from './app.ts'
import { readConfig } from './config.ts'

async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env)
  const { app } = await buildApp(config)
  closeWithGrace({ delay: 10_000 }, async ({ err }) => {
    if (err) app.log.error({ err }, 'closing after an error')
    await app.close()
  })
  if (config.databaseUrl === undefined && config.dataDir === undefined) {
    app.log.warn('the data is in memory and is gone when this process ends; set DATA_DIR to keep it')
  }
  const address = await app.listen({ host: config.host, port: config.port })
  app.log.info(`swas-local answers at ${address}`)
}

main().catch((error: unknown) => {
  process.stderr.write(`swas-local: ${describe(error)}\n`)
  process.exit(1)
})

/** What a person can act on: a stack only where the error has no words of its own. */
function describe(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(describe).join('; ')
  return error instanceof Error ? error.message || String(error.stack) : String(error)
}
