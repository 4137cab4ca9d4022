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

// What nobody can do before somebody publishes: RELEASING.md says when this list goes.
const unpublished: readonly RegExp[] = [
  /npx (--yes |-y )?swas-local/,
  /\bnpm (i|install|add|exec|create)\b.* (swas-local|@\S+\/swas-local)(@\S+)?(\s|$)/,
  /\b(yarn|pnpm|bun) (global )?(add|dlx|install)\b.* swas-local/,
  /\b(docker|podman) pull\b/,
  /\b(docker|podman) run\b.* \S+\/swas-local/,
  /\bbrew (install|tap)\b/,
  /shields\.io|npmjs\.com|hub\.docker\.com/
]
const promises = (text: string) => text.split('\n').filter((line) => unpublished.some((one) => one.test(line)))

t.test('nobody is told to install what is not published', async (t) => {
  const { version } = JSON.parse(read('package.json'))
  for (const file of ['README.md', 'README.zh-CN.md']) {
    t.same(promises(read(file)), [], file)
    t.match(read(file), `/swas-local-${version}.tgz `, `${file}: the file that npm pack makes`)
  }
  for (const file of ['docs/install.md', 'docs/install.zh-CN.md', 'docs/agents.md'])
    t.same(promises(read(file)), [], file)
  const examples = [
    'npx swas-local',
    'npm i -D swas-local',
    'npm install --save-dev swas-local@0.2.0 tap',
    'docker pull x'
  ]
  for (const example of examples) t.same(promises(example), [example])
})

t.test('llms.txt has every page, in English, and each is in the package', async (t) => {
  const listed = [...read('llms.txt').matchAll(/^- \[.+\]\((.+)\): \S/gm)].map(([, path = '']) => path)
  const { files } = JSON.parse(read('package.json'))
  for (const path of listed) {
    t.ok(existsSync(join(root, path)), path)
    t.ok(files.includes(path) || files.includes(dirname(path)), `${path} is packed`)
  }
  const pages = [...read('docs/README.md').matchAll(/^\| \[.+?\]\((.+?\.md)\)/gm)].map(([, page]) => `docs/${page}`)
  t.same(
    pages.filter((page) => !listed.includes(page)),
    []
  )
})

// What was installed or built is none of ours, and links of packages lead round in circles.
function documents(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return /^(node_modules|dist|build|target|\..*)$/.test(entry.name) ? [] : documents(path)
    return entry.isFile() && path.endsWith('.md') ? [path] : []
  })
}
