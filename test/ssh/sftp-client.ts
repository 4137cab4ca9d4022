/** An SFTP client that does what OpenSSH's never does. */
import { once } from 'node:events'
import ssh2, { type Client, type ClientChannel, type ConnectConfig, type SFTPWrapper } from 'ssh2'
import type { Test } from 'tap'

/** A promise of what a callback gets. */
export const call = <T = void>(
  start: (done: (error: Error | null | undefined, value: T) => void) => void
): Promise<T> => new Promise((resolve, reject) => start((error, value) => (error ? reject(error) : resolve(value))))

export async function connect(t: Test, place: ConnectConfig): Promise<Client> {
  const client = new ssh2.Client()
  client.connect(place).setNoDelay(true) // it writes a request in pieces, each of which would wait for 40 ms
  await once(client, 'ready')
  client.on('error', () => {}) // the service may end first
  t.after(() => client.end())
  return client
}

export async function connectSftp(t: Test, place: ConnectConfig): Promise<SFTPWrapper> {
  const client = await connect(t, place)
  return await call<SFTPWrapper>((done) => client.sftp(done))
}

export const open = (sftp: SFTPWrapper, path: string, flags: string) =>
  call<Buffer>((done) => sftp.open(path, flags as 'r', done))

export const write = (sftp: SFTPWrapper, handle: Buffer, bytes: Buffer, offset = 0) =>
  call((done) => sftp.write(handle, bytes, 0, bytes.length, offset, done))

export const close = (sftp: SFTPWrapper, handle: Buffer) => call((done) => sftp.close(handle, done))

/** Packets as they are written here, and what comes back: in pieces, and whether or not they make sense. */
export async function connectRaw(t: Test, place: ConnectConfig): Promise<ClientChannel> {
  const client = await connect(t, place)
  return await call<ClientChannel>((done) => client.subsys('sftp', done))
}
