/** What people are told who paste something else than a public key: each text that they are known to paste. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { ApiError } from '../../src/errors/index.ts'
import { surroundings } from '../../src/keys/pasted/around.ts'
import { damages } from '../../src/keys/pasted/damaged.ts'
import { places } from '../../src/keys/pasted/elsewhere.ts'
import { templates, unset } from '../../src/keys/pasted/no-value.ts'
import { formats, lookalikes } from '../../src/keys/pasted/other-formats.ts'
import { privateKeys } from '../../src/keys/pasted/private-keys.ts'
import { readPastedKey } from '../../src/keys/pasted/read.ts'
import { spellings } from '../../src/keys/pasted/spellings.ts'
import { certificates, plainKeys } from './fixtures.ts'
import { bare, withKey, withoutKey } from './pasted-texts.ts'

/** What is said, and whether the line of the very key is shown. */
async function told(text: string): Promise<{ says: string; shows: boolean }> {
  try {
    const { key, refusal } = await readPastedKey(text)
    return { says: refusal ?? '', shows: key.line === bare }
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'InvalidPublicKeyBody.Malformed') throw error
    return { says: error.message, shows: false }
  }
}

/** A name that TAP can carry. */
const nameOf = (text: string) => JSON.stringify(text).replace(/[^ -~]/g, '?')

for (const [shows, cases] of [
  [true, withKey],
  [false, withoutKey]
] as const) {
  for (const [words, texts] of Object.entries(cases)) {
    t.test(`${words}: said, and ${shows ? 'the' : 'no'} line is shown`, async (t) => {
      for (const text of texts) t.match(await told(text), { says: words, shows }, nameOf(text))
    })
  }
}

t.test('every key that can be imported is, whatever else is known of mistakes', async (t) => {
  for (const { line } of [...plainKeys, ...certificates]) {
    for (const text of [
      line,
      `${line}\r\n`,
      line.split(' ').slice(0, 2).join(' '),
      `${line} "a" C:\\x ~/.ssh/id.pub ***`
    ])
      t.match(await readPastedKey(text), { refusal: undefined })
  }
})

t.test('docs/key-formats.md lists every sentence', async (t) => {
  const docs = readFileSync(new URL('../../docs/key-formats.md', import.meta.url), 'utf8')
  const all = [surroundings, damages, places, templates, unset, formats, lookalikes, privateKeys, spellings].flat()
  for (const { sentence } of all) t.ok(docs.includes(`- ${sentence}\n`), sentence)
})
