import { type App, type AppOptions, buildApp } from '../app.ts'
import { type Config, checkConfig } from '../config/config.ts'
import { names } from '../config/settings.ts'
import { type Command, Failure, type ParsedArguments } from './command.ts'
import { greeting } from './greeting.ts'
import { outliveErrors } from './last-resort.ts'
import { explainMemory } from './memory.ts'
import { noWords } from './parse-arguments.ts'
import { explainListening, whyNotListening } from './ports.ts'
import { stopOnSignals } from './stop.ts'

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
    const config = readConfig(line)
    const isForPeople = config.logFormat === 'text'
    let running: App | undefined
    stopOnSignals({
      withinMs: endWithinMs,
      onTimeout: () => running?.app.log.error(`not everything was answered within ${endWithinMs} ms`),
      async stop() {
        if (running === undefined) return // before it listens, there is nothing to finish
        if (isForPeople) line.print('Stopping: calls that have come are still answered. Ctrl+C again ends it at once.')
        await running.app.close()
        if (isForPeople) line.print('swas-local has stopped.')
      }
    })
    const { started, url } = await startListening(config)
    running = started
    report(line, { config, started, url })
    return 0
  }
}

/** The log has JSON for programs, and text on a terminal, unless LOG_FORMAT is set. */
function readConfig(line: ParsedArguments): Config {
  const config = checkConfig(line.settings())
  return { ...config, logFormat: config.logFormat ?? (line.isTerminal ? 'text' : 'json') }
}

/** Throws Failure with a sentence for each mistake that is known. */
export async function startListening(config: Config, options: AppOptions = {}): Promise<{ started: App; url: string }> {
  const taken = await whyNotListening(config)
  if (taken !== undefined) throw new Failure(taken)
  try {
    const started = await buildApp(config, { idleGraceMs, ...options })
    outliveErrors(started.app.log)
    return { started, url: await started.listen() }
  } catch (error) {
    const sentence = explainMemory(config, error) ?? (await explainListening(config, error))
    throw sentence === undefined ? error : new Failure(sentence)
  }
}

function report(line: ParsedArguments, { config, started, url }: { config: Config; started: App; url: string }): void {
  const { log } = started.app
  const sshPort = started.ssh?.place()?.port
  if (config.logFormat === 'text') {
    const hasColors = line.isTerminal && process.stdout.hasColors()
    line.print(greeting({ config, url, sshPort, hasColors }))
    return
  }
  if (config.databaseUrl === undefined && config.dataDir === undefined)
    log.warn('the data is in memory and is gone when this process ends; set DATA_DIR to keep it')
  if (sshPort !== undefined) log.info(`servers can be logged on to at port ${sshPort}`)
  log.info(`swas-local answers at ${url}`)
}
