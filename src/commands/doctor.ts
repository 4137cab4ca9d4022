import { checkConfig } from '../config/config.ts'
import { names } from '../config/settings.ts'
import { ConfigError } from '../config/sources.ts'
import type { Check, Finding, Subject } from './checks/check.ts'
import { folder, postgres } from './checks/data.ts'
import { credentials, proxies } from './checks/environment.ts'
import { https } from './checks/https.ts'
import { build, nodeVersion } from './checks/machine.ts'
import { refusals } from './checks/refusals.ts'
import { clock, service } from './checks/service.ts'
import { settings } from './checks/settings.ts'
import { detectClientEnvironment } from './client-environment.ts'
import type { Command, ParsedArguments } from './command.ts'
import { noWords } from './parse-arguments.ts'
import { type Destination, destinations } from './routes.ts'
import { jsonFlag } from './service.ts'
import { readTarget, urlFlag, usualTarget } from './target.ts'

const checks: Readonly<Record<string, Check>> = {
  node: nodeVersion,
  build,
  settings,
  database: postgres,
  folder,
  service,
  https,
  clock,
  refusals,
  credentials,
  proxies
}

export const doctor: Command = {
  usage: [''],
  about: `Checks the set-up, and prints where each client would send its next call with the variables of this environment and
the files of this home folder. It fails if something is wrong: above all, if a call would reach the real cloud with credentials
that look real. It connects only to the service and to the database of DATABASE_URL, and changes nothing.`,
  flags: { json: jsonFlag, url: urlFlag },
  settings: names,
  async run(line) {
    noWords(line)
    const subject = subjectOf(line)
    const found: Record<string, Finding> = {}
    for (const [name, check] of Object.entries(checks)) {
      const finding = await check(subject)
      if (finding !== undefined) found[name] = finding
    }
    const clients = destinations(subject.clientEnvironment, subject.target)
    const isFine =
      Object.values(found).every(({ state }) => state !== 'wrong') && !clients.some(({ isWrong }) => isWrong)
    line.print(line.has('json') ? JSON.stringify({ ok: isFine, checks: found, clients }) : report(found, clients))
    return isFine ? 0 : 1
  }
}

function subjectOf(line: ParsedArguments): Subject {
  const clientEnvironment = detectClientEnvironment(line.environment)
  try {
    return { clientEnvironment, config: checkConfig(line.settings()), complaint: undefined, target: readTarget(line) }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    // With a wrong setting, the address can't be trusted either.
    return { clientEnvironment, config: undefined, complaint: error.message, target: usualTarget }
  }
}

const signs = { ok: 'ok', note: 'note', wrong: 'WRONG' }
const kinds = {
  service: ' (swas-local)',
  cloud: ' (THE REAL CLOUD)',
  elsewhere: ' (neither swas-local nor the cloud)',
  nowhere: 'where its code says'
}

function report(found: Readonly<Record<string, Finding>>, clients: readonly Destination[]): string {
  const isAstray = clients.some(({ isWrong }) => isWrong)
  return [
    ...Object.entries(found).map(([name, { state, says }]) => `${signs[state].padEnd(6)}${name.padEnd(12)}${says}`),
    '',
    'Where each client would send its next call:',
    ...clients.map(({ client, to, kind, why, isWrong }) => {
      const sign = isWrong ? 'WRONG' : kind === 'elsewhere' ? 'note' : kind === 'cloud' ? 'note' : 'ok'
      return `${sign.padEnd(6)}${client.padEnd(20)}${to}${kinds[kind]}\n${''.padEnd(26)}${why}`
    }),
    ...(isAstray ? ['', 'eval "$(swas-local env)" points the clients here, and replaces the real credentials.'] : [])
  ].join('\n')
}
