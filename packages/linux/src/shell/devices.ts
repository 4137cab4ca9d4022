/** The devices of one command: its streams, what it leaves for the next line, and those in /dev that have no end. */
import { randomBytes } from 'node:crypto'
import type { Ask } from './host.ts'
import { limits } from './limits.ts'
import { devices } from './live.ts'
import type { Device } from './live-fs.ts'
import { withoutMarks } from './redirects.ts'
import { type Notes, notes } from './state.ts'

export interface Outputs {
  readonly stdout: (bytes: Uint8Array) => Promise<void>
  readonly stderr: (bytes: Uint8Array) => Promise<void>
}

export const outputsOf = (ask: Ask): Outputs => ({
  stdout: async (bytes) => void (await ask('output', { isError: false, bytes })),
  async stderr(bytes) {
    const shown = Buffer.from(withoutMarks(Buffer.from(bytes).toString('latin1')), 'latin1')
    await ask('output', { isError: true, bytes: shown })
  }
})

/** What a line of an interactive shell leaves: its notes, and whether it ends the shell. */
export interface Remains {
  readonly notes: Notes
  isLeaving: boolean
}

/** just-bash reads a file as a whole; a device without an end gives it so much. */
const blockBytes = 2 ** 16

export function devicesOf(ask: Ask, { stdout, stderr }: Outputs, remains: Remains): Map<string, Device> {
  const random: Device = { read: async () => randomBytes(blockBytes) }
  return new Map<string, Device>([
    [devices.output, { write: stdout }],
    [devices.error, { write: stderr }],
    [devices.input, { read: () => readAll(ask) }],
    [devices.line, lineDevice(ask, { isSecret: false })],
    [devices.secretLine, lineDevice(ask, { isSecret: true })],
    [devices.exit, { read: async () => new Uint8Array() }],
    ['/dev/null', {}],
    ['/dev/zero', { read: async () => new Uint8Array(blockBytes) }],
    ['/dev/random', random],
    ['/dev/urandom', random],
    ['/dev/tty', { ...lineDevice(ask, { isSecret: false }), write: stdout }],
    ...noteDevices(remains)
  ])
}

const lineDevice = (ask: Ask, { isSecret }: { isSecret: boolean }): Device => ({
  isText: true,
  read: async () => (await ask('line', { isSecret })) ?? new Uint8Array()
})

const noteDevices = (remains: Remains): [string, Device][] =>
  (Object.keys(notes) as (keyof typeof notes)[]).map((name) => [
    notes[name],
    {
      async write(bytes) {
        remains.notes[name] = (remains.notes[name] ?? '') + Buffer.from(bytes).toString()
        if (name === 'status') remains.isLeaving = false // `exit` ended a subshell only
      }
    }
  ])

async function readAll(ask: Ask): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const bytes = await ask('stdin', undefined)
    if (bytes === undefined) return Buffer.concat(chunks)
    chunks.push(bytes)
    length += bytes.length
    if (length > limits.inputBytes) throw new Error('ENOSPC: the input is too large')
  }
}
