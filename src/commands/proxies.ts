/** Proxies in the environment, as each kind of client reads them. */
type Environment = Readonly<NodeJS.ProcessEnv>

/** The proxy for plain HTTP; empty if there is none. */
export const proxyOf = ({ HTTP_PROXY, http_proxy }: Environment): string => HTTP_PROXY || http_proxy || ''

export const exceptionsOf = ({ NO_PROXY, no_proxy }: Environment): string[] =>
  (NO_PROXY || no_proxy || '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')

/** The NO_PROXY with which each client that reads it calls swas-local: some compare the host, others host and port. */
export function exceptionsFor(environment: Environment, endpoint: string): string {
  const needed = [hostOf(endpoint), endpoint]
  return [...new Set([...exceptionsOf(environment), ...needed])].join(',')
}

export const hostOf = (endpoint: string): string => endpoint.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1')
