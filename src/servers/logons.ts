/** Where people log on to servers, for those who tell them. */
import { fingerprints } from '../keys/fingerprint.ts'
import type { HostKeys } from './host-keys.ts'

export interface LogonPlace {
  readonly port: number
  /** Whether each server is met at its own address; otherwise the user name says which is meant. */
  readonly isByAddress: boolean
}

export interface Logons {
  readonly hostKeys: HostKeys
  /** Undefined where there is no SSH. */
  place(): LogonPlace | undefined
}

/** All that a client needs to log on to a server, and to know it again. */
export interface Coordinates {
  readonly host: string
  readonly port: number
  readonly userName: string
  readonly hostKeys: readonly { readonly type: string; readonly publicKey: string; readonly fingerprint: string }[]
}

/** `endpoint` is where the caller found the service. Undefined where there is no SSH. */
export async function findCoordinates(
  { hostKeys, place }: Logons,
  server: { readonly instanceId: string; readonly systemDisk: number; readonly publicIpAddress: string },
  endpoint: string
): Promise<Coordinates | undefined> {
  const found = place()
  if (found === undefined) return undefined
  const { port, isByAddress } = found
  const keys = await hostKeys.of(isByAddress ? server : 'door')
  return {
    host: isByAddress ? server.publicIpAddress : endpoint.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1'),
    port,
    userName: isByAddress ? 'root' : `root+${server.instanceId}`,
    hostKeys: keys.map(({ publicKey }) => ({
      type: publicKey.split(' ')[0] ?? '',
      publicKey,
      fingerprint: `SHA256:${fingerprints(publicKey).sha256}`
    }))
  }
}

/** As known_hosts names a place. */
export const knownAs = ({ host, port }: Pick<Coordinates, 'host' | 'port'>): string =>
  port === 22 ? host : `[${host}]:${port}`
