import closeWithGrace from 'close-with-grace'
import { type App, buildApp } from '../app.ts'
import { checkConfig } from '../config/config.ts'
import { names } from '../config/settings.ts'
import type { Command } from './command.ts'
import { outliveErrors } from './last-resort.ts'
import { noWords } from './parse-arguments.ts'

/** Requests that take longer are cut off: orchestrators kill a process after half a minute. */
const endWithinMs = 25_000
/** A client that calls again within this time gets a response that ends its connection, rather than a broken one. */
const idleGraceMs = 1000

export const start: Command = {
  usage: [''],
  about: 'Starts the service. It runs until SIGINT or SIGTERM, and then finishes the requests that it has.',
  flags: {},
  settings: names,
  async run(line) {
    noWords(line)
    const config = checkConfig(line.settings())
    let running: App | undefined
    const onTimeout = () => running?.app.log.error(`not everything was answered within ${endWithinMs} ms`)
    closeWithGrace({ delay: endWithinMs, onTimeout, skip: ['uncaughtException', 'unhandledRejection'] }, async () => {
      await running?.app.close() // before it listens, there is nothing to finish
    })
    const starting = await buildApp(config, { idleGraceMs })
    const { app, ssh, listen } = starting
    outliveErrors(app.log)
    if (config.databaseUrl === undefined && config.dataDir === undefined) {
      app.log.warn('the data is in memory and is gone when this process ends; set DATA_DIR to keep it')
    }
    const address = await listen()
    running = starting
    const place = ssh?.place()
    if (place !== undefined) app.log.info(`servers can be logged on to at port ${place.port}`)
    app.log.info(`swas-local answers at ${address}`)
    return 0
  }
}
