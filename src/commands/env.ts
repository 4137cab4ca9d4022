import { names } from '../config/settings.ts'
import type { Client, Key } from './clients/client.ts'
import { clients } from './clients/index.ts'
import { type Command, type ParsedArguments, UsageError } from './command.ts'
import { saveTrust, type Trust, trustLines } from './env-trust.ts'
import { chooseKey } from './key.ts'
import { exceptionsFor } from './proxies.ts'
import { isLoopback, overTls, readTarget, type Target, urlFlag } from './target.ts'

export const env: Command = {
  usage: ['[CLIENT …]'],
  about: `Prints what each client needs to call swas-local: variables for a shell, and below them what you must write in your
code. The clients are ${Object.keys(clients).join(', ')}. Default: all of them.

  eval "$(swas-local env)"

It prints the AccessKey test, or the first one of the settings. A secret of the settings is printed in full if a program reads
the output, and on a terminal only with --show-secrets.

With --https, the SDKs' default, it also prints where each client finds the CA that it must trust.`,
  flags: {
    format: { value: 'FORMAT', help: 'Format of the output: sh, dotenv or json.', default: 'sh' },
    'access-key-id': { value: 'ID', help: 'The AccessKey to print.' },
    'show-secrets': { help: 'Prints secrets of the settings even on a terminal.' },
    https: { help: 'Calls over HTTPS. Saves the CA of the service, which must run, in the cache folder of your home.' },
    url: urlFlag
  },
  settings: names,
  async run(line) {
    const write = formats[line.text('format') ?? 'sh']
    if (write === undefined) throw new UsageError('--format is one of sh, dotenv, json.')
    const chosen = chooseClients(line.words)
    const [given, key] = [readTarget(line), chooseKey(line)]
    const target = line.has('https') ? overTls(given) : given
    const trust = line.has('https') ? await saveTrust(line.environment, target) : undefined
    if (trust && !isLoopback(target)) line.printError(warning(target, trust))
    const shown = showable(line, key)
    const exceptions = exceptionsFor(line.environment, target.endpoint)
    const variables = {
      ...Object.assign({}, ...Object.values(chosen).map((client) => client.variables(target, shown))),
      ...trust?.variables,
      NO_PROXY: exceptions,
      no_proxy: exceptions
    }
    line.print(write({ target, key: shown, variables, chosen, trust }))
    return 0
  }
}

const warning = ({ endpoint }: Target, { fingerprint }: Trust): string =>
  `swas-local env: the CA came from ${endpoint} over plain HTTP, and your programs will trust it for every site. Compare its SHA-256 fingerprint, ${fingerprint}, with what swas-local env --https says on that machine.`

interface Printed {
  readonly target: Target
  readonly key: Key
  readonly variables: Readonly<Record<string, string>>
  readonly chosen: Readonly<Record<string, Client>>
  /** The files for HTTPS. */
  readonly trust: Trust | undefined
}

// Statements end in semicolons and come before the comments, so that eval works without quotes too.
const inShell = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
const formats: Readonly<Record<string, (printed: Printed) => string>> = {
  sh: ({ variables, ...rest }) =>
    [
      ...Object.entries(variables).map(([name, value]) =>
        value === '' ? `unset ${name};` : `export ${name}=${inShell(value)};`
      ),
      ...comments(rest)
    ].join('\n'),
  dotenv: ({ variables, ...rest }) =>
    [...Object.entries(variables).map(([name, value]) => `${name}=${inDotenv(value)}`), ...comments(rest)].join('\n'),
  json: ({ target, key, variables, chosen, trust }) =>
    JSON.stringify(
      {
        ...target,
        variables,
        trust,
        clients: Object.fromEntries(
          Object.entries(chosen).map(([name, client]) => [
            name,
            { title: client.title, variables: client.variables(target, key), lines: client.lines(target, key) }
          ])
        )
      },
      undefined,
      2
    )
}

function inDotenv(text: string): string {
  if (/^[\w.:,/@+=-]*$/.test(text)) return text
  const quote = ["'", '"', '`'].find((each) => !text.includes(each)) ?? '' // dotenv has no escapes
  return `${quote}${text}${quote}`
}

const comments = ({ target, key, chosen, trust }: Omit<Printed, 'variables'>): string[] =>
  [
    ...Object.values(chosen).map((client) => ({ title: client.title, lines: client.lines(target, key) })),
    ...(trust ? [{ title: `To trust ${trust.authority}`, lines: trustLines(trust) }] : [])
  ]
    .flatMap(({ title, lines }) => ['', title, ...lines.map((text) => `  ${text}`)])
    .map((text) => `# ${text}`.trimEnd())

function chooseClients(words: readonly string[]): Record<string, Client> {
  if (words.length === 0) return clients
  return Object.fromEntries(
    words.map((word) => {
      const client = Object.hasOwn(clients, word) ? clients[word] : undefined
      if (client === undefined) throw new UsageError(`${word} is none of ${Object.keys(clients).join(', ')}.`)
      return [word, client]
    })
  )
}

function showable(line: ParsedArguments, key: Key): Key {
  if (!key.isKnown) return key
  if (line.isTerminal && !line.has('show-secrets')) {
    line.printError(
      `swas-local env: the secret of ${key.id} is left out on a terminal. Use --show-secrets to print it.`
    )
    return { ...key, secret: '***', token: key.token && '***' }
  }
  line.printError(`swas-local env: the output contains the secret of ${key.id} from the settings.`)
  return key
}
