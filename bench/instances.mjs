// @ts-check
// A process as a test file is one, with instances of the built library. What is measured is its argument; it prints
// JSON. JavaScript, so that nothing is translated while the clock runs.
import { createRequire } from 'node:module'
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'

const repeats = 15
const idle = 10

/** @param {() => Promise<unknown>} work */
async function time(work) {
  const before = performance.now()
  await work()
  return performance.now() - before
}

/** @param {() => Promise<unknown>} work */
async function times(work) {
  const values = []
  for (let n = 0; n < repeats; n++) values.push(await time(work))
  return values
}

const load = () => import('swas-local')
const { rss } = process.memoryUsage
const call = async (/** @type {string} */ url) => {
  const response = await fetch(url)
  if (response.status !== 200) throw new Error(await response.text())
  await response.arrayBuffer()
}

const measurements = {
  /** One instance after the other, and what is done to the first. */
  async many() {
    const { startSwasLocal } = await load()
    /** @type {import('../src/index.ts').SwasLocal[]} */
    const instances = []
    const start = () => startSwasLocal().then((instance) => instances.push(instance))
    const first = await time(start)
    await wait(1000) // V8 still compiles the database in the background, on all cores
    const second = await time(start)
    const [swas] = instances
    if (swas === undefined) throw new Error('it was started')
    const account = 'default' // whom REST calls without an AccessKey are
    const scope = { account, regionId: 'cn-hangzhou' }
    const fill = async () => {
      await swas.quotas.fill('KeyPairs', 0, scope) // ten
      await swas.quotas.fill('Instances', 0, scope)
    }
    await swas.quotas.set('Instances', 20)
    await fill()
    const saved = await swas.snapshot()
    const list = () => call(`${swas.rest}/regions/cn-hangzhou/key-pairs?PageSize=10`)
    const listFive = async () => {
      for (let n = 0; n < 5; n++) await list()
    }
    await listFive()
    const snapshot = await times(() => swas.snapshot('again'))
    const restore = await times(() => swas.restore(saved))
    const five = await times(listFive)
    const reset = []
    for (let n = 0; n < repeats; n++) {
      await swas.restore(saved)
      reset.push(await time(() => swas.reset()))
    }
    await wait(1000)
    const before = rss()
    for (let n = 0; n < idle; n++) await start()
    await wait(1000)
    const megabytes = (rss() - before) / idle / 2 ** 20
    await Promise.all(instances.map(({ stop }) => stop()))
    return { first, second, snapshot, restore, five, reset, megabytes }
  },

  /** A test file of twenty calls with an instance of its own, and a second one in the same process. */
  async file() {
    const file = async () => {
      const began = performance.now()
      const { startSwasLocal } = await load()
      const swas = await startSwasLocal()
      const started = performance.now()
      for (let n = 0; n < 20; n++) await call(`${swas.rest}/regions/cn-hangzhou/key-pairs`)
      const called = performance.now()
      await swas.stop()
      return started - began + performance.now() - called
    }
    return { first: await file(), next: await file() }
  },

  /** The service of a suite: until its input ends. */
  async suite() {
    const { startSwasLocal } = await load()
    const swas = await startSwasLocal()
    process.stdin.once('end', swas.stop).resume()
    return swas.url
  },

  /** A test file with a service of its own in that of its suite, whose URL is the second argument. */
  async own() {
    const began = performance.now()
    const { connectSwasLocal } = await load()
    const swas = await connectSwasLocal({ url: process.argv[3] ?? '' }).startService()
    const started = performance.now()
    for (let n = 0; n < 20; n++) await call(`${swas.rest}/regions/cn-hangzhou/key-pairs`)
    const called = performance.now()
    await swas.stop()
    return { own: started - began + performance.now() - called }
  },

  async dynalite() {
    const began = performance.now()
    const server = createRequire(import.meta.url)('dynalite')()
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    const start = performance.now() - began
    server.close()
    return { start }
  }
}

const [, , name = ''] = process.argv
const measure = measurements[/** @type {keyof typeof measurements} */ (name)]
process.stdout.write(JSON.stringify(await measure()))
