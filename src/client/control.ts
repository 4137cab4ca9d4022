/** A client of the control API, for the library and the commands. */
import { randomUUID } from 'node:crypto'
import { type Answer, type Ask, type ControlTarget, createAsk } from './ask.ts'
import type { ServiceOptions, SwasControl, SwasLocal } from './service-types.ts'
import { SwasError } from './swas-error.ts'
import type { Call, Clock, Faults, Quotas, WaitFor } from './types.ts'

export function createControl(target: ControlTarget): SwasControl {
  const ask = createAsk(target)
  const name = (text: string) => encodeURIComponent(text)

  const toClock = ({ now, frozen }: Answer) => ({ now: new Date(now), frozen })
  const instant = (at: Date | string) => (typeof at === 'string' ? at : at.toISOString())
  const setClock = async (body: object) => toClock(await ask('PUT', 'clock', { body }))
  const clock: Clock = {
    read: async () => toClock(await ask('GET', 'clock')),
    freeze: (at) => setClock({ frozen: true, ...(at !== undefined && { now: instant(at) }) }),
    set: (to) => setClock({ now: instant(to) }),
    advance: async (ms) => toClock(await ask('POST', 'clock/advance', { body: { ms } })),
    reset: async () => toClock(await ask('DELETE', 'clock'))
  }

  const faults: Faults = {
    add: async (...rules) => (await ask('POST', 'faults', { body: { faults: rules } })).faults,
    list: async (scope) => (await ask('GET', 'faults', { query: scope })).faults,
    remove: async (id) => void (await ask('DELETE', `faults/${name(id)}`)),
    clear: async (scope) => void (await ask('DELETE', 'faults', { query: scope }))
  }

  const quotas: Quotas = {
    list: async (scope) => (await ask('GET', 'quotas', { query: scope })).quotas,
    near: async (room, scope) => (await ask('GET', 'quotas', { query: { ...scope, near: room } })).quotas,
    set: async (quota, amount, scope) =>
      void (await ask('PUT', `quotas/${quota}`, { body: { quota: amount, ...scope } })),
    reset: async (quota, scope) => void (await ask('DELETE', `quotas/${quota}`, { query: scope })),
    fill: async (quota, room, scope) => (await ask('POST', `quotas/${quota}/fill`, { body: { room, ...scope } })).made
  }

  const toCall = ({ time, ...call }: Answer): Call => ({ ...call, time: new Date(time) })
  const waitFor = async (wanted: WaitFor) => (await ask('POST', 'calls/wait', { body: wanted })).calls.map(toCall)

  return {
    reset: async (scope) => void (await ask('POST', 'reset', { body: { ...scope } })),
    async snapshot(given, scope) {
      const wanted = given ?? randomUUID()
      await ask('PUT', `snapshots/${name(wanted)}`, { query: scope })
      return wanted
    },
    restore: async (saved, scope) =>
      void (await ask('POST', `snapshots/${name(saved)}/restore`, { body: { ...scope } })),
    snapshots: {
      list: async (scope) =>
        (await ask('GET', 'snapshots', { query: scope })).snapshots.map(({ name, created }: Answer) => ({
          name,
          created: new Date(created)
        })),
      remove: async (saved, scope) => void (await ask('DELETE', `snapshots/${name(saved)}`, { query: scope })),
      export: (saved, scope) => ask('GET', `snapshots/${name(saved)}`, { query: scope }),
      import: async (saved, file, scope) =>
        void (await ask('PUT', `snapshots/${name(saved)}`, { query: scope, body: file }))
    },
    seed: (seed) =>
      ask('POST', 'seed', typeof seed === 'string' ? { body: seed, type: 'application/yaml' } : { body: seed }),
    clock,
    transitions: async (how, scope) => void (await ask('PUT', 'transitions', { body: { ...how, ...scope } })),
    faults,
    quotas,
    calls: {
      async list({ parameters, ...filter } = {}) {
        const query = { ...filter, ...(parameters && { parameters: JSON.stringify(parameters) }) }
        return (await ask('GET', 'calls', { query })).calls.map(toCall)
      },
      copy: (requestId, as) => ask('GET', `calls/${name(requestId)}`, { query: { as } }),
      clear: async (scope) => void (await ask('DELETE', 'calls', { query: scope }))
    },
    waitFor,
    startService: (options = {}) => startService(target, ask, options)
  }
}

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
