/** What tests of file transfers share: a server's disk behind SFTP and scp, and OpenSSH's own clients. */
import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import ssh2, { type Connection } from 'ssh2'
import type { Test } from 'tap'
import { Disk } from '../../src/disk/disk.ts'
import type { Entry } from '../../src/disk/entry.ts'
import { parseScp } from '../../src/ssh/scp/command.ts'
import { serveScp } from '../../src/ssh/scp/serve.ts'
import { serveSftp } from '../../src/ssh/sftp/serve.ts'
import { diskOf } from '../../src/store/guest-disk.ts'
import { makeInstances, start } from '../fixture.ts'

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Transfers {
  /** What is on the server's disk now, for whoever opens it. */
  readonly disk: () => Promise<Disk>
  readonly port: number
  /** A folder of this machine, for what is copied. */
  readonly folder: string
  readonly sftp: (...batch: string[]) => Promise<Ran>
  /** A path that begins with `:` is the server's. */
  readonly scp: (...words: string[]) => Promise<Ran>
}

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const hostKey = privateKey.export({ type: 'pkcs1', format: 'pem' })

const image: readonly Entry[] = [
  { path: '/root', kind: 'directory', mode: 0o700, content: new Uint8Array(), modifiedAt: 0 }
]

export async function startTransfers(t: Test): Promise<Transfers> {
  const service = await start(t)
  const { database } = service
  const [id = ''] = await makeInstances(service)
  const open = () => Disk.open(image, diskOf(database.db, id))
  const onFault = (error: unknown) => t.fail(String(error))
  const serving = new Set<Promise<void>>()
  const clients = new Set<Connection>()
  const server = new ssh2.Server({ hostKeys: [hostKey], ident: 'OpenSSH_9.2' }, (client) => {
    clients.add(client)
    client.on('error', () => {})
    client.on('authentication', (context) => context.accept())
    client.on('session', (accept) => {
      const session = accept()
      // At once: what the client sends before is lost.
      session.on('subsystem', (accept) => {
        const channel = accept()
        serving.add(open().then((disk) => serveSftp(channel, disk, onFault)))
      })
      session.on('exec', (accept, reject, { command }) => {
        const scp = parseScp(command.split(' '))
        if (!scp) return reject()
        const channel = accept()
        serving.add(open().then((disk) => serveScp(channel, disk, scp, onFault)))
      })
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(async () => {
    server.close()
    for (const client of clients) client.end()
    await Promise.all(serving)
  })
  const { port } = server.address() as AddressInfo
  const options = [
    'StrictHostKeyChecking=no',
    'UserKnownHostsFile=/dev/null',
    'LogLevel=ERROR',
    `Port=${port}`
  ].flatMap((option) => ['-o', option])
  const folder = t.testdir({})
  return {
    disk: open,
    port,
    folder,
    sftp: (...batch) => run('sftp', [...options, '-b', '-', 'root@127.0.0.1'], folder, `${batch.join('\n')}\n`),
    scp: (...words) =>
      run('scp', [...options, ...words.map((word) => (word.startsWith(':') ? `root@127.0.0.1${word}` : word))], folder)
  }
}

async function run(program: string, words: string[], cwd: string, input = ''): Promise<Ran> {
  const child = spawn(program, words, { cwd })
  child.stdin.on('error', () => {}) // it needn't read it
  child.stdin.end(input)
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code, stdout, stderr }
}
