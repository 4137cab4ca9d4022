/** Checks for credentials of a real account, and for proxies between the clients and the service. */
import { allCredentials } from '../credentials.ts'
import { exceptionsOf, hostOf, proxyOf } from '../proxies.ts'
import { type Check, note, ok, wrong } from './check.ts'

export const credentials: Check = ({ clientEnvironment }) => {
  const found = allCredentials(clientEnvironment)
  const real = found.filter(({ isReal }) => isReal)
  const says = real.map(({ where, shown }) => `${where} (${shown})`).join('; ')
  if (clientEnvironment.unreadable.length > 0) return wrong(clientEnvironment.unreadable.join('; '))
  if (real.length > 0) return note(`these credentials look like those of a real account: ${says}`)
  return ok(found.length === 0 ? 'there are no credentials' : 'no credentials look like those of a real account')
}

export const proxies: Check = ({ clientEnvironment: { environment }, target: { endpoint } }) => {
  if (proxyOf(environment) === '') return ok('no proxy for plain HTTP')
  const exceptions = exceptionsOf(environment)
  const astray = [
    // Its core passes the proxy to its HTTP library, which then ignores NO_PROXY.
    'the Python SDK, whatever NO_PROXY says',
    ...(exceptions.includes(endpoint) ? [] : [`the Go SDK, unless NO_PROXY has ${endpoint}`]),
    ...(exceptions.includes(hostOf(endpoint)) || exceptions.includes('*')
      ? []
      : [`curl and others, unless NO_PROXY has ${hostOf(endpoint)}`])
  ]
  const says = `HTTP_PROXY is set. These clients call the proxy instead of the service: ${astray.join('; ')}. The Node SDKs use no proxy; for the Java SDK it isn’t known.`
  return astray.length > 1 ? wrong(says) : note(says)
}
