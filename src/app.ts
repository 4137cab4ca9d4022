/** Builds the service: how its modules are wired. */
import type { FastifyInstance } from 'fastify'
import { createAccessKeyStore } from './auth/access-key-store.ts'
import { createAccessKeys, type FindConfigured } from './auth/access-keys.ts'
import { createAuthenticator } from './auth/authenticator.ts'
import { findEncryptionKey } from './auth/encryption-key.ts'
import { regions } from './catalog/regions.ts'
import type { Config } from './config/config.ts'
import { createCallLog } from './control/call-log.ts'
import { createChildServices } from './control/child-services.ts'
import { createScenario } from './control/scenario.ts'
import type { Services } from './dispatch/dispatch.ts'
import { addApis } from './http/apis.ts'
import { createServer, type LogTarget, listenAt } from './http/server.ts'
import { createTextLog, showCalls, type TextLog } from './http/text-log.ts'
import { createRunner } from './invocations/runner.ts'
import { createKeyGenerator } from './keys/generate.ts'
import { operations } from './operations/index.ts'
import { createSeeder } from './seed/seeder.ts'
import { createGuests } from './servers/guests.ts'
import { openLogons } from './ssh/open.ts'
import type { SshServer } from './ssh/server.ts'
import type { DatabaseLog } from './store/availability.ts'
import { sweep } from './store/cleanup.ts'
import { openDatabase } from './store/database.ts'
import { findImageFile } from './store/embedded/image-file.ts'
import type { Database } from './store/prepare.ts'
import { readRevision } from './store/revision.ts'
import { createRevisionWatch } from './store/revision-watch.ts'
import { version } from './version.ts'

export interface AppOptions {
  /** The machine's time, which the service's clock starts from; the system's by default. */
  readonly now?: () => Date
  /** Where log lines go; standard output by default. */
  readonly logTo?: LogTarget
  /** While the service closes: how long a kept-alive connection may wait for its next call, in ms; 100 by default. */
  readonly idleGraceMs?: number
}

export interface App {
  readonly app: FastifyInstance
  readonly database: Database
  /** undefined if SSH is off. */
  readonly ssh: SshServer | undefined
  /** Starts to listen, and resolves to the URL of HTTP. If it rejects, nothing is left running. */
  listen(): Promise<string>
}

interface Basis {
  readonly config: Config
  readonly options: AppOptions
  readonly app: FastifyInstance
  readonly database: Database
  readonly findConfigured: FindConfigured
  readonly machineNow: () => Date
  /** undefined: the log is JSON. */
  readonly textLog: TextLog | undefined
}

/** Opens the database and builds the service, which doesn't listen yet. Closing `app` closes everything. */
export async function buildApp(config: Config, options: AppOptions = {}): Promise<App> {
  const basis = await open(config, options)
  const { app, database } = basis
  const modules = await createModules(basis).catch(async (error) => {
    await database.close() // or it would keep the process alive
    throw error
  })
  const { ssh } = modules
  closeWith(basis, modules)
  addRoutes(basis, modules)
  try {
    await begin(basis, modules)
  } catch (error) {
    await app.close()
    throw error
  }
  return {
    app,
    database,
    ssh,
    async listen() {
      try {
        await ssh?.listen() // first: when HTTP answers, servers can be logged on to
        return await listenAt(app, config.host, config.port)
      } catch (error) {
        await app.close()
        throw error
      }
    }
  }
}

async function open(config: Config, options: AppOptions): Promise<Basis> {
  const findConfigured = createAccessKeys({
    ...config,
    onError: (err) => app.log.warn({ err }, 'the file of AccessKeys was changed, and can’t be read now')
  })
  const textLog = config.logFormat === 'text' ? createTextLog(options.logTo ?? process.stdout) : undefined
  // At the same time: the embedded database starts on another thread.
  const creating = createServer({ ...config, idleGraceMs: options.idleGraceMs ?? 100 }, textLog ?? options.logTo)
  const log: DatabaseLog = (level, fields, message) =>
    void creating.then((server) => server.log[level](fields, message))
  const opening = openDatabase({ ...config, image: findImageFile(), log })
  const [app, database]: [FastifyInstance, Database] = await Promise.all([creating, opening])
  return { config, options, app, database, findConfigured, machineNow: options.now ?? (() => new Date()), textLog }
}

type Modules = Awaited<ReturnType<typeof createModules>>

async function createModules({ config, options, app, database, findConfigured, machineNow, textLog }: Basis) {
  const { db } = database
  const isShared = config.databaseUrl !== undefined
  const warn = (message: string) => (err: unknown) => app.log.warn({ err }, message)
  const watch = createRevisionWatch({ readRevision: () => readRevision(db), isShared })
  const scenario = createScenario({ db, watch, machineNow, transitionMs: config.transitionMs })
  const { now } = scenario
  const onError = (err: unknown) => app.log.error({ err }, 'a program on a server met an error of the service')
  const guests = createGuests({ db, scenario, machineNow, onError })
  const encryptionKey = findEncryptionKey(config) // once the data folder is there and locked
  const { ssh, logons } = await openLogons(config, { db, encryptionKey, now, guests, log: app.log })
  const runner = createRunner({ db, guests, now, isShared, onError: warn('commands could not be run') })
  const accessKeyStore = createAccessKeyStore(db, { encryptionKey, watch })
  const authenticator = createAuthenticator({ ...config, db, now, findConfigured, accessKeyStore })
  const isConfigured = (id: string) => typeof findConfigured(id) === 'object'
  const { isForbidden } = authenticator
  const onLost = warn('calls could not be written to the log')
  const callLog = createCallLog({ db, kept: config.callLogSize, onError: onLost })
  return {
    watch,
    scenario,
    guests,
    ssh,
    logons,
    runner,
    accessKeyStore,
    authenticator,
    isConfigured,
    keys: createKeyGenerator({ concurrency: config.keyConcurrency, queueLimit: config.keyQueue }),
    endCleanup: sweep(db, now, warn('could not sweep what has expired')),
    callLog: showCalls(callLog, config.logLevel, textLog),
    seeder: createSeeder({ db, watch, now, accessKeyStore, isForbidden, isConfigured }),
    childServices: createChildServices({
      parent: config,
      build: (own) => buildApp(own, options),
      onError: warn('a child service could not be ended well')
    })
  }
}

/** Closes the modules when `app` closes: first those that use others. */
function closeWith({ app, database }: Basis, modules: Modules): void {
  app.addHook('onClose', async () => {
    await modules.childServices.close()
    modules.endCleanup()
    await modules.ssh?.close()
    await modules.runner.close()
    await modules.guests.close()
    await modules.callLog.close()
    await database.close()
  })
}

function addRoutes({ config, app, database, machineNow }: Basis, modules: Modules): void {
  const { scenario, guests, runner, keys, logons, seeder } = modules
  const services: Services = {
    db: database.db,
    keys,
    logons,
    scenario,
    isThrottling: config.isThrottling,
    onWrite({ runsCommands }) {
      guests.look()
      if (runsCommands) runner.kick()
    }
  }
  addApis(app, {
    ...modules,
    services,
    database,
    version,
    machineNow,
    controlToken: config.controlToken,
    operations,
    isRegion: (regionId) => regions.some((region) => region.regionId === regionId),
    seedRules: seeder.seedRules,
    applySeed: seeder.applySeed
  })
}

/** Loads what an earlier process left, and applies the seed of the settings. */
async function begin({ config, app }: Basis, { scenario, runner, seeder }: Modules): Promise<void> {
  await Promise.all([scenario.load(), app.ready()])
  runner.kick()
  if (config.seed === undefined) return
  const isNew = await seeder.applySeedFile(config.seed)
  app.log.info(`the seed ${config.seed} was applied ${isNew ? 'now' : 'before, and is left as it is'}`)
}
