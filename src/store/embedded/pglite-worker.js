// @ts-check
// The embedded database has a thread of its own, because its start and long statements block the thread. The port
// carries PostgreSQL's wire protocol, so that one driver serves both engines. Each message gets exactly one reply, in
// order.
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'

/** @type {{ dataDir: string | undefined, image: string | undefined, idleSchema: string }} */
const { dataDir, image, idleSchema } = workerData

// PostgreSQL's defaults are for a machine of its own; this database holds a few rows.
const initDbStartParams = [
  '--wal-segsize=1',
  ...['shared_buffers=16MB', 'min_wal_size=2MB', 'wal_recycle=off', 'wal_init_zero=off'].flatMap((setting) => [
    '-c',
    setting
  ])
]

const load = () => (image === undefined ? { initDbStartParams } : { loadDataDir: new Blob([readFileSync(image)]) })

async function open() {
  if (dataDir === undefined) return PGlite.create(load())
  const folder = join(dataDir, 'pgdata')
  if (!existsSync(folder)) {
    // Under another name until it is complete: a process that is killed meanwhile leaves no half database in `pgdata`.
    const unfinished = `${folder}.unfinished`
    rmSync(unfinished, { recursive: true, force: true })
    const database = await PGlite.create({ dataDir: unfinished, ...load() })
    await database.exec(`drop schema if exists ${idleSchema} cascade`) // a folder is for one instance
    await database.close()
    renameSync(unfinished, folder)
  }
  return PGlite.create({ dataDir: folder })
}

const port = parentPort
if (port === null) throw new Error('pglite-worker runs in a worker thread')

const opening = open()

async function dump() {
  const database = await opening
  const image = await database.dumpDataDir('none')
  return new Uint8Array(await image.arrayBuffer())
}

// PGlite has no background processes. Without this, dead rows would stay and the write-ahead log would grow for ever.
const messagesUntilCleanup = 5000
const cleanup = ['vacuum', 'checkpoint'].map((statement) =>
  Buffer.from(`Q\0\0\0${String.fromCharCode(statement.length + 5)}${statement}\0`, 'latin1')
)
const idle = 'I'.charCodeAt(0) // the end of a reply outside of any transaction
let messages = 0

// Not execProtocolRaw(): in PGlite 0.5.16 it parses each reply, which takes as long as the statement itself, and never
// frees the parsed messages.
/** @param {Uint8Array} message */
async function execute(message) {
  const database = await opening
  /** @type {Uint8Array[]} */
  const parts = []
  await database.execProtocolRawStream(message, { onRawData: (part) => parts.push(part.slice()) })
  return parts.length === 1 ? parts[0] : Buffer.concat(parts)
}

/** @param {Uint8Array} message */
async function answer(message) {
  const reply = await execute(message)
  port?.postMessage(reply)
  if (++messages < messagesUntilCleanup || reply?.at(-1) !== idle) return
  messages = 0
  for (const statement of cleanup) await execute(statement)
}

// Listen before the database is open: Node keeps a thread without pending work waiting for V8's background compilation,
// a tenth of a second.
port.on('message', async (/** @type {Uint8Array | 'close' | 'dump'} */ message) => {
  if (message === 'dump') port.postMessage(await dump())
  else if (message !== 'close') await answer(message)
  else {
    await (await opening).close()
    port.close()
  }
})
await opening
port.postMessage('ready')
