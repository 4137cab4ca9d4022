/** What tests of the SSH server share: servers to log on to, and the clients that people use. */
import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import type { Config } from '../../src/config/config.ts'
import { authorizedKeysPath, sshFolder } from '../../src/servers/guest.ts'
import { putEntries } from '../../src/store/guest-files.ts'
import { type Body, makeInstances, type Service, start } from '../fixture.ts'
import { has } from '../machine.ts'

export const lacking = ['ssh', 'ssh-keygen', 'ssh-keyscan', 'sshpass'].find((program) => !has(program))
export const needsSsh = { skip: lacking !== undefined && `no ${lacking}` }

export const password = 'Correct-Horse-1'

export interface Ended {
  readonly code: number | string | null
  readonly stdout: string
  readonly stderr: string
}

export interface Way {
  /** A file with a private key. */
  readonly key?: string
  readonly password?: string
  readonly user?: string
  readonly host?: string
  readonly port?: number
  readonly args?: readonly string[]
  readonly input?: string | Buffer
}

export interface SshSetting extends Service {
  /** For files, deleted at the end. */
  readonly folder: string
  /** A key pair of this type in files; gives the private one's. */
  readonly makeKey: (name: string, ...args: string[]) => string
  /** Logs on to a server, whose keys must be those that DescribeInstanceLogon tells. */
  readonly ssh: (instanceId: string, way?: Way, ...command: string[]) => Promise<Ended>
  /** The arguments that it does so with. */
  readonly sshTo: (instanceId: string, way?: Way, ...command: string[]) => Promise<string[]>
  readonly logonOf: (instanceId: string) => Promise<Body>
  readonly write: (instanceId: string, path: string, text: string) => Promise<void>
  readonly authorize: (instanceId: string, ...lines: string[]) => Promise<void>
}

export const publicLine = (key: string): string => readFileSync(`${key}.pub`, 'utf8').trim()

export async function startSsh(t: Test, overrides: Partial<Config> = {}): Promise<SshSetting> {
  const service = await start(t, { maxEventLoopDelayMs: 0, ...overrides }) // clients may be slow where many run
  const folder = mkdtempSync(join(tmpdir(), 'swas-ssh-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const knownHosts = join(folder, 'known_hosts')
  const known = new Set<string>()
  const logonOf = (InstanceId: string) => service.ok('DescribeInstanceLogon', { InstanceId })
  const write = async (instanceId: string, path: string, text: string) => {
    const file = { path, kind: 'file', mode: 0o600, content: Buffer.from(text), modifiedAt: 0 } as const
    await putEntries(service.database.db, instanceId, [file])
  }
  const sshTo = async (instanceId: string, way: Way = {}, ...command: string[]) => {
    const { Host, Port, UserName, KnownHosts } = await logonOf(instanceId)
    for (const line of KnownHosts) known.add(line)
    writeFileSync(knownHosts, [...known].join('\n'))
    return wordsOf({ host: Host, port: Port, user: UserName, ...way }, knownHosts, command)
  }
  return {
    ...service,
    folder,
    logonOf,
    write,
    async authorize(instanceId, ...lines) {
      const directory = {
        path: sshFolder,
        kind: 'directory',
        mode: 0o700,
        content: Buffer.alloc(0),
        modifiedAt: 0
      } as const
      await putEntries(service.database.db, instanceId, [directory])
      await write(instanceId, authorizedKeysPath, lines.map((line) => `${line}\n`).join(''))
    },
    makeKey(name, ...args) {
      const file = join(folder, name)
      execFileSync('ssh-keygen', ['-q', '-N', '', '-C', name, '-f', file, ...args])
      return file
    },
    sshTo,
    ssh: async (instanceId, way = {}, ...command) => {
      const words = ['ssh', ...(await sshTo(instanceId, way, ...command))]
      return await run(way.password === undefined ? words : ['sshpass', '-p', way.password, ...words], way.input)
    }
  }
}

/** By key or password, and by nothing else; asks nobody, and trusts no server that isn't known. */
export function wordsOf(
  { key, password, user = 'root', host = '127.0.0.1', port = 22, args = [] }: Way,
  knownHosts: string,
  command: readonly string[] = []
): string[] {
  return [
    ...args, // the first value holds
    ...['-F', 'none', '-p', String(port)],
    ...['StrictHostKeyChecking=yes', `UserKnownHostsFile=${knownHosts}`, 'GlobalKnownHostsFile=none'].flatMap(option),
    ...['IdentityAgent=none', 'IdentitiesOnly=yes', 'NumberOfPasswordPrompts=1', 'LogLevel=INFO'].flatMap(option),
    ...(key === undefined ? [] : ['-i', key]),
    ...option(`PreferredAuthentications=publickey${password === undefined ? '' : ',password,keyboard-interactive'}`),
    `${user}@${host}`,
    ...command
  ]
}

const option = (text: string) => ['-o', text]

export function run(
  [program = '', ...args]: readonly string[],
  input?: string | Buffer,
  cwd?: string,
  timeout = 300_000
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { cwd, timeout, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? error.signal ?? null), stdout, stderr })
    })
    child.stdin?.on('error', () => {}) // who doesn't read it may end first
    child.stdin?.end(input ?? '')
  })
}

/** A running server on which root logs on with `password`. */
export async function makeServer(service: Service): Promise<string> {
  const [InstanceId = ''] = await makeInstances(service)
  await service.ok('UpdateInstanceAttribute', { InstanceId, Password: password })
  await service.ok('RebootInstance', { InstanceId })
  return InstanceId
}
