import { readdir, readFile } from 'node:fs/promises'
import t from 'tap'
import { operations } from '../../src/operations/index.ts'
import { isNamed } from './named.ts'

const folder = new URL('../../src/operations/', import.meta.url)
const here = new URL('./', import.meta.url)

/** `ListKeyPairs` is in `list-key-pairs`. */
const kebab = (action: string) => action.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase()

/** What an operation declares but no call can be made to answer at will, each with the reason. */
const unreachable: Readonly<Record<string, readonly string[]>> = {
  // Another server has to attach the pair between two statements of the call.
  DeleteInstanceKeyPair: ['InvalidParameter.KeypairAlreadyAttachedInstance']
}

t.test('The operations', async (t) => {
  const files: { name: string; source: string }[] = []
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.ts'))) {
    files.push({ name: file.replace(/\.ts$/, ''), source: await readFile(new URL(file, folder), 'utf8') })
  }

  t.test('are the files that define one, each named after its action', async (t) => {
    const defining = files.filter(({ source }) => source.includes('defineOperation('))
    t.strictSame(defining.map(({ name }) => name).sort(), operations.map(({ action }) => kebab(action)).sort())
    for (const { name, source } of defining) {
      const [, action = ''] = /\baction: '(\w+)'/.exec(source) ?? []
      t.equal(kebab(action), name)
    }
  })

  t.test('are each there once', async (t) => {
    const actions = operations.map(({ action }) => action)
    t.equal(new Set(actions).size, actions.length)
  })

  t.test('have each a test file that is named alike and shows every error the operation declares', async (t) => {
    for (const { action, errors } of operations) {
      const source = await readFile(new URL(`${kebab(action)}.test.ts`, here), 'utf8')
      const shared = source.includes('refusesUnknownInstances(') ? "'InvalidInstanceId.NotFound'" : ''
      const shown = isNamed(source + shared)
      const codes = errors.map(({ entry }) => entry.code)
      t.strictSame(
        codes.filter((code) => !shown(code)),
        unreachable[action] ?? [],
        action
      )
    }
  })

  t.test('have each a summary of one sentence', async (t) => {
    for (const { action, summary } of operations) t.match(summary, /^[A-Z].*\.$/, action)
  })
})
