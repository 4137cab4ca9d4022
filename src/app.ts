/** The whole wiring on one screen. */
import type { FastifyInstance } from 'fastify'
import { createAccessKeyStore } from './auth/access-key-store.ts'
import { createAccessKeys, type FindAccessKey } from './auth/access-keys.ts'
import type { Authenticator } from './auth/authenticate.ts'
import { reportSignature } from './auth/doctor/reports.ts'
import { findEncryptionKey } from './auth/encryption-key.ts'
import { looksReal } from './auth/real.ts'
import { regions } from './catalog/regions.ts'
import type { Config } from './config/config.ts'
import { createCallLog } from './control/call-log.ts'
import { createChildServices } from './control/child-services.ts'
import { createScenario } from './control/scenario.ts'
import type { Services } from './dispatch/dispatch.ts'
import { recordCalls } from './http/call-record.ts'
import { control } from './http/control/index.ts'
import { openApi } from './http/openapi/index.ts'
import { consolePages } from './http/pages/console.ts'
import { docs } from './http/pages/docs.ts'
import { rest } from './http/rest/index.ts'
import { rpc } from './http/rpc/index.ts'
import { createServer, holdTogether, type LogTarget, listenAt } from './http/server.ts'
import { terminal } from './http/terminal/index.ts'
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
import { createNonces } from './store/nonces.ts'
import type { Database } from './store/prepare.ts'
import { readRevision } from './store/revision.ts'
import { createRevisionWatch } from './store/revision-watch.ts'
import { version } from './version.ts'

export interface AppOptions {
  /** The machine's time, from which the service's goes out; the system's unless given. */
  readonly now?: () => Date
  /** Where log lines go; standard output unless given. */
  readonly logTo?: LogTarget
  /** While the service closes: how long a kept connection may wait for its next call; 100 ms unless given. */
  readonly idleGraceMs?: number
}

export interface App {
  readonly app: FastifyInstance
  readonly database: Database
  /** Undefined where servers can't be logged on to. */
  readonly ssh: SshServer | undefined
  /** Opens the doors and gives where HTTP answers. What fails leaves nothing running. */
  listen(): Promise<string>
}

/** Opens the database and builds the service; opening the doors is left to the caller, closing it closes everything. */
export async function buildApp(config: Config, options: AppOptions = {}): Promise<App> {
  const { now: machineNow = () => new Date(), logTo, idleGraceMs = 100 } = options
  const findConfigured = createAccessKeys({
    ...config,
    onError: (err) => app.log.warn({ err }, 'the file of AccessKeys was changed, and can’t be read now')
  })
  // At the same time: the embedded database starts on another thread.
  const creating = createServer({ ...config, idleGraceMs }, logTo)
  const log: DatabaseLog = (level, fields, message) =>
    void creating.then((server) => server.log[level](fields, message))
  const opening = openDatabase({ ...config, image: findImageFile(), log })
  const [app, database]: [FastifyInstance, Database] = await Promise.all([creating, opening])
  const { db } = database
  const watch = createRevisionWatch({
    readRevision: () => readRevision(db),
    isShared: config.databaseUrl !== undefined
  })
  const scenario = createScenario({ db, watch, machineNow, transitionMs: config.transitionMs })
  const { now } = scenario
  const guests = createGuests({
    db,
    scenario,
    machineNow,
    onError: (err) => app.log.error({ err }, 'a program on a server met a fault of the service')
  })
  const keys = createKeyGenerator({ concurrency: config.keyConcurrency, queueLimit: config.keyQueue })
  // Found when the data folder is there and ours.
  const encryptionKey = await (async () => findEncryptionKey(config))().catch(async (error) => {
    await database.close() // or it would keep the process alive
    throw error
  })
  const { ssh, logons } = await openLogons(config, { db, encryptionKey, now, guests, log: app.log })
  const runner = createRunner({
    db,
    guests,
    now,
    isShared: config.databaseUrl !== undefined,
    onError: (err) => app.log.warn({ err }, 'commands could not be run')
  })
  const services: Services = {
    db,
    keys,
    logons,
    scenario,
    isThrottling: config.isThrottling,
    onWrite({ runsCommands }) {
      guests.look()
      if (runsCommands) runner.kick()
    }
  }
  const nonces = createNonces(db, now)
  const accessKeyStore = createAccessKeyStore(db, { encryptionKey, watch })
  const isConfigured = (id: string) => typeof findConfigured(id) === 'object'
  const isForbidden = (id: string) => !config.allowRealKeys && looksReal(id)
  // A name of the settings is never looked up.
  const find: FindAccessKey = (name) => {
    const found = findConfigured(name)
    return typeof found === 'object' ? found : accessKeyStore.find(name).then((stored) => stored ?? found)
  }
  const authenticator: Authenticator = {
    mode: config.auth,
    find,
    isForbidden,
    claimNonce: nonces.claim,
    now,
    windowMs: config.signatureWindowMs,
    report: (refusal) => reportSignature({ db, find, now, windowMs: config.signatureWindowMs }, refusal)
  }
  const endSweeping = sweep(db, now, (err) => app.log.warn({ err }, 'could not sweep what has expired'))

  const onLogError = (err: unknown) => app.log.warn({ err }, 'calls could not be written to the log')
  const callLog = createCallLog({ db, kept: config.callLogSize, onError: onLogError })
  const { applySeed, applySeedFile, seedRules } = createSeeder({
    db,
    watch,
    now,
    accessKeyStore,
    isForbidden,
    isConfigured
  })

  const onEndError = (err: unknown) => app.log.warn({ err }, 'a service that was started here could not be ended well')
  const childServices = createChildServices({
    parent: config,
    build: (own) => buildApp(own, options),
    onError: onEndError
  })

  app.addHook('onClose', async () => {
    await childServices.close()
    endSweeping()
    await ssh?.close()
    await runner.close()
    await guests.close()
    await callLog.close()
    await database.close()
  })
  holdTogether(app, watch, scenario)
  recordCalls(app, callLog, scenario)
  openApi(app, version)
  app.register(async (door) => rpc(door, { operations, services, authenticator, version }))
  app.register(async (door) => rest(door, { operations, services, authenticator }))
  for (const pages of [docs, consolePages]) app.register(async (door) => pages(door))
  app.register(async (door) => terminal(door, { db, scenario, guests }))
  app.register(async (door) =>
    control(door, {
      database,
      version,
      watch,
      scenario,
      machineNow,
      authenticator,
      accessKeyStore,
      controlToken: config.controlToken,
      isConfigured,
      operations,
      ssh,
      callLog,
      isRegion: (regionId) => regions.some((region) => region.regionId === regionId),
      seedRules,
      applySeed: applySeed,
      childServices
    })
  )
  try {
    await Promise.all([scenario.load(), app.ready()])
    runner.kick() // what a process before this one left
    if (config.seed !== undefined) {
      const isNew = await applySeedFile(config.seed)
      app.log.info(`the seed ${config.seed} was planted ${isNew ? 'now' : 'before, and is left as it is'}`)
    }
  } catch (error) {
    await app.close() // or the database would keep the process alive
    throw error
  }
  return {
    app,
    database,
    ssh,
    async listen() {
      try {
        await ssh?.listen() // first: who waits for HTTP to answer may log on then
        return await listenAt(app, config.host, config.port)
      } catch (error) {
        await app.close()
        throw error
      }
    }
  }
}
