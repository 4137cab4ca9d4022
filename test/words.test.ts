/** One vocabulary: words that only we understood don't come back. Beside each, what the field calls it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'

const root = join(import.meta.dirname, '..')
// docs/decisions/ and CHANGELOG.md are history, and this file is the list.
const searched = [
  'src',
  'packages',
  'console',
  'docs',
  'bench',
  'examples',
  'scripts',
  'sdk',
  'test',
  'README.md',
  'README.zh-CN.md'
]
const left = /(^|\/)(node_modules|dist)\/|^docs\/decisions\/|^test\/words\.test\.ts$|^console\/schema\.d\.ts$/
const isText = /\.(tsx?|[cm]?js|css|md|json|ya?ml|py|go|java|toml)$/

/** Words and parts of identifiers: `door` is found in `doors`, `rpcDoor` and `DoorOptions`, and not in `indoor`. */
const words: Readonly<Record<string, string>> = {
  attend: 'trackSession',
  attendance: 'presence',
  crowd: 'ConnectionLimiter',
  deed: 'PolicyRequest',
  door: 'RPC API, REST API, control API, SSH server',
  floor: 'layer',
  house: 'module',
  judgement: 'AuthResult',
  misfit: 'incompatibility',
  plant: 'seed, applySeed',
  planted: 'SeededInstance',
  road: 'pipeline',
  sow: 'seed',
  sowing: 'seeder',
  stage: 'scenario',
  stranger: 'anonymous caller, unknown AccessKey'
}

/** Identifiers and phrases, as they stand. */
const phrases: Readonly<Record<string, string>> = {
  'configBy|givenBy|given-settings|setting-values': 'sources, resolve, parsers',
  connectTo: 'leasedPool',
  'doings|Doing': 'action',
  'countRead|tenAMinute': 'incrementReads, perMinute(10)',
  'endLost|refuseHopeless|refuse[A-Z]\\w*': 'failOrphaned, assertCanCreate, reject…, assert…',
  'heldBack|heldKeys|holdBack': 'pendingReplies, typeAheadBuffer',
  'lets? ((?!me )\\w+ )?in(?! (a|an|the)\\b)': 'accepts, is accepted',
  lookAround: 'detect',
  'mayFail|MetFault|onFault': 'hasFaults, InjectedFault, onError',
  'names nobody': 'has no AccessKey',
  'ownServices|own-services|OwnOptions': 'child services, ChildOptions',
  'putAccessKeyIn|setQuotaIn': 'the same name; the transaction is the first parameter',
  '(another|each|its|other|same|this|whole) rooms?': 'module',
  'Surroundings|Visitors?': 'client environment, AuthenticatedConnection',
  'SWAS_CALLS|SWAS_MAX_DELAY_MS|SWAS_SEALING_KEY':
    'SWAS_CALL_LOG_SIZE, SWAS_MAX_EVENT_LOOP_DELAY_MS, SWAS_ENCRYPTION_KEY',
  'unless said': 'by default',
  我们的扩展: '扩展操作（云上没有）',
  控制入口: '控制 API',
  网页进不来: '防范恶意网页'
}

/** What may stay: fields of the API, names of other projects, and plain English. */
const allowed: readonly RegExp[] = [
  /\bfloor\(/g, // of JavaScript and of SQL
  /\bdoor\??(?=['"`]?[:,)}\]]| [}=])|[.'"`{] ?door\b|^ +door,?$/g, // the call log's field: RPC or REST
  /\b[sS]tage(?=['"=]|: '\w+')/g // a tag of a test
]

const capital = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`
const patterns = [
  ...Object.entries(words).map(([word, instead]) => {
    const plural = `(?:${word}|${capital(word)})s?(?![a-z])`
    return { pattern: new RegExp(`(?<![A-Za-z])${plural}|${capital(word)}s?(?![a-z])`), instead }
  }),
  ...Object.entries(phrases).map(([phrase, instead]) => ({
    pattern: new RegExp(/^\w/.test(phrase) ? `\\b(?:${phrase})\\b` : phrase),
    instead
  }))
]

const files = searched.flatMap((place) =>
  place.includes('.')
    ? [place]
    : readdirSync(join(root, place), { recursive: true, encoding: 'utf8' })
        .map((name) => `${place}/${name.replaceAll('\\', '/')}`)
        .filter((name) => isText.test(name) && !left.test(name))
)
const lines = files.flatMap((file) =>
  readFileSync(join(root, file), 'utf8')
    .split('\n')
    .map((line, index) => ({
      where: `${file}:${index + 1}: ${line.trim()}`,
      text: allowed.reduce((text, one) => text.replace(one, ''), line)
    }))
)

for (const { pattern, instead } of patterns) {
  t.test(`${pattern.source}: ${instead}`, async (t) => {
    const found = lines.filter(({ text }) => pattern.test(text)).map(({ where }) => where)
    t.same(found, [])
  })
}
