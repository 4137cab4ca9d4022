/** Where each client would send its next call, and whether that is dangerous. */
import type { ClientEnvironment } from './client-environment.ts'
import type { Found, Route } from './clients/client.ts'
import { clients } from './clients/index.ts'
import { isCloud, type Target } from './target.ts'

export interface Destination {
  readonly client: string
  readonly to: string
  readonly kind: 'service' | 'cloud' | 'elsewhere' | 'nowhere'
  readonly why: string
  /** Whether its calls would reach a real account. */
  readonly isWrong: boolean
}

export const destinations = (clientEnvironment: ClientEnvironment, target: Target): Destination[] =>
  Object.values(clients)
    .flatMap(({ routes }) => Object.entries(routes(clientEnvironment)))
    .map(([client, route]) => ({ client, ...toDestination(route, target) }))

function toDestination({ to, why, credentials }: Route, target: Target): Omit<Destination, 'client'> {
  const endpoint = to.replace(/^https?:\/\//, '').replace(/\/$/, '')
  if (endpoint === '') return { to: '', kind: 'nowhere', why, isWrong: false }
  if (isCloud(endpoint)) {
    const isWrong = credentials?.isReal ?? false
    return { to: endpoint, kind: 'cloud', why: `${why}; ${describeCredentials(credentials)}`, isWrong }
  }
  const isHere = alike(endpoint) === alike(target.endpoint)
  return { to: endpoint, kind: isHere ? 'service' : 'elsewhere', why, isWrong: false }
}

const alike = (endpoint: string) => endpoint.replace(/^(localhost|\[::1\])(?=:)/, '127.0.0.1')

function describeCredentials(credentials: Found | undefined): string {
  if (credentials === undefined) return 'the client finds no credentials'
  const { where, shown, isReal } = credentials
  return `with ${isReal ? 'WHAT LOOKS LIKE REAL CREDENTIALS' : 'credentials that open nothing there'}, ${shown} of ${where}`
}
