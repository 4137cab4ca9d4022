/** Services that a service starts beside itself, in its own process: for each test file one, with nothing in common. */
import type { AddressInfo, Server } from 'node:net'
import { setTimeout } from 'node:timers' // a test that replaces the global one doesn't mean this one
import type { Config } from '../config/config.ts'
import { type ChildOptions, configOf, random } from '../config/options.ts'
import { ConfigError } from '../config/sources.ts'
import { serviceNotFound, servicePortTaken, serviceRefused, tooManyServices } from '../errors/index.ts'

/** As many may run at a time. */
export const maxServices = 100

/** What is built of a Config. */
interface App {
  readonly server: Server
  close(): Promise<unknown>
}

interface Built {
  readonly app: App
  readonly ssh: { place(): { readonly port: number } | undefined } | undefined
  /** What fails leaves nothing running. */
  listen(): Promise<unknown>
}

export interface NewService extends ChildOptions {
  readonly idleSeconds: number
}

export interface ChildService {
  readonly id: string
  readonly port: number
  /** Where servers can be logged on to. */
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
  /** The one that starts them. They listen where it does, and are guarded as it is. */
  readonly parent: Config
  readonly build: (config: Config) => Promise<Built>
  /** Told when one could not be ended well. */
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
    /** Throws a setting's own words where an option is wrong. */
    async start({ idleSeconds, ...options }: NewService) {
      const { config, accessKey, controlToken } = ownConfig(parent, options)
      if (all.size >= maxServices) throw tooManyServices()
      const id = random(8)
      const running = run(id, config, idleSeconds)
      all.set(id, running)
      running.catch(() => all.delete(id))
      return { ...(await running).service, accessKey, controlToken }
    },

    /** The first that was started first. */
    async list(): Promise<ChildService[]> {
      const running = await Promise.allSettled(all.values())
      return running.flatMap((one) => (one.status === 'fulfilled' ? [one.value.service] : []))
    },

    /** Resolves when it has ended. */
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

/** It keeps its data in memory, wherever `parent` does. */
function ownConfig(parent: Config, options: ChildOptions) {
  const { allowedHosts, keyQueue, authFailures, requestTimeoutMs, maxEventLoopDelayMs, logLevel } = parent
  const host = parent.host === 'localhost' ? '127.0.0.1' : parent.host // one address, so that it has one port
  const guarded = parent.controlToken === undefined ? options : { ...options, controlToken: random(24) }
  try {
    const own = configOf(guarded, {
      HOST: host,
      SSH_PORT: parent.ssh === undefined ? 'off' : '0',
      SWAS_ALLOW_REMOTE: parent.auth === 'open' ? 'yes' : 'no', // who may call the one may call the other
      SWAS_ALLOW_REAL_KEYS: parent.allowRealKeys ? 'yes' : 'no'
    })
    const inherited = { allowedHosts, keyQueue, authFailures, requestTimeoutMs, maxEventLoopDelayMs, logLevel }
    return { ...own, config: { ...own.config, ...inherited } }
  } catch (error) {
    throw error instanceof ConfigError ? serviceRefused({ detail: error.message }) : error
  }
}

/** Nobody may be left to end it: the process of a test file can be killed. */
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
