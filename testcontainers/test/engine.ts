/**
 * Answers in place of Docker's engine, by the few routes that Testcontainers calls. Its containers are processes of the
 * built program, with the environment, files and ports that were asked for; its one image is the Dockerfile's settings.
 */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { type AddressInfo, createServer as createPort, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'

const program = join(dirname(createRequire(import.meta.url).resolve('swas-local/package.json')), 'dist/launch.cjs')
const image = 'swas-local:latest'
const [port, sshPort] = ['20206/tcp', '20222/tcp']

/** What Testcontainers asks for, as far as it is looked at here. */
export interface Asked {
  readonly Image: string
  readonly Env: readonly string[]
  readonly Labels: Readonly<Record<string, string>>
  readonly ExposedPorts: object
  readonly HostConfig: { readonly PortBindings: object }
}

interface Container {
  readonly asked: Asked
  /** Where its files are. */
  readonly folder: string
  process?: ChildProcess
  hostPorts?: { readonly http: number; readonly ssh: number }
  output: string
}

export interface Engine {
  /** Those that weren't removed. */
  readonly containers: ReadonlyMap<string, Container>
  /** Of the newest one. */
  lastAsked(): Asked
}

export const settingsOf = ({ Env }: Asked): Record<string, string> =>
  Object.fromEntries(Env.map((line) => line.split(/=(.*)/s).slice(0, 2)))

/** Starts it for this process; what tests have left running ends with it. */
export async function useEngine(settings: Record<string, string> = {}): Promise<Engine> {
  const containers = new Map<string, Container>()
  const server = createServer((request, response) => {
    answer(containers, request, response).catch((error) => reply(response, 500, { message: String(error) }))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const home = mkdtempSync(join(tmpdir(), 'swas-home-'))
  server.unref()
  process.once('exit', () => {
    for (const container of containers.values()) remove(container)
    rmSync(home, { recursive: true })
  })
  // Nothing of this machine's own engine, nor of what its user has set for Testcontainers.
  for (const name of Object.keys(process.env)) if (/^(DOCKER|TESTCONTAINERS)_/.test(name)) delete process.env[name]
  const DOCKER_HOST = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`
  Object.assign(process.env, { DOCKER_HOST, HOME: home, TESTCONTAINERS_RYUK_DISABLED: 'true', ...settings })
  return {
    containers,
    lastAsked() {
      const [container] = [...containers.values()].slice(-1)
      if (container === undefined) throw new Error('no container')
      return container.asked
    }
  }
}

async function answer(containers: Map<string, Container>, request: IncomingMessage, response: ServerResponse) {
  const { pathname } = new URL(request.url ?? '', 'http://engine')
  const [, what, id = '', action = ''] = pathname.split('/')
  const body = await buffer(request)
  const route = `${request.method} ${what === 'containers' && action ? `container ${action}` : pathname}`
  if (route === 'GET /info') return reply(response, 200, { OperatingSystem: 'stand-in', OSType: 'linux' })
  if (route === `GET /images/${image}/json`) return reply(response, 200, { Id: image })
  if (route === 'GET /containers/json') return reply(response, 200, [])
  if (route === 'POST /containers/create') {
    const created = `container-${containers.size}`
    const folder = mkdtempSync(join(tmpdir(), 'swas-container-'))
    containers.set(created, { asked: JSON.parse(body.toString()), folder, output: '' })
    return reply(response, 201, { Id: created, Warnings: [] })
  }
  const container = containers.get(id)
  if (container === undefined) return reply(response, 404, { message: `not here: ${route}` })
  switch (route) {
    case 'PUT container archive':
      execFileSync('tar', ['--extract', '--directory', container.folder], { input: body, stdio: 'pipe' })
      return reply(response, 200)
    case 'POST container start':
      await run(container)
      return reply(response, 204)
    case 'GET container json':
      return reply(response, 200, inspect(id, container))
    case 'GET container logs':
      response.writeHead(200, { 'content-type': 'application/vnd.docker.multiplexed-stream' })
      return response.end(frame(container.output))
    case 'POST container stop':
      await end(container)
      return reply(response, 204)
    case 'POST container restart':
      await end(container)
      await run(container)
      return reply(response, 204)
  }
  if (request.method !== 'DELETE') return reply(response, 404, { message: `not here: ${route}` })
  remove(container)
  containers.delete(id)
  return reply(response, 204)
}

function reply(response: ServerResponse, status: number, body?: object) {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(body && JSON.stringify(body))
}

/** The Dockerfile's settings, those asked for, and what a process needs in place of its own network and file system. */
async function run(container: Container): Promise<void> {
  const ports = { http: await freePort(), ssh: await freePort() }
  container.hostPorts = ports
  const asked = settingsOf(container.asked)
  if (Object.keys(asked).length < container.asked.Env.length) throw new Error('a name is asked for twice')
  const env = {
    NODE_ENV: 'production',
    SWAS_ALLOW_REMOTE: 'yes',
    ...asked,
    ...(asked.SWAS_SEED !== undefined && { SWAS_SEED: join(container.folder, asked.SWAS_SEED) }),
    HOST: '127.0.0.1',
    PORT: String(ports.http),
    SSH_PORT: String(ports.ssh)
  }
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  container.process = child
  child.unref()
  for (const stream of [child.stdout, child.stderr]) {
    ;(stream as Socket).unref()
    stream.on('data', (data) => {
      container.output += data
    })
  }
}

const hasEnded = ({ process }: Container) => process?.exitCode !== null || process.signalCode !== null

async function end(container: Container): Promise<void> {
  if (container.process === undefined || hasEnded(container)) return
  const gone = once(container.process, 'close')
  container.process.kill('SIGTERM')
  await gone
}

function remove(container: Container): void {
  container.process?.kill('SIGKILL')
  rmSync(container.folder, { recursive: true, force: true })
}

function inspect(id: string, container: Container) {
  const running = !hasEnded(container)
  const bound = (hostPort = 0) => (running ? [{ HostIp: '0.0.0.0', HostPort: String(hostPort) }] : [])
  const { http, ssh } = container.hostPorts ?? {}
  return {
    Id: id,
    Name: `/${id}`,
    Config: { Hostname: id, Labels: container.asked.Labels },
    State: { Status: running ? 'running' : 'exited', Running: running, StartedAt: new Date(), FinishedAt: new Date() },
    HostConfig: container.asked.HostConfig,
    NetworkSettings: { Ports: { [port]: bound(http), [sshPort]: bound(ssh) }, Networks: {} }
  }
}

/** Of standard output, as the engine marks it. */
function frame(text: string): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt8(1, 0)
  head.writeUInt32BE(Buffer.byteLength(text), 4)
  return Buffer.concat([head, Buffer.from(text)])
}

// None that systems give to who asks for any: another test could have it before the service does.
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(21_000, 32_000)
    const server = createPort().listen(port, '127.0.0.1')
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false
    )
    server.close()
    if (isFree) return port
  }
}
