import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { cloudActions } from '../src/catalog/actions.ts'
import { operations } from '../src/operations/index.ts'

const root = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const words = (text: string) => new Set(text.match(/\w+/g))
const actions = operations.map(({ action }) => action)

for (const file of ['docs/actions.md', 'docs/actions.zh-CN.md']) {
  t.test(`${file} says what is true`, async (t) => {
    const [present = '', absent = ''] = read(file).split(/^## .*400 `NotImplemented`.*$/m)
    t.same(
      actions.filter((action) => !words(present).has(action)),
      [],
      'every operation is named'
    )
    const notEmulated = [...cloudActions].filter((action) => !actions.includes(action))
    t.same(
      notEmulated.filter((action) => !words(absent).has(action)),
      [],
      'every action that is not emulated is named'
    )
    t.same(
      actions.filter((action) => words(absent).has(action)),
      [],
      'no operation is said to be missing'
    )
  })
}

t.test('links between documents lead somewhere', async (t) => {
  for (const file of documents('')) {
    for (const [, target = ''] of read(file).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)) {
      t.ok(existsSync(join(root, dirname(file), target)), `${file} → ${target}`)
    }
  }
})

t.test('both languages have the same parts', async (t) => {
  const shape = (file: string) =>
    read(file)
      .split('\n')
      .filter((line) => /^(#|\||```)/.test(line))
      .map((line) => line.replace(/[^#|`]/g, ''))
  t.same(shape('README.zh-CN.md'), shape('README.md'))
  for (const file of ['README.md', 'README.zh-CN.md'])
    t.ok(read(file).split('\n').length <= 100, `${file} is one screen`)
})

// What was installed or built is none of ours, and links of packages lead round in circles.
function documents(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return /^(node_modules|dist|build|target|\..*)$/.test(entry.name) ? [] : documents(path)
    return entry.isFile() && path.endsWith('.md') ? [path] : []
  })
}
