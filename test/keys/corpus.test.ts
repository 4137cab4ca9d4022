import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { text as readAll } from 'node:stream/consumers'
import t from 'tap'
import { ApiError } from '../../src/errors/index.ts'
import { fingerprints } from '../../src/keys/fingerprint.ts'
import { parsePublicKey } from '../../src/keys/public-key.ts'
import { refusals } from '../../src/keys/refusals.ts'
import { corpus } from './corpus.ts'
import { disagreements } from './disagreements.ts'
import { skipWithout } from './tools.ts'

// Another seed makes other keys: CORPUS_SEED=7 npm test -- test/keys/corpus
const seed = Number(process.env.CORPUS_SEED ?? 20240601)
const cases = corpus(seed, 24)
const counts = new Map<string, number>()
for (const { category } of cases) counts.set(category, (counts.get(category) ?? 0) + 1)
const categories = new Set(counts.keys())
const sentences = new Set(Object.values(refusals).map((words) => `The PublicKeyBody format is not supported. ${words}`))

interface Ours {
  readonly listing?: string
  readonly refusal?: string
  readonly failure?: unknown
}

function judge(text: string): Ours {
  try {
    const { type, bits, line } = parsePublicKey(text)
    return { listing: `${bits} ${fingerprints(line).sha256} ${labelOf(type)}` }
  } catch (error) {
    return error instanceof ApiError ? { refusal: error.message } : { failure: error }
  }
}

/** The word that ssh-keygen uses for the wire type. */
function labelOf(type: string): string {
  const [, family = '', certificate = ''] =
    /^(?:ssh-)?(rsa|dss|ecdsa|ed25519).*?(-cert)?(?:-v0\d@.*)?$/.exec(type) ?? []
  return (family === 'dss' ? 'dsa' : family).toUpperCase() + certificate.toUpperCase()
}

/** What `ssh-keygen -l` says of each text: size, fingerprint and label of the first key, or undefined. */
async function askSshKeygen(dir: string, texts: string[]): Promise<(string | undefined)[]> {
  const workers = 2
  const answers = new Map<number, string>()
  // A loop in the shell, since starting each process from here would cost several times as much.
  const script = 'for f in *; do echo "== $f"; timeout 10 ssh-keygen -l -f "$f" 2>/dev/null || echo "-- $?"; done'
  const shares = Array.from({ length: workers }, (_, worker) => `${dir}/${worker}`)
  for (const share of shares) mkdirSync(share)
  for (const [index, text] of texts.entries()) {
    // ssh-keygen does not touch a private key that others may read.
    writeFileSync(`${dir}/${index % workers}/${index}`, text, { mode: 0o600 })
  }
  const outputs = shares.map((cwd) => {
    const child = spawn('sh', ['-c', script], { cwd, stdio: ['ignore', 'pipe', 'inherit'] })
    return readAll(child.stdout)
  })
  for (const block of (await Promise.all(outputs)).join('').split(/^== /m).slice(1)) {
    const [index = '', first = ''] = block.split('\n')
    // 1 and 255 are its ways to refuse; a time-out or a signal becomes an answer that agrees with nothing.
    if (/^-- (1|255)$/.test(first)) continue
    const [, bits, sha256, label] = /^(\d+) SHA256:(\S+) .*\(([A-Z0-9-]+)\)$/s.exec(first) ?? []
    answers.set(Number(index), `${bits} ${sha256} ${label}`)
  }
  return texts.map((_, index) => answers.get(index))
}

const ours = cases.map(({ text }) => judge(text))

t.test('there are at least 3000 keys in at least 60 categories', async (t) => {
  t.ok(cases.length >= 3000, `${cases.length} keys`)
  t.ok(categories.size >= 60, `${categories.size} categories`)
})

t.test('the corpus is the same each time', async (t) => {
  const plain = (all: typeof cases) =>
    all.filter(
      ({ category }) => !/signed by|signature algorithm|PEM private|OpenSSH private|after a public/.test(category)
    )
  t.same(plain(corpus(5, 1)), plain(corpus(5, 1)))
})

t.test('nothing but a fixed refusal is ever thrown', async (t) => {
  for (const [index, { refusal, failure }] of ours.entries()) {
    if (failure || (refusal && !sentences.has(refusal))) t.fail(`${cases[index]?.category}: ${failure ?? refusal}`)
  }
  t.pass()
})

t.test('every refusal sentence is met', async (t) => {
  const met = new Set(ours.map(({ refusal }) => refusal))
  t.same(
    [...sentences].filter((sentence) => !met.has(sentence)),
    []
  )
})

t.test('every category has the verdict that it must have', async (t) => {
  for (const [index, { category, ours: verdict }] of cases.entries()) {
    const accepted = ours[index]?.listing !== undefined
    if (verdict !== 'either' && accepted !== (verdict === 'accepted')) t.fail(`${category}: ${ours[index]?.refusal}`)
  }
  t.pass()
})

// What grows out of hand with the length of a text takes longer here than the file may.
t.test('no text takes for ever', async (t) => {
  const hostile = [
    ' '.repeat(16384),
    `a${' '.repeat(16382)}a`,
    '=',
    '-----BEGIN '.repeat(1400),
    '\n'.repeat(16384),
    'ssh-rsa '.repeat(2048)
  ]
  for (const text of hostile) for (const times of [1, 1000]) t.type(judge(text.repeat(times)).refusal, 'string')
})

t.test('ssh-keygen -l agrees but for the listed categories', { skip: skipWithout('ssh-keygen') }, async (t) => {
  const theirs = await askSshKeygen(
    t.testdir(),
    cases.map(({ text }) => text)
  )
  const verdicts = cases.map((one, index) => ({ ...one, mine: ours[index], other: theirs[index] }))
  const joint = verdicts.filter(({ mine, other }) => mine?.listing !== undefined && other !== undefined)
  const differing = verdicts.filter(({ mine, other }) => (mine?.listing === undefined) !== (other === undefined))
  t.comment(`${cases.length} keys in ${categories.size} categories, seed ${seed}`)
  t.comment(`${joint.length} accepted by both, ${differing.length} by one alone`)

  for (const { category, mine, other } of joint) {
    if (mine?.listing !== other) t.fail(`${category}: ${mine?.listing} here, ${other} there`)
  }
  const listed = differing.filter(({ category }) => category in disagreements)
  const found = new Map<string, number>()
  for (const { category } of listed) found.set(category, (found.get(category) ?? 0) + 1)
  t.same([...found.keys()].sort(), Object.keys(disagreements).sort(), 'every listed category differs')
  for (const [category, count] of found) t.equal(count, counts.get(category), `${category} differs in all of its keys`)
  for (const { category, mine } of listed) {
    const accepts = mine?.listing === undefined ? 'they' : 'we'
    if (disagreements[category]?.accepts !== accepts) t.fail(`${category}: ${accepts} accept it`)
  }
  // A random change can make any of the listed keys, so there the reason must be one that the list explains.
  const explained = new Set(listed.map(({ mine }) => mine?.refusal))
  for (const { category, ours: verdict, mine } of differing) {
    const isExplained = verdict === 'either' && explained.has(mine?.refusal) && mine?.refusal !== undefined
    if (!(category in disagreements || isExplained)) t.fail(`${category} is not listed: ${mine?.refusal ?? 'accepted'}`)
  }
})

t.test('docs/key-formats.md lists every disagreement with its reason, and every refusal', async (t) => {
  const docs = readFileSync(new URL('../../docs/key-formats.md', import.meta.url), 'utf8')
  for (const [category, { accepts, why }] of Object.entries(disagreements)) {
    t.ok(docs.includes(`| ${category} | ${accepts === 'we' ? 'swas-local' : 'ssh-keygen'} | ${why} |`), category)
  }
  const rows = docs.split('\n').filter((row) => /^\| .* \| (swas-local|ssh-keygen) \| /.test(row))
  t.equal(rows.length, Object.keys(disagreements).length)
  for (const sentence of Object.values(refusals)) t.ok(docs.includes(sentence), sentence)
})
