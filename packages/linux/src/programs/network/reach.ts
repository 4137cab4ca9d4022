/** What a server can reach: itself, where only SSH listens, and nothing else. */
import type { Machine } from '../../types.ts'

/** Why a connection fails, in the words of the kernel and the resolver. */
export type Failure = 'Connection refused' | 'Network is unreachable' | 'Temporary failure in name resolution'

export type Reach = (host: string) => Failure

export const isAddress = (host: string): boolean => /^\d+(\.\d+){3}$|:/.test(host)

export function createReach({ hostname, innerIpAddress, publicIpAddress }: Machine): Reach {
  const own = new Set(['localhost', '127.0.0.1', '0.0.0.0', '::1', hostname, innerIpAddress, publicIpAddress])
  return (host) => {
    if (own.has(host)) return 'Connection refused'
    return isAddress(host) ? 'Network is unreachable' : 'Temporary failure in name resolution'
  }
}

export interface Target {
  /** In lower case; `http` if the text has none. */
  readonly scheme: string
  readonly host: string
  readonly port: string
}

const ports: Readonly<Record<string, string>> = { http: '80', https: '443', ftp: '21', ftps: '990', sftp: '22' }

/** The parts of a URL, which may lack its scheme. */
export function targetOf(url: string): Target {
  const [, scheme = 'http', rest = ''] = /^(?:([A-Za-z][\w+.-]*):\/\/)?(.*)$/s.exec(url) ?? []
  const authority = rest.replace(/[/?#].*$/s, '').replace(/^.*@/s, '')
  const [, bracketed, name = '', port] = /^(?:\[(.*)\]|([^:]*))(?::(\d*))?$/.exec(authority) ?? []
  const host = bracketed ?? name
  return { scheme: scheme.toLowerCase(), host, port: port || (ports[scheme.toLowerCase()] ?? '80') }
}
