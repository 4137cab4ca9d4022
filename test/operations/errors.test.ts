import { readdir, readFile } from 'node:fs/promises'
import t from 'tap'
import { catalogue } from '../../src/errors/index.ts'
import { isNamed } from './named.ts'

const tests = new URL('../', import.meta.url)

t.test('The catalogue of errors', async (t) => {
  t.test('has client errors and server errors only', async (t) => {
    for (const { entry } of catalogue) {
      t.ok(Number.isInteger(entry.status) && entry.status >= 400 && entry.status <= 599, entry.code)
    }
  })

  t.test('has no two entries of the same code and message, and one status for each code', async (t) => {
    const both = catalogue.map(({ entry }) => `${entry.code} ${entry.message}`)
    t.strictSame([...new Set(both)], both)
    for (const { entry } of catalogue) {
      const twins = catalogue.filter((other) => other.entry.code === entry.code)
      t.equal(new Set(twins.map((other) => other.entry.status)).size, 1, entry.code)
    }
  })

  t.test('fills the name in wherever code and message have a place for it', async (t) => {
    for (const factory of catalogue) {
      const { code, message, status } = factory('Xyz')
      t.notMatch(`${code} ${message}`, '{}', code)
      t.equal(code, factory.entry.code.replace('{}', 'Xyz'))
      t.equal(status, factory.entry.status)
      t.equal(factory({ subject: 'Xyz', detail: 'Details.' }).message, `${message} Details.`)
      if (factory.entry.code.includes('{}')) t.match(message, 'Xyz', code)
    }
  })

  t.test('is shown whole by the tests', async (t) => {
    const sources: string[] = []
    for (const file of await readdir(tests, { recursive: true })) {
      if (file.endsWith('.ts')) sources.push(await readFile(new URL(file, tests), 'utf8'))
    }
    const shown = isNamed(sources.join('\n'))
    for (const { entry } of catalogue) t.ok(shown(entry.code), entry.code)
  })
})
