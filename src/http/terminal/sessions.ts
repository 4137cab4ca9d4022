/**
 * The open terminals. A binary message is raw bytes: keys to the server, output from it. A text message to the server
 * is JSON: `{"type":"resize","columns":120,"rows":40}` or `{"type":"input","data":"ls\r"}`.
 */
import { PassThrough, Writable } from 'node:stream'
import { contain } from '@swas-local/linux/contain.ts'
import { flushed } from '@swas-local/linux/io.ts'
import type { Exit, Guests, Process, Terminal } from '@swas-local/linux/types.ts'
import type { RawData, WebSocket } from 'ws'
import type { TerminalSession } from '../../store/terminal-sessions.ts'

export interface Terminals {
  hasRoom(instanceId: string): boolean
  /** Opens a terminal; `from` is the caller's address. */
  open(socket: WebSocket, session: TerminalSession, from: string): void
  close(): Promise<void>
}

/** Documented for ECS StartTerminalSession. */
const maxOfServer = 20
const maxOfProcess = 500
const pingMs = 30 * 1000
/** How long one end waits for the other's close frame, in ms. */
const closeMs = 1000

// Close codes of RFC 6455; 1012 is of IANA's registry.
const codes = { ended: 1000, gone: 1001, notUnderstood: 1007, closing: 1012 } as const

const gone = [codes.gone, 'the server is gone'] as const

interface Open {
  readonly instanceId: string
  readonly socket: WebSocket
  isAlive: boolean
}

/** An unexpected error ends its terminal and goes to `onError`. */
export function createTerminals(guests: Guests, onError: (error: unknown) => void): Terminals {
  const all = new Set<Open>()
  // A socket whose other end has vanished raises no error, but it answers no ping.
  const pinging = setInterval(() => {
    for (const one of all) {
      if (!one.isAlive) one.socket.terminate()
      one.isAlive = false
      one.socket.ping()
    }
  }, pingMs).unref()

  return {
    hasRoom: (instanceId) =>
      all.size < maxOfProcess && [...all].filter((one) => one.instanceId === instanceId).length < maxOfServer,

    open(socket, session, from) {
      const one: Open = { instanceId: session.instanceId, socket, isAlive: true }
      all.add(one)
      const fail = (error: unknown) => {
        onError(error)
        socket.terminate()
      }
      contain(socket, fail)
      socket.on('pong', () => {
        one.isAlive = true
      })
      socket.on('close', () => all.delete(one))
      serve(guests, socket, session, { from, fail })
    },

    async close() {
      clearInterval(pinging)
      await Promise.all([...all].map(({ socket }) => part(socket, codes.closing, 'the service is closing')))
    }
  }
}

/** Runs a login shell until the shell ends, the server stops, or the socket closes. */
function serve(
  guests: Guests,
  socket: WebSocket,
  { instanceId, commandLine }: TerminalSession,
  { from, fail }: { from: string; fail: (error: unknown) => void }
): void {
  const stdin = new PassThrough()
  const stdout = outputTo(socket)
  const terminal: Terminal = { name: 'xterm-256color', columns: 80, rows: 24, onResize: undefined }
  if (commandLine !== '') stdin.write(`${commandLine}\r`)

  socket.on('message', (data, isBinary) => {
    const message = isBinary ? { type: 'input' as const, data: bytesOf(data) } : readMessage(bytesOf(data).toString())
    if (message === undefined) return void part(socket, codes.notUnderstood, 'not a message of a terminal')
    if (message.type === 'resize') {
      terminal.columns = message.columns
      terminal.rows = message.rows
      terminal.onResize?.()
    } else if (!stdin.write(message.data)) {
      socket.pause()
      stdin.once('drain', () => socket.resume())
    }
  })
  socket.on('error', () => socket.terminate())

  let isGone = false
  let process: Process | undefined
  const stopTracking = guests.trackSession(instanceId, () => {
    isGone = true
    part(socket, ...gone)
  })
  socket.on('close', () => {
    stopTracking()
    stdin.end()
    stdout.destroy()
    process?.signal('HUP')
  })
  if (isGone) return
  process = guests.run({
    instanceId,
    command: undefined,
    environment: {},
    terminal,
    from,
    stdin,
    stdout,
    stderr: stdout
  })
  process.ended
    .then(async (exit) => {
      if ('code' in exit) await flushed(stdout) // a session that is ended by force isn't waited for
      // A server that goes down sends HUP to its programs; its shell may hear of it before trackSession does.
      if ('signal' in exit && exit.signal === 'HUP') await part(socket, ...gone)
      else await part(socket, codes.ended, reasonOf(exit))
    })
    .catch(fail)
}

const reasonOf = (exit: Exit): string => ('code' in exit ? `exit ${exit.code}` : `signal ${exit.signal}`)

// A chunk counts as written when the socket has taken it, so that a slow reader slows the program down.
const outputTo = (socket: WebSocket): Writable =>
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (socket.readyState !== socket.OPEN) return done()
      socket.send(chunk, { binary: true }, (error) => done(error))
    }
  }).on('error', () => socket.terminate())

const bytesOf = (data: RawData): Buffer =>
  Buffer.isBuffer(data) ? data : Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)

type Message = { type: 'input'; data: string | Buffer } | { type: 'resize'; columns: number; rows: number }

function readMessage(text: string): Message | undefined {
  let message: unknown
  try {
    message = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof message !== 'object' || message === null) return undefined
  const { type, data, columns, rows } = message as Record<string, unknown>
  if (type === 'input' && typeof data === 'string') return { type, data }
  return type === 'resize' && isSize(columns) && isSize(rows) ? { type, columns, rows } : undefined
}

const isSize = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 1000

/** Closes the socket. Resolves when it is closed, at the latest after the grace time. */
function part(socket: WebSocket, code: number, reason: string): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState === socket.CLOSED) return resolve()
    const timer = setTimeout(() => socket.terminate(), closeMs)
    socket.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
    socket.close(code, reason)
  })
}
