/** Proxies of the environment, as each kind of client reads them. */
type Environment = Readonly<NodeJS.ProcessEnv>

/** The proxy for plain HTTP; empty where there is none. */
export const proxyOf = ({ HTTP_PROXY, http_proxy }: Environment): string => HTTP_PROXY || http_proxy || ''

export const exceptionsOf = ({ NO_PROXY, no_proxy }: Environment): string[] =>
  (NO_PROXY || no_proxy || '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')

/** What NO_PROXY must have so that each client that reads it comes here: one compares the host, another host and port. */
export function exceptionsFor(environment: Environment, endpoint: string): string {
  const needed = [hostOf(endpoint), endpoint]
  return [...new Set([...exceptionsOf(environment), ...needed])].join(',')
}

export const hostOf = (endpoint: string): string => endpoint.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1')
