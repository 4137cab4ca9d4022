// @ts-check
// The embedded database, on a thread of its own: its start and every long statement block the thread it lives on.
// It speaks PostgreSQL's wire protocol over the port, so the same driver serves both engines. Each message gets
// exactly one reply, in order.
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'

/** @type {{ dataDir: string | undefined, image: string | undefined, idleSchema: string }} */
const { dataDir, image, idleSchema } = workerData

// The defaults are for a machine that does nothing else; this database holds a few rows.
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
    // Made under another name, so that a process killed meanwhile leaves no half of a database behind.
    const unfinished = `${folder}.unfinished`
    rmSync(unfinished, { recursive: true, force: true })
    const made = await PGlite.create({ dataDir: unfinished, ...load() })
    await made.exec(`drop schema if exists ${idleSchema} cascade`) // a folder is for one instance
    await made.close()
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

// A server has processes that clean up; here nobody does: dead rows would stay, and the log of changes grow for ever.
const messagesUntilCleaning = 5000
const cleaning = ['vacuum', 'checkpoint'].map((statement) =>
  Buffer.from(`Q\0\0\0${String.fromCharCode(statement.length + 5)}${statement}\0`, 'latin1')
)
const idle = 'I'.charCodeAt(0) // the end of a reply outside of any transaction
let messages = 0

// Not execProtocolRaw(): PGlite 0.5.16 parses each reply there, which takes as long as the statement itself, and keeps
// every message of it for ever.
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
  if (++messages < messagesUntilCleaning || reply?.at(-1) !== idle) return
  messages = 0
  for (const statement of cleaning) await execute(statement)
}

// Before the database is there: a thread with nothing to wait for is held until V8 has compiled what it compiles in
// the background, a tenth of a second.
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
