import closeWithGrace from 'close-with-grace'
import { buildApp } from '../app.ts'
import { checkConfig } from '../config.ts'
import { names } from '../settings.ts'
import type { Command } from './command.ts'
import { noWords } from './read-line.ts'

export const start: Command = {
  usage: [''],
  about: 'Starts the service. It runs until it is told to end (SIGINT, SIGTERM), and then finishes what it is doing.',
  flags: {},
  settings: names,
  async run(line) {
    noWords(line)
    const config = checkConfig(line.settings())
    const { app, ssh, listen } = await buildApp(config)
    closeWithGrace({ delay: 10_000 }, async ({ err }) => {
      if (err) app.log.error({ err }, 'closing after an error')
      await app.close()
    })
    if (config.databaseUrl === undefined && config.dataDir === undefined) {
      app.log.warn('the data is in memory and is gone when this process ends; set DATA_DIR to keep it')
    }
    const address = await listen()
    const place = ssh?.place()
    if (place !== undefined) app.log.info(`servers can be logged on to at port ${place.port}`)
    app.log.info(`swas-local answers at ${address}`)
    return 0
  }
}
