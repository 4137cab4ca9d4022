/** Checks whether swas-local answers at its address, and whether its clock is the machine's. */
import { createControl } from '../../client/control.ts'
import { version } from '../../version.ts'
import { askHealth } from '../health.ts'
import { whyNotListening } from '../ports.ts'
import { type Check, note, ok, type Subject, timeoutMs, wrong } from './check.ts'

export const service: Check = async (subject) => {
  const { url, endpoint } = subject.target
  const health = await askHealth(url, AbortSignal.timeout(timeoutMs))
  if (health === 'other') return wrong(`another program answers at ${url}: choose another PORT.`)
  if (health === 'silent') {
    const taken = await whyTaken(subject)
    return taken === undefined
      ? note(`nobody answers at ${url}, and the port is free. Start it with swas-local start`)
      : wrong(`nobody answers at ${url}, and swas-local can’t listen there: ${taken}`)
  }
  const says = `swas-local ${health.version} answers at ${endpoint}, its database is ${health.database}`
  if (health.status !== 'ok') return wrong(`${says}, which doesn’t answer`)
  return health.version === version ? ok(says) : note(`${says}; this program is ${version}`)
}

// undefined, too, if the address isn't the one of the settings.
async function whyTaken({ config, target }: Subject): Promise<string | undefined> {
  if (config === undefined || !target.endpoint.endsWith(`:${config.port}`)) return undefined
  return await whyNotListening(config)
}

const toleratedMs = 5000

export const clock: Check = async ({ target, config }) => {
  const health = await askHealth(target.url, AbortSignal.timeout(timeoutMs))
  if (typeof health === 'string' || health.status !== 'ok') return undefined
  const asked = Date.now()
  const { now, frozen } = await createControl(target).clock.read()
  const aheadMs = now.getTime() - (asked + Date.now()) / 2
  const off = `${Math.round(Math.abs(aheadMs) / 1000)} s ${aheadMs > 0 ? 'ahead of' : 'behind'} the machine’s`
  if (Math.abs(aheadMs) > (config?.signatureWindowMs ?? Number.POSITIVE_INFINITY))
    return wrong(
      `the service’s clock is ${off}: it refuses signatures made by the machine’s time. Run swas-local reset, or call DELETE /_swas/clock`
    )
  if (frozen) return note(`the service’s clock stands still, ${off}`)
  return Math.abs(aheadMs) > toleratedMs
    ? note(`the service’s clock is ${off}`)
    : ok('the service’s clock is the machine’s')
}
