/** Credentials that may open a real account, and proxies that stand between the clients and the service. */
import { allCredentials } from '../credentials.ts'
import { exceptionsOf, hostOf, proxyOf } from '../proxies.ts'
import { type Check, note, ok, wrong } from './check.ts'

export const credentials: Check = ({ clientEnvironment }) => {
  const found = allCredentials(clientEnvironment)
  const real = found.filter(({ isReal }) => isReal)
  const says = real.map(({ where, shown }) => `${where} (${shown})`).join('; ')
  if (clientEnvironment.unreadable.length > 0) return wrong(clientEnvironment.unreadable.join('; '))
  if (real.length > 0) return note(`these look like those of a real account: ${says}`)
  return ok(found.length === 0 ? 'there are no credentials here' : 'no credentials here look like a real account’s')
}

export const proxies: Check = ({ clientEnvironment: { environment }, target: { endpoint } }) => {
  if (proxyOf(environment) === '') return ok('no proxy for plain HTTP')
  const exceptions = exceptionsOf(environment)
  const astray = [
    // Its core hands the proxy to its HTTP library, which then knows no exceptions.
    'the Python SDK, whatever NO_PROXY says',
    ...(exceptions.includes(endpoint) ? [] : [`the Go SDK, unless NO_PROXY has ${endpoint}`]),
    ...(exceptions.includes(hostOf(endpoint)) || exceptions.includes('*')
      ? []
      : [`curl and others, unless NO_PROXY has ${hostOf(endpoint)}`])
  ]
  const says = `HTTP_PROXY is set. To the proxy, and not to the service, go ${astray.join('; ')}. The Node SDKs read no proxy; of the Java SDK it is not established.`
  return astray.length > 1 ? wrong(says) : note(says)
}
