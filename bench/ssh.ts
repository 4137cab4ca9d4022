/** Logging on, beside a real sshd, with OpenSSH's own client. */
import { execFile, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { claim, median, print, spread } from './print.ts'
import { end, freePort } from './programs.ts'
import { makeServers, startService, withKeys } from './servers.ts'

const run = promisify(execFile)
const rounds = 21
const sshd = '/usr/sbin/sshd'

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
