/** What a start prints on a terminal: what runs where, and how to stop it. */
import { resolve } from 'node:path'
import { styleText } from 'node:util'
import type { Config } from '../config/config.ts'
import { version } from '../version.ts'

export interface Started {
  readonly config: Config
  /** The URL of HTTP. */
  readonly url: string
  /** undefined if SSH is off. */
  readonly sshPort: number | undefined
  readonly hasColors: boolean
}

export function greeting({ config, url, sshPort, hasColors }: Started): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string) => (hasColors ? styleText(style, text) : text)
  const rows: [string, string, string?][] = [
    ['API', paint('cyan', url)],
    ['HTTPS', paint('cyan', url.replace(/^http:/, 'https:')), 'swas-local env --https points clients there'],
    ['Console', paint('cyan', `${url}/console/`)],
    ['API docs', paint('cyan', `${url}/docs`)],
    [
      'SSH',
      sshPort === undefined ? 'off' : `port ${sshPort}`,
      sshPort === undefined ? '' : 'ssh root@ADDRESS -p PORT: see a server in the console'
    ],
    ['Data', ...placeOf(config)],
    ['Mode', ...modeOf(config)],
    ['Stop', 'Ctrl+C']
  ]
  const lines = rows.map(([name, what, more = '']) =>
    `  ${name.padEnd(10)}${what}${more && paint('dim', `  ${more}`)}`.trimEnd()
  )
  return [`${paint('bold', `swas-local ${version}`)} is ready`, '', ...lines, ''].join('\n')
}

function placeOf({ databaseUrl, dataDir }: Config): [string, string] {
  if (databaseUrl !== undefined) return [`PostgreSQL, ${withoutCredentials(databaseUrl)}`, '']
  if (dataDir !== undefined) return [resolve(dataDir), '']
  return ['in memory', 'gone when swas-local ends; --data-dir FOLDER keeps it']
}

function withoutCredentials(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return 'of DATABASE_URL'
  const { host, pathname } = new URL(databaseUrl)
  return `${host}${pathname}`
}

const modeOf = ({ auth }: Config): [string, string] =>
  auth === 'open'
    ? ['open', 'any AccessKey is accepted and is an account of its own; the examples use test']
    : ['verify', 'only registered AccessKeys are accepted']
