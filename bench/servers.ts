/** Servers of the built program, and clients that log on to them. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'ssh2'
import { freePort, type Started, service, startProgram } from './programs.ts'

const run = promisify(execFile)
const plan = { ImageId: '5a3e1c6f0d2b4e7f8a9b0c1d2e3f4a52', PlanId: 'swas.s2.c2m2s50b4t08', Period: '1' }
export const account = { AccessKeyId: 'bench', RegionId: 'cn-hangzhou', Version: '2020-06-01', Format: 'JSON' }

export interface Server {
  readonly address: string
  readonly instanceId: string
}

export interface Service extends Started {
  readonly sshPort: number
  // biome-ignore lint/suspicious/noExplicitAny: a reply is what the wire gives
  call(action: string, parameters?: Record<string, string>): Promise<any>
}

/** `args` are Node's own, before the program. */
export async function startService(args: readonly string[] = []): Promise<Service> {
  const [program, sshPort] = [await service(), await freePort()]
  const environment = { ...program.environment, SSH_PORT: String(sshPort), SWAS_AUTH_FAILURES: '0' }
  const started = await startProgram({ ...program, args: [...args, ...program.args], environment })
  const call = async (Action: string, parameters: Record<string, string> = {}) => {
    const body = new URLSearchParams({ Action, ...account, ...parameters })
    const response = await fetch(`http://${started.endpoint}/`, { method: 'POST', body })
    const answer = await response.json()
    if (!response.ok) throw new Error(JSON.stringify(answer))
    return answer
  }
  return { ...started, sshPort, call }
}

export async function makeServers({ call }: Service, count: number, key: string): Promise<Server[]> {
  const ids: string[] = []
  for (let left = count; left > 0; left -= 20) {
    const { InstanceIds } = await call('CreateInstances', { ...plan, Amount: String(Math.min(left, 20)) })
    ids.push(...(InstanceIds as string[]))
  }
  const name = `key${Math.trunc(performance.now())}`
  await call('ImportKeyPair', { KeyPairName: name, PublicKeyBody: readFileSync(`${key}.pub`, 'utf8').trim() })
  const servers: Server[] = []
  for (let first = 0; first < ids.length; first += 20) {
    const some = ids.slice(first, first + 20)
    const numbered = Object.fromEntries(some.map((id, index) => [`InstanceIds.${index + 1}`, id]))
    await call('AttachKeyPair', { KeyPairName: name, ...numbered })
    await call('RebootInstances', { InstanceIds: JSON.stringify(some) })
    const { Instances } = await call('ListInstances', { InstanceIds: JSON.stringify(some), PageSize: '100' })
    for (const { InstanceId, PublicIpAddress } of Instances as { InstanceId: string; PublicIpAddress: string }[])
      servers.push({ instanceId: InstanceId, address: PublicIpAddress })
  }
  return servers
}

export const connect = (key: Buffer, port: number, host: string): Promise<Client> =>
  new Promise((resolve, reject) => {
    const client = new Client()
    client.once('ready', () => resolve(client)).once('error', reject)
    client.connect({ host, port, username: 'root', privateKey: key })
  })

export const shell = (client: Client): Promise<void> =>
  new Promise((resolve, reject) => {
    client.shell((error, stream) => {
      if (error) return reject(error)
      let text = ''
      stream.on('data', (data: Buffer) => {
        text += data
        if (/# /.test(text)) resolve()
      })
    })
  })

export const exec = (client: Client, command: string): Promise<number> =>
  new Promise((resolve, reject) => {
    client.exec(command, (error, stream) => {
      if (error) return reject(error)
      stream.on('close', (code: number) => resolve(code)).resume()
      stream.stderr.resume()
    })
  })

export async function withKeys<T>(
  work: (keys: Record<'rsa' | 'ed25519', string>, folder: string) => Promise<T>
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'swas-bench-'))
  try {
    const keys = { rsa: join(folder, 'rsa'), ed25519: join(folder, 'ed25519') }
    await run('ssh-keygen', ['-q', '-t', 'rsa', '-b', '2048', '-m', 'PEM', '-N', '', '-f', keys.rsa])
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', keys.ed25519])
    return await work(keys, folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
