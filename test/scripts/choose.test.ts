/** Which tests `npm test` runs: by name, and those that need nothing but Node. */
import type { Metafile } from 'esbuild'
import t from 'tap'
import { ImportGraph } from '../../scripts/testing/imports.ts'
import { patternsFor } from '../../scripts/testing/names.ts'
import { isUnit } from '../../scripts/testing/runs.ts'

const source = `
t.test('a group', async (t) => {
  t.test('keeps a key', async (t) => {})
  t.test('drops a key', async (t) => {})
})
for (const word of words) t.test(\`keeps \${word} (or not)\`, async (t) => t.match('x', /a/.test('keeps')))
t.test('another', { skip: false }, async (t) => t.test('gives nothing', async () => {}))
`

t.test('a name chooses the outermost tests that have it, with all inside', async (t) => {
  t.strictSame(patternsFor(source, 'group'), ['^(a group)$'])
  t.strictSame(patternsFor(source, 'another'), ['^(another)$'])
})

t.test('a name of inner tests runs their group without the others in it', async (t) => {
  t.strictSame(patternsFor(source, 'drops'), ['^(a group)$', '^(drops a key)$'])
  t.strictSame(patternsFor(source, 'a key'), ['^(a group)$', '^(keeps a key|drops a key)$'])
})

t.test('what a template inserts may be anything, and its text counts', async (t) => {
  const [pattern = ''] = patternsFor(source, '(or not') ?? []
  t.match('keeps a [word] (or not)', new RegExp(pattern))
  t.notMatch('keeps a [word] (or so)', new RegExp(pattern))
})

t.test('a file without the name is left out', async (t) => {
  t.equal(patternsFor(source, 'nowhere'), undefined)
})

const graph = (imports: Record<string, readonly string[]>) =>
  new ImportGraph(
    Object.fromEntries(
      Object.entries(imports).map(([file, paths]) => [
        file,
        { bytes: 0, imports: paths.map((path) => ({ path, kind: 'import-statement' as const })) }
      ])
    ) satisfies Metafile['inputs']
  )

t.test('a unit test reaches no service, database or program, however far away', async (t) => {
  const imports = graph({
    'test/plain.test.ts': ['tap', 'src/a.ts'],
    'src/a.ts': ['node:net', 'pg', 'src/b.ts'],
    'src/b.ts': ['src/a.ts'],
    'test/service.test.ts': ['test/far.ts'],
    'test/far.ts': ['test/fixture.ts'],
    'test/program.test.ts': ['test/tools.ts'],
    'test/tools.ts': ['node:child_process'],
    'test/socket.test.ts': ['node:net'],
    'test/app.test.ts': ['src/app.ts'],
    'src/app.ts': ['fastify'],
    'test/embedded.test.ts': ['src/open.ts'],
    'src/open.ts': ['@electric-sql/pglite/worker']
  })
  t.equal(isUnit('test/plain.test.ts', imports), true)
  for (const name of ['service', 'program', 'socket', 'app', 'embedded'])
    t.equal(isUnit(`test/${name}.test.ts`, imports), false, name)
})

t.test('a change concerns the files that reach it', async (t) => {
  const imports = graph({ 'test/a.test.ts': ['src/a.ts'], 'src/a.ts': ['src/b.ts'], 'test/c.test.ts': ['src/c.ts'] })
  t.equal(imports.concerns('test/a.test.ts', new Set(['src/b.ts'])), true)
  t.equal(imports.concerns('test/a.test.ts', new Set(['test/a.test.ts'])), true)
  t.equal(imports.concerns('test/c.test.ts', new Set(['src/b.ts'])), false)
})
