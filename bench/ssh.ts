/** Logging on: beside a real sshd, with OpenSSH's own client; what sessions cost; and many logons one after the other. */
import { execFile, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'ssh2'
import { repeat } from './list-key-pairs.ts'
import { claim, median, print, spread } from './print.ts'
import { end, freePort, memoryOf, type Started, service, startProgram } from './programs.ts'
import { sentByListKeyPairs } from './sdk-request.ts'

const run = promisify(execFile)
const rounds = 21
const sshd = '/usr/sbin/sshd'
const account = { AccessKeyId: 'bench', RegionId: 'cn-hangzhou', Version: '2020-06-01', Format: 'JSON' }

interface Server {
  readonly address: string
  readonly instanceId: string
}

interface Service extends Started {
  readonly sshPort: number
  // biome-ignore lint/suspicious/noExplicitAny: a reply is what the wire gives
  call(action: string, parameters?: Record<string, string>): Promise<any>
}

async function startService(): Promise<Service> {
  const [program, sshPort] = [await service(), await freePort()]
  const environment = { ...program.environment, SSH_PORT: String(sshPort), SWAS_AUTH_FAILURES: '0' }
  const started = await startProgram({ ...program, environment })
  const call = async (Action: string, parameters: Record<string, string> = {}) => {
    const body = new URLSearchParams({ Action, ...account, ...parameters })
    const response = await fetch(`http://${started.endpoint}/`, { method: 'POST', body })
    const answer = await response.json()
    if (!response.ok) throw new Error(JSON.stringify(answer))
    return answer
  }
  return { ...started, sshPort, call }
}

async function makeServers({ call }: Service, count: number, key: string): Promise<Server[]> {
  const { ImageId } = { ImageId: '5a3e1c6f0d2b4e7f8a9b0c1d2e3f4a52' }
  const ids: string[] = []
  for (let left = count; left > 0; left -= 20) {
    const Amount = String(Math.min(left, 20))
    const { InstanceIds } = await call('CreateInstances', {
      ImageId,
      PlanId: 'swas.s2.c2m2s50b4t08',
      Period: '1',
      Amount
    })
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

/** OpenSSH's own server, with a configuration like the one of our servers. */
async function startSshd(folder: string, keys: readonly string[]) {
  const port = await freePort()
  mkdirSync('/run/sshd', { recursive: true })
  for (const type of ['rsa', 'ed25519'])
    await run('ssh-keygen', ['-q', '-t', type, '-N', '', '-f', join(folder, `host_${type}`)])
  const authorized = join(folder, 'authorized_keys')
  writeFileSync(authorized, keys.map((key) => readFileSync(`${key}.pub`, 'utf8')).join(''))
  chmodSync(authorized, 0o600)
  const config = join(folder, 'sshd_config')
  const lines = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${folder}/host_rsa`,
    `HostKey ${folder}/host_ed25519`
  ]
  const more = [
    `AuthorizedKeysFile ${authorized}`,
    'PermitRootLogin yes',
    'StrictModes no',
    'UsePAM no',
    'MaxStartups 1000'
  ]
  writeFileSync(config, `${[...lines, ...more].join('\n')}\n`)
  const child = spawn(sshd, ['-D', '-f', config], { stdio: 'ignore' })
  await wait(500)
  return { port, stop: () => end(child) }
}

async function login(key: string, port: number, address: string): Promise<number> {
  const options = [
    '-F',
    'none',
    '-o',
    'StrictHostKeyChecking=no',
    '-o',
    'UserKnownHostsFile=/dev/null',
    '-o',
    'LogLevel=ERROR'
  ]
  const before = performance.now()
  await run('ssh', [...options, '-o', 'IdentitiesOnly=yes', '-i', key, '-p', String(port), `root@${address}`, 'true'])
  return performance.now() - before
}

const connect = (key: Buffer, port: number, host: string): Promise<Client> =>
  new Promise((resolve, reject) => {
    const client = new Client()
    client.once('ready', () => resolve(client)).once('error', reject)
    client.connect({ host, port, username: 'root', privateKey: key })
  })

const shell = (client: Client): Promise<void> =>
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

const exec = (client: Client, command: string): Promise<number> =>
  new Promise((resolve, reject) => {
    client.exec(command, (error, stream) => {
      if (error) return reject(error)
      stream.on('close', (code: number) => resolve(code)).resume()
      stream.stderr.resume()
    })
  })

async function withKeys<T>(work: (keys: Record<'rsa' | 'ed25519', string>, folder: string) => Promise<T>): Promise<T> {
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

/** `true` on a server, and on this machine. */
export async function measureLogon(): Promise<void> {
  if (!existsSync(sshd)) return void print('  SKIPPED: sshd is not here (openssh-server)')
  await withKeys(async (keys, folder) => {
    const started = await startService()
    const real = await startSshd(folder, Object.values(keys))
    try {
      for (const [type, key] of Object.entries(keys)) {
        const [server] = await makeServers(started, 1, key)
        if (server === undefined) throw new Error('it was made')
        const [ours, theirs]: [number[], number[]] = [[], []]
        for (let round = 0; round <= rounds; round++) {
          const times = [await login(key, started.sshPort, server.address), await login(key, real.port, '127.0.0.1')]
          if (round === 0) continue // makes the host keys, and starts the thread
          ours.push(times[0] ?? 0)
          theirs.push(times[1] ?? 0)
        }
        print(`  ${type}: ours ${spread(ours)} ms, sshd ${spread(theirs)} ms`)
        claim(`a login with ${type} ÷ sshd’s`, median(ours) / median(theirs), 'at most', 2)
      }
    } finally {
      await real.stop()
      await started.stop()
    }
  })
}

/** What servers and sessions cost, and what they leave of ListKeyPairs. */
export async function measureSessions(): Promise<void> {
  await withKeys(async ({ ed25519 }) => {
    const started = await startService()
    const memory = () => memoryOf(started.pid)?.rss ?? 0
    try {
      const raised = await fetch(`http://${started.endpoint}/_swas/quotas/Instances`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ quota: 2000 })
      })
      if (!raised.ok) throw new Error(await raised.text())
      const request = await sentByListKeyPairs(account.AccessKeyId)
      const servers = await makeServers(started, 50, ed25519)
      await wait(2000)
      const before = memory()
      await makeServers(started, 1000, ed25519)
      await wait(5000)
      print(`  a thousand more servers: ${(memory() - before).toFixed(0)} MB, ${threadsOf(started.pid)} threads`)
      const load = async () => (await repeat(started.endpoint, request)).rate
      await load()
      const idle = [await load(), await load(), await load()]

      const key = readFileSync(ed25519)
      const first = servers[0]
      if (first === undefined) throw new Error('there are 50')
      const warm = await connect(key, started.sshPort, first.address)
      await exec(warm, 'true')
      await wait(1000)
      const empty = memory()
      const clients: Client[] = []
      for (const { address } of servers) {
        const client = await connect(key, started.sshPort, address)
        await shell(client)
        clients.push(client)
      }
      await wait(40_000) // the threads that nobody needs any more have ended
      print(`  an idle session with a shell: ${((memory() - empty) / clients.length).toFixed(2)} MB`)
      claim('an idle session, MB', (memory() - empty) / clients.length, 'at most', 1)
      const busy = [await load(), await load(), await load()]
      print(`  ListKeyPairs: ${spread(idle)} calls a second, with fifty sessions ${spread(busy)}`)
      claim('ListKeyPairs with fifty sessions ÷ without', median(busy) / median(idle), 'at least', 0.5)
      let isOver = false
      const typing = clients.map(async (client) => {
        while (!isOver) {
          await exec(client, 'uname -a')
          await wait(1000)
        }
      })
      await wait(1000)
      const active = [await load(), await load(), await load()]
      isOver = true
      await Promise.all(typing)
      print(`  and each of them runs a command a second: ${spread(active)} calls a second`)
      for (const client of [...clients, warm]) client.end()
    } finally {
      await started.stop()
    }
  })
}

const threadsOf = (pid: number) => /^Threads:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]

/** Ten thousand logons; memory is to stay. */
export async function measureSoak(): Promise<void> {
  await withKeys(async ({ ed25519 }) => {
    const started = await startService()
    try {
      const servers = await makeServers(started, 4, ed25519)
      const key = readFileSync(ed25519)
      let done = 0
      const total = 10_000
      const work = async (address: string) => {
        while (done < total) {
          done++
          const client = await connect(key, started.sshPort, address)
          const code = await exec(client, 'true')
          if (code !== 0) throw new Error(`exit code ${code}`)
          client.end()
          if (done % 1000 === 0) print(`  ${done} logons: ${memoryOf(started.pid)?.rss.toFixed(0)} MB`)
        }
      }
      const before = performance.now()
      await Promise.all(servers.map(({ address }) => work(address)))
      print(`  ${(total / ((performance.now() - before) / 1000)).toFixed(0)} logons a second`)
    } finally {
      await started.stop()
    }
  })
}
