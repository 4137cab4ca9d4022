/** A client of the control API, for the library and the commands. */
import { randomUUID } from 'node:crypto'
import { type Answer, type Ask, type ControlTarget, createAsk } from './ask.ts'
import type { ServiceOptions, SwasControl, SwasLocal } from './service-types.ts'
import { SwasError } from './swas-error.ts'
import type { Call, Calls, Clock, Faults, Quotas } from './types.ts'

export function createControl(target: ControlTarget): SwasControl {
  const ask = createAsk(target)
  return {
    reset: async (scope) => void (await ask('POST', 'reset', { body: { ...scope } })),
    ...createSnapshots(ask),
    seed: (seed) =>
      ask('POST', 'seed', typeof seed === 'string' ? { body: seed, type: 'application/yaml' } : { body: seed }),
    clock: createClock(ask),
    transitions: async (how, scope) => void (await ask('PUT', 'transitions', { body: { ...how, ...scope } })),
    faults: createFaults(ask),
    quotas: createQuotas(ask),
    calls: createCalls(ask),
    waitFor: async (wanted) => (await ask('POST', 'calls/wait', { body: wanted })).calls.map(toCall),
    startService: (options = {}) => startService(target, ask, options)
  }
}

const encode = encodeURIComponent

function createSnapshots(ask: Ask): Pick<SwasControl, 'snapshot' | 'restore' | 'snapshots'> {
  const toInfo = ({ name, created }: Answer) => ({ name, created: new Date(created) })
  return {
    async snapshot(given, scope) {
      const wanted = given ?? randomUUID()
      await ask('PUT', `snapshots/${encode(wanted)}`, { query: scope })
      return wanted
    },
    restore: async (saved, scope) =>
      void (await ask('POST', `snapshots/${encode(saved)}/restore`, { body: { ...scope } })),
    snapshots: {
      list: async (scope) => (await ask('GET', 'snapshots', { query: scope })).snapshots.map(toInfo),
      remove: async (saved, scope) => void (await ask('DELETE', `snapshots/${encode(saved)}`, { query: scope })),
      export: (saved, scope) => ask('GET', `snapshots/${encode(saved)}`, { query: scope }),
      import: async (saved, file, scope) =>
        void (await ask('PUT', `snapshots/${encode(saved)}`, { query: scope, body: file }))
    }
  }
}

function createClock(ask: Ask): Clock {
  const toClock = ({ now, frozen }: Answer) => ({ now: new Date(now), frozen })
  const toText = (at: Date | string) => (typeof at === 'string' ? at : at.toISOString())
  const set = async (body: object) => toClock(await ask('PUT', 'clock', { body }))
  return {
    read: async () => toClock(await ask('GET', 'clock')),
    freeze: (at) => set({ frozen: true, ...(at !== undefined && { now: toText(at) }) }),
    set: (to) => set({ now: toText(to) }),
    advance: async (ms) => toClock(await ask('POST', 'clock/advance', { body: { ms } })),
    reset: async () => toClock(await ask('DELETE', 'clock'))
  }
}

const createFaults = (ask: Ask): Faults => ({
  add: async (...rules) => (await ask('POST', 'faults', { body: { faults: rules } })).faults,
  list: async (scope) => (await ask('GET', 'faults', { query: scope })).faults,
  remove: async (id) => void (await ask('DELETE', `faults/${encode(id)}`)),
  clear: async (scope) => void (await ask('DELETE', 'faults', { query: scope }))
})

const createQuotas = (ask: Ask): Quotas => ({
  list: async (scope) => (await ask('GET', 'quotas', { query: scope })).quotas,
  near: async (room, scope) => (await ask('GET', 'quotas', { query: { ...scope, near: room } })).quotas,
  set: async (quota, amount, scope) =>
    void (await ask('PUT', `quotas/${quota}`, { body: { quota: amount, ...scope } })),
  reset: async (quota, scope) => void (await ask('DELETE', `quotas/${quota}`, { query: scope })),
  fill: async (quota, room, scope) => (await ask('POST', `quotas/${quota}/fill`, { body: { room, ...scope } })).made
})

const toCall = ({ time, ...call }: Answer): Call => ({ ...call, time: new Date(time) })

const createCalls = (ask: Ask): Calls => ({
  async list({ parameters, ...filter } = {}) {
    const query = { ...filter, ...(parameters && { parameters: JSON.stringify(parameters) }) }
    return (await ask('GET', 'calls', { query })).calls.map(toCall)
  },
  copy: (requestId, as) => ask('GET', `calls/${encode(requestId)}`, { query: { as } }),
  clear: async (scope) => void (await ask('DELETE', 'calls', { query: scope }))
})

/** Starts a child service; it has the host name of its parent, and a port of its own. */
async function startService(target: ControlTarget, ask: Ask, { seed, ...options }: ServiceOptions): Promise<SwasLocal> {
  const { id, port, sshPort, accessKey, controlToken } = await ask('POST', 'services', { body: options })
  const endpoint = `${new URL(target.url).hostname}:${port}`
  const url = `http://${endpoint}`
  const control = createControl({ url, controlToken })
  const end = async () => {
    try {
      await ask('DELETE', `services/${id}`)
    } catch (error) {
      if (!(error instanceof SwasError && error.code === 'InvalidService.NotFound')) throw error // it has stopped already
    }
  }
  let stopping: Promise<void> | undefined
  const stop = () => {
    stopping ??= end()
    return stopping
  }
  try {
    if (seed !== undefined) await control.seed(seed)
  } catch (error) {
    await stop()
    throw error
  }
  const ssh = sshPort === undefined ? undefined : { host: new URL(target.url).hostname, port: sshPort }
  const where = { endpoint, url, rest: `${url}/v1`, ssh, accessKey, controlToken }
  return { ...control, ...where, stop, [Symbol.asyncDispose]: stop }
}
