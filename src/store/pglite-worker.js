// @ts-check
// The embedded database, on a thread of its own: its start and every long statement block the thread it lives on.
// It speaks PostgreSQL's wire protocol over the port, so the same driver serves both engines. Each message gets
// exactly one reply, in order.
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'

/** @type {{ dataDir: string | undefined, image: string | undefined, spare: string }} */
const { dataDir, image, spare } = workerData

// The defaults are for a machine that does nothing else; this database holds a few rows.
const initDbStartParams = ['--wal-segsize=1', '-c', 'shared_buffers=16MB', '-c', 'min_wal_size=2MB']

const load = () => (image === undefined ? { initDbStartParams } : { loadDataDir: new Blob([readFileSync(image)]) })

async function open() {
  if (dataDir === undefined) return PGlite.create(load())
  const folder = join(dataDir, 'pgdata')
  if (!existsSync(folder)) {
    // Made under another name, so that a process killed meanwhile leaves no half of a database behind.
    const unfinished = `${folder}.unfinished`
    rmSync(unfinished, { recursive: true, force: true })
    const made = await PGlite.create({ dataDir: unfinished, ...load() })
    await made.exec(`drop schema if exists ${spare} cascade`) // a folder is for one instance
    await made.close()
    renameSync(unfinished, folder)
  }
  return PGlite.create({ dataDir: folder })
}

const port = parentPort
if (port === null) throw new Error('pglite-worker runs in a worker thread')

const database = await open()

async function dump() {
  const image = await database.dumpDataDir('none')
  return new Uint8Array(await image.arrayBuffer())
}

port.on('message', async (/** @type {Uint8Array | 'close' | 'dump'} */ message) => {
  if (message === 'close') {
    await database.close()
    port.close()
  } else {
    port.postMessage(message === 'dump' ? await dump() : await database.execProtocolRaw(message))
  }
})
port.postMessage('ready')
