/** Child services: a service starts them in its own process, one for each test file; they share no state. */
import type { AddressInfo, Server } from 'node:net'
import { setTimeout } from 'node:timers' // a test that replaces the global one doesn't mean this one
import type { Config } from '../config/config.ts'
import { type ChildOptions, configOf, inheritedFrom, random } from '../config/options.ts'
import { names, rowOf, type Setting } from '../config/settings.ts'
import { ConfigError } from '../config/sources.ts'
import { serviceNotFound, servicePortTaken, serviceRefused, tooManyServices } from '../errors/index.ts'

/** How many may run at the same time. */
export const maxServices = 100

/** The settings that a child service may be given. */
export const childOptions: readonly Setting[] = names.map(rowOf).filter((row) => row.inChildServices === 'option')

interface App {
  readonly server: Server
  close(): Promise<unknown>
}

interface Built {
  readonly app: App
  readonly ssh: { place(): { readonly port: number } | undefined } | undefined
  /** If it rejects, nothing is left running. */
  listen(): Promise<unknown>
}

export interface NewService extends ChildOptions {
  readonly idleSeconds: number
}

export interface ChildService {
  readonly id: string
  readonly port: number
  /** undefined: there is no SSH. */
  readonly sshPort: number | undefined
  readonly started: Date
  readonly idleSeconds: number
}

interface Running {
  readonly service: ChildService
  stop(): Promise<unknown>
}

export type ChildServices = ReturnType<typeof createChildServices>

interface ChildServicesOptions {
  /** The service that starts them. They listen on its address, with the same access rules. */
  readonly parent: Config
  readonly build: (config: Config) => Promise<Built>
  /** Called when a child service could not be stopped cleanly. */
  readonly onError: (error: unknown) => void
}

export function createChildServices({ parent, build, onError }: ChildServicesOptions) {
  const all = new Map<string, Promise<Running>>()

  async function run(id: string, config: Config, idleSeconds: number): Promise<Running> {
    const { app, ssh, listen } = await build(config)
    try {
      await listen()
    } catch (error) {
      throw isRefusedPort(error) ? servicePortTaken({ detail: `${error.message}.` }) : error
    }
    let stopping: Promise<unknown> | undefined
    const stop = () => {
      stopping ??= app.close().finally(() => all.delete(id))
      return stopping
    }
    endWhenIdle(app.server, idleSeconds * 1000, () => stop().catch(onError))
    const { port } = app.server.address() as AddressInfo
    return { service: { id, port, sshPort: ssh?.place()?.port, started: new Date(), idleSeconds }, stop }
  }

  return {
    /** Throws serviceRefused with the message of the setting if an option is wrong. */
    async start({ idleSeconds, ...options }: NewService) {
      const { config, accessKey, controlToken } = childConfig(parent, options)
      if (all.size >= maxServices) throw tooManyServices()
      const id = random(8)
      const running = run(id, config, idleSeconds)
      all.set(id, running)
      running.catch(() => all.delete(id))
      return { ...(await running).service, accessKey, controlToken }
    },

    /** The oldest first. */
    async list(): Promise<ChildService[]> {
      const running = await Promise.allSettled(all.values())
      return running.flatMap((one) => (one.status === 'fulfilled' ? [one.value.service] : []))
    },

    /** Resolves when it has stopped. */
    async stop(id: string): Promise<void> {
      const running = await all.get(id)
      if (running === undefined) throw serviceNotFound()
      await running.stop()
    },

    async close(): Promise<void> {
      await Promise.all([...all.values()].map((running) => running.then(({ stop }) => stop()).catch(onError)))
    }
  }
}

/** A child keeps its data in memory, wherever `parent` keeps its own. */
function childConfig(parent: Config, options: ChildOptions) {
  const host = parent.host === 'localhost' ? '127.0.0.1' : parent.host // one address: on two, a free port would differ
  const guarded = parent.controlToken === undefined ? options : { ...options, controlToken: random(24) }
  try {
    const child = configOf(guarded, {
      HOST: host,
      SSH_PORT: parent.ssh === undefined ? 'off' : '0',
      SWAS_ALLOW_REMOTE: parent.auth === 'open' ? 'yes' : 'no', // whoever may call the parent may call the child
      SWAS_ALLOW_REAL_KEYS: parent.allowRealKeys ? 'yes' : 'no'
    })
    return { ...child, config: { ...child.config, ...inheritedFrom(parent) } }
  } catch (error) {
    throw error instanceof ConfigError ? serviceRefused({ detail: error.message }) : error
  }
}

/** Stops a service without connections: the process that should stop it, that of a test file, may have been killed. */
function endWhenIdle(server: Server, idleMs: number, end: () => void): void {
  let connections = 0
  let timer = setTimeout(end, idleMs).unref()
  server.on('connection', (socket) => {
    connections++
    clearTimeout(timer)
    socket.once('close', () => {
      connections--
      if (connections === 0 && server.listening) timer = setTimeout(end, idleMs).unref()
    })
  })
  server.once('close', () => clearTimeout(timer))
}

const isRefusedPort = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && ['EADDRINUSE', 'EACCES'].includes(String(error.code))
