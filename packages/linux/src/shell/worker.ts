/** A thread of shells: runs the programs of one server at a time, on its disk. */
import { parentPort } from 'node:worker_threads'
import { Disk } from '../disk/disk.ts'
import { DiskFullError, DiskGoneError } from '../disk/entry.ts'
import { newDisk } from '../disk/new-disk.ts'
import type { Machine } from '../types.ts'
import { createAsking } from './asking.ts'
import type { Order, Report, RunEnd } from './protocol.ts'
import { type Running, startRun } from './run.ts'

const port = parentPort
if (port === null) throw new Error('worker.ts runs in a worker thread')

const report = (message: Report) => port.postMessage(message)
const { ask, answer } = createAsking(report)
const running = new Map<number, Running>()
let current: { readonly machine: Machine; readonly disk: Promise<Disk> } | undefined

const flushMs = 50
const systemNow = Date.now.bind(Date) // just-bash blocks Date.now while a script runs

async function diskOf(machine: Machine): Promise<Disk> {
  const { instanceId, distribution, clockOffset } = machine
  if (current?.machine.instanceId === instanceId && current.machine.distribution === distribution) {
    const disk = await current.disk
    await disk.sync()
    return disk
  }
  const disk = Disk.open(
    newDisk(machine),
    {
      read: (revision) => ask(0, 'readDisk', { instanceId, revision }),
      write: (entries, revision) => ask(0, 'writeDisk', { instanceId, entries, revision })
    },
    () => systemNow() + clockOffset
  )
  current = { machine, disk }
  disk.catch(() => {
    current = undefined
  })
  return await disk
}

async function run(id: number, what: Extract<Order, { type: 'run' }>['what']): Promise<RunEnd> {
  const disk = diskOf(what.machine)
  const started = startRun(what, disk, (name, question) => ask(id, name, question))
  running.set(id, started) // at once: a signal may come while the run waits for its disk
  let refused: unknown
  const flushing = setInterval(() => {
    disk.then(flush).catch((error) => {
      refused ??= error
    })
  }, flushMs)
  try {
    const end = await started.ended
    await flush(await disk)
    if (refused !== undefined) throw refused
    return end
  } catch (error) {
    if (error instanceof DiskGoneError) return { exit: { signal: 'HUP', message: error.message } }
    if (!(error instanceof DiskFullError)) throw error
    await ask(id, 'output', { isError: true, bytes: Buffer.from(`bash: ${error.message}\n`) })
    return { exit: { code: 1 } }
  } finally {
    clearInterval(flushing)
    running.delete(id)
  }
}

async function flush(disk: Disk): Promise<void> {
  if (disk.isDirty) await disk.flush()
}

port.on('message', (order: Order) => {
  if (order.type === 'run') {
    run(order.run, order.what).then(
      (end) => report({ type: 'ended', run: order.run, end }),
      (error) => report({ type: 'failed', run: order.run, message: String(error?.stack ?? error) })
    )
  } else if (order.type === 'signal') running.get(order.run)?.signal(order.name)
  else if (order.type === 'resize') running.get(order.run)?.resize(order.columns, order.rows)
  else answer(order)
})
report({ type: 'ready' })
