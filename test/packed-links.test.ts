/** What an installed package points to is in the package. */
// On the embedded database only: it looks at files.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import t from 'tap'
import { commands } from '../src/commands/index.ts'
import { command } from './commands/command.ts'
import { has } from './machine.ts'

const root = join(import.meta.dirname, '..')

t.test('the package', { skip: !has('npm') && 'no npm' }, async (t) => {
  const [pack] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--silent'], {
      cwd: root,
      encoding: 'utf8'
    })
  )
  const packed = new Set<string>(pack.files.map(({ path }: { path: string }) => path))
  const isThere = (path: string) => packed.has(path) || [...packed].some((file) => file.startsWith(`${path}/`))
  const read = (path: string) => readFileSync(join(root, path), 'utf8')

  t.test('has what its documents link to', async (t) => {
    const documents = [...packed].filter((path) => path.endsWith('.md'))
    t.ok(documents.includes('README.md') && documents.includes('docs/seeds.md'))
    for (const document of documents)
      for (const [, target = ''] of read(document).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)) {
        const path = posix.normalize(`${dirname(document)}/${target}`).replace(/\/$/, '')
        t.ok(isThere(path), `${document} → ${path}`)
      }
  })

  t.test('has the guides that its program and its OpenAPI documents name', async (t) => {
    const named = new Map<string, string>()
    for (const file of [...packed].filter((path) => /^(dist|openapi)\/.*\.(c?js|json|html|ts|cts)$/.test(path)))
      for (const [guide] of read(file).matchAll(/(?<![\w./-])docs\/[\w-]+\.md/g)) named.set(guide, file)
    t.ok(named.size >= 5)
    for (const [guide, file] of named) t.ok(packed.has(guide), `${file} → ${guide}`)
  })
})

t.test('--help names guides by where they are', async (t) => {
  for (const name of Object.keys(commands)) {
    const { stdout } = await command([name, '--help'])
    for (const [path] of stdout.matchAll(/\S*docs\/[\w-]+\.md/g)) {
      t.ok(path.startsWith('/'), path)
      t.ok(readFileSync(path, 'utf8').startsWith('# '), path)
    }
  }
})
