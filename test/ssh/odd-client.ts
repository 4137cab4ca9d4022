/** An SSH client that sends what no client of good manners does. */
import { once } from 'node:events'
import type { Socket } from 'node:net'
import ssh2, { type Client, type ConnectConfig } from 'ssh2'

/** What ssh2 keeps to itself. */
interface Inner {
  readonly _sock: Socket
  readonly _protocol: {
    rekey(): void
    readonly _cipher: { encrypt(packet: Buffer): void }
    readonly _packetRW: {
      readonly write: { readonly allocStart: number; alloc(length: number): Buffer; finalize(packet: Buffer): Buffer }
    }
  }
}

export interface OddClient {
  readonly client: Client
  /** A packet of its own, whole and encrypted. */
  send(...fields: Uint8Array[]): void
  rekey(): void
  /** Its socket, for bytes that are no packet, and for its end. */
  readonly socket: Socket
  /** Resolves when the connection is closed, whoever did it. */
  readonly closed: Promise<void>
}

export async function connectOddly(place: ConnectConfig): Promise<OddClient> {
  const client = new ssh2.Client()
  client.connect(place)
  await once(client, 'ready')
  client.on('error', () => {}) // how it is ended isn't what is tried
  const { _protocol: protocol, _sock: socket } = client as unknown as Inner
  return {
    client,
    socket,
    rekey: () => protocol.rekey(),
    closed: new Promise<void>((resolve) => client.on('close', () => resolve())),
    send(...fields) {
      const payload = Buffer.concat(fields)
      const { write } = protocol._packetRW
      const start = write.allocStart
      const packet = write.alloc(payload.length)
      packet.set(payload, start)
      protocol._cipher.encrypt(write.finalize(packet))
    }
  }
}

export const byte = (value: number): Buffer => Buffer.of(value)
export const uint32 = (value: number): Buffer => {
  const field = Buffer.alloc(4)
  field.writeUInt32BE(value)
  return field
}
export const text = (value: string | Buffer): Buffer => {
  const bytes = Buffer.from(value)
  return Buffer.concat([uint32(bytes.length), bytes])
}

export const openSession = (sender: number): Buffer[] => [
  ...[byte(90), text('session'), uint32(sender)],
  ...[uint32(2 ** 21), uint32(2 ** 15)]
]
/** Of the server's first channel unless told otherwise; an answer is wanted. */
export const request = (type: string, fields: Buffer[] = [], channel = 0): Buffer[] => [
  ...[byte(98), uint32(channel), text(type), byte(1)],
  ...fields
]
export const endOfInput = (channel = 0): Buffer[] => [byte(96), uint32(channel)]
export const closeChannel = (channel = 0): Buffer[] => [byte(97), uint32(channel)]
export const globalRequest = (name: string, ...fields: Buffer[]): Buffer[] => [
  ...[byte(80), text(name), byte(1)],
  ...fields
]
