/** Why the service can't listen at HOST, PORT and SSH_PORT, in a sentence that says what to do. */
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../config/config.ts'
import { askHealth } from './health.ts'
import { urlOf } from './target.ts'

type Places = Pick<Config, 'host' | 'port' | 'ssh'>

const healthMs = 3000

/**
 * Tries to listen there; undefined if it works. A start asks this first: otherwise it would open the database before it
 * finds out.
 */
export async function whyNotListening({ host, port, ssh }: Places): Promise<string | undefined> {
  const hosts = host === 'localhost' ? ['127.0.0.1', '::1'] : [host]
  const errors = await Promise.all(hosts.map((each) => tryPort(each, port)))
  const error = errors.find((each) => each !== undefined && !(host === 'localhost' && isNoAddress(each)))
  if (error !== undefined) return await explainHttp({ host, port }, error)
  const sshError = ssh && (await tryPort(ssh.host, ssh.port))
  return ssh && sshError && (await explainSsh({ host, port, ssh }, sshError))
}

/** The same sentence for the error of a start that lost a race for the port; undefined for any other error. */
export async function explainListening({ host, port, ssh }: Places, error: unknown): Promise<string | undefined> {
  const { syscall, cause } = error as NodeJS.ErrnoException
  if (syscall === 'listen') return await explainHttp({ host, port }, error as NodeJS.ErrnoException)
  const { syscall: sshCall } = (cause ?? {}) as NodeJS.ErrnoException
  return ssh && sshCall === 'listen' ? await explainSsh({ host, port, ssh }, cause as NodeJS.ErrnoException) : undefined
}

const tryPort = (host: string, port: number): Promise<NodeJS.ErrnoException | undefined> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', resolve).listen({ host, port }, () => server.close(() => resolve(undefined)))
  })

const isNoAddress = ({ code = '' }: NodeJS.ErrnoException) => ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(code)

async function explainHttp({ host, port }: Omit<Places, 'ssh'>, error: NodeJS.ErrnoException): Promise<string> {
  if (error.code === 'EADDRINUSE') {
    const running = await findRunning({ host, port })
    const answers =
      running ?? `PORT ${port} is taken at ${host}: a program listens there that doesn’t answer as swas-local`
    return `${answers}. Stop it, or start this one with --port 0, which takes any free port.`
  }
  if (error.code === 'EACCES')
    return `PORT ${port} needs rights that this user doesn’t have. Choose one above 1023, such as --port 20206.`
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN')
    return `HOST ${host} is no name that this machine knows. Use an address of this machine, such as --host 127.0.0.1.`
  return isNoAddress(error) ? noAddress('HOST', host) : `HOST ${host}, PORT ${port}: ${error.message}.`
}

async function explainSsh({ host, port, ssh }: Required<Places>, error: NodeJS.ErrnoException): Promise<string> {
  if (ssh === undefined) return error.message
  if (isNoAddress(error)) return noAddress('SSH_HOST', ssh.host)
  const choose = 'Choose another with --ssh-port, where 0 is any free port and off is no SSH'
  const running = error.code === 'EADDRINUSE' && port !== 0 ? await findRunning({ host, port }) : undefined
  if (running !== undefined) return `${running}. Stop it, or start this one with --port 0, which takes any free port.`
  return `SSH_PORT ${ssh.port} is not available (${error.code}): another program may listen there. ${choose}.`
}

async function findRunning({ host, port }: Omit<Places, 'ssh'>): Promise<string | undefined> {
  const url = urlOf(host, port)
  // The timer keeps the process alive: fetch and AbortSignal.timeout don't, if the other program just hangs up.
  const health = await Promise.race([askHealth(url, AbortSignal.timeout(healthMs)), sleep(healthMs, 'silent' as const)])
  return typeof health === 'string'
    ? undefined
    : `swas-local ${health.version} already answers at ${url} (PORT ${port})`
}

function noAddress(setting: 'HOST' | 'SSH_HOST', host: string): string {
  const flag = setting === 'HOST' ? '--host' : '--ssh-host'
  if (/^(127\.|0\.0\.0\.0$)/.test(host)) {
    const both = setting === 'HOST' ? `${flag} ::1 --ssh-host ::1` : `${flag} ::1`
    return `${setting} ${host}: this machine has no IPv4. Use ${both}.`
  }
  if (/^::1?$/.test(host)) return `${setting} ${host}: this machine has no IPv6. Use ${flag} 127.0.0.1.`
  return `${setting} ${host} is no address of this machine. Use one of its own, such as ${flag} 127.0.0.1.`
}
