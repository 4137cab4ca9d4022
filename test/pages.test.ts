/** What the pages say about the code is so: the paths they name, and the picture of the modules. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const pages = ['docs', 'docs/decisions'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`)
)

t.test('each path that a page names exists', async (t) => {
  for (const page of ['CONTRIBUTING.md', ...pages])
    for (const [, path = ''] of read(page).matchAll(/`((?:src|packages|test|console|migrations)\/[\w./-]*)`/g))
      t.ok(existsSync(join(root, path)), `${page} names ${path}`)
})

/** The modules that one reaches along arrows. */
function reach(arrows: ReadonlyMap<string, readonly string[]>, from: string, found = new Set<string>()): Set<string> {
  for (const to of arrows.get(from) ?? []) {
    if (found.has(to)) continue
    found.add(to)
    reach(arrows, to, found)
  }
  return found
}

t.test('docs/architecture.md draws the modules as their table allows', async (t) => {
  const [, table = ''] = /const mayImport.*?= \{\n(.*?)\n\}\n/s.exec(read('test/architecture.test.ts')) ?? []
  const allowed = new Map<string, string[]>()
  for (const [, module = '', targets = ''] of table.matchAll(/^ {2}(\w+): \[(.*?)\]/gms))
    allowed.set(
      module,
      [...targets.matchAll(/'(\w+)'/g)].map(([, name = '']) => name).filter((name) => name !== 'package')
    )
  const [, picture = ''] = /```mermaid\nflowchart TD\n(.*?)```/s.exec(read('docs/architecture.md')) ?? []
  const drawn = new Map<string, string[]>()
  for (const [, module = '', targets = ''] of picture.matchAll(/^ +(\w+) --> (.+)$/gm))
    drawn.set(module, targets.split(' & '))
  t.ok(allowed.size >= 20)
  for (const module of allowed.keys())
    t.same([...reach(drawn, module)].sort(), [...reach(allowed, module)].sort(), `${module} reaches the same modules`)
})
