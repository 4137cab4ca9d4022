/** The service that a command calls: at HOST and PORT, or at `--url`. */
import { type Name, settings } from '../config/settings.ts'
import { type Flag, type ParsedArguments, UsageError } from './command.ts'

export interface Target {
  /** `http://host:port`. */
  readonly url: string
  /** `host:port`: the endpoint for SDKs. */
  readonly endpoint: string
  readonly protocol: 'http' | 'https'
}

export const urlFlag: Flag = {
  value: 'URL',
  help: 'URL of the service, in place of HOST and PORT, such as http://127.0.0.1:20206.'
}

/** The settings for the address of the service and for its operator. */
export const targetSettings: readonly Name[] = ['HOST', 'PORT', 'SWAS_CONTROL_TOKEN']

export function readTarget(line: ParsedArguments): Target {
  const get = line.settings()
  const given = line.text('url')
  if (given !== undefined) return fromUrl(given)
  const [host = '', port = ''] = [get('HOST'), get('PORT')]
  if (port === '0') throw new UsageError('PORT 0 is any port: say which one it was, by --port or --url.')
  return fromUrl(urlOf(host, port))
}

/** Where clients on this machine reach a service of these settings. */
export const urlOf = (host: string, port: string | number): string => `http://${reachable(host)}:${port}`

// A service on all addresses is called at loopback; an IPv6 address has brackets in a URL.
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
}

export const isCloud = (endpoint: string): boolean =>
  /(^|\.)(aliyuncs\.com|aliyun\.com|alibabacloud\.com|aliyun-inc\.com)\.?(:\d+)?$/i.test(endpoint)

function fromUrl(text: string): Target {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.username || url.search)
    throw new UsageError(`${text} is no URL of a service, such as http://127.0.0.1:20206.`)
  if (isCloud(url.hostname)) throw new UsageError(`${url.hostname} is the real cloud. Nothing was sent there.`)
  const protocol = url.protocol === 'https:' ? 'https' : 'http'
  const endpoint = `${url.hostname}:${url.port || (protocol === 'https' ? 443 : 80)}`
  return { url: `${protocol}://${endpoint}`, endpoint, protocol }
}

/** Whether nobody can stand between this process and the service. */
export const isLoopback = ({ endpoint }: Target): boolean => /^(127\.[\d.]+|localhost|\[::1\]):/.test(endpoint)

/** The same service, over HTTPS. */
export const overTls = (target: Target): Target => ({
  ...target,
  url: `https://${target.endpoint}`,
  protocol: 'https'
})

/** The default address. */
export const usualTarget = fromUrl(`http://${settings.HOST.default}:${settings.PORT.default}`)
