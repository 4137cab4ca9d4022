import closeWithGrace from 'close-with-grace'
import { type App, buildApp } from '../app.ts'
import { checkConfig } from '../config/config.ts'
import { names } from '../config/settings.ts'
import type { Command } from './command.ts'
import { outliveErrors } from './last-resort.ts'
import { noWords } from './read-line.ts'

/** What takes longer is cut off: an orchestrator waits for half a minute, too. */
const endWithinMs = 25_000
/** A client that calls again within this time is told that the service ends; its connection is not just cut. */
const idleGraceMs = 1000

export const start: Command = {
  usage: [''],
  about: 'Starts the service. It runs until it is told to end (SIGINT, SIGTERM), and then finishes what it is doing.',
  flags: {},
  settings: names,
  async run(line) {
    noWords(line)
    const config = checkConfig(line.settings())
    let running: App | undefined
    const onTimeout = () => running?.app.log.error(`not everything was answered within ${endWithinMs} ms`)
    closeWithGrace({ delay: endWithinMs, onTimeout, skip: ['uncaughtException', 'unhandledRejection'] }, async () => {
      await running?.app.close() // before it listens it has accepted nothing
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
