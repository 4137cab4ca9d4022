/** A client of the control door: for the library, the command, and whoever has a service elsewhere. */
import { randomUUID } from 'node:crypto'
import { SwasError } from './swas-error.ts'
import type { Call, Clock, Faults, Quotas, SwasControl, WaitFor } from './types.ts'

export interface ControlTarget {
  /** `http://host:port`. */
  readonly url: string
  /** SWAS_CONTROL_TOKEN, where the service has one. */
  readonly controlToken?: string | undefined
}

interface Sent {
  readonly query?: object | undefined
  readonly body?: unknown
  readonly type?: string
}

// biome-ignore lint/suspicious/noExplicitAny: what each route answers stands in its OpenAPI document
type Answer = any

export function createControl({ url, controlToken }: ControlTarget): SwasControl {
  async function ask(method: string, path: string, { query, body, type = 'application/json' }: Sent = {}) {
    const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined)
    const pairs = Object.fromEntries(given.map(([name, value]) => [name, String(value)]))
    const search = given.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
    const response = await fetch(`${url}/_swas/${path}${search}`, {
      method,
      headers: {
        ...(controlToken !== undefined && { authorization: `Bearer ${controlToken}` }),
        ...(body !== undefined && { 'content-type': type })
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) })
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
    const answer: Answer = isJson ? JSON.parse(text) : text
    if (!response.ok) throw new SwasError(response.status, answer.Code ?? 'Unknown', answer.Message ?? text)
    return answer
  }
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
    waitFor
  }
}
