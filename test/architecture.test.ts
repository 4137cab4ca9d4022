import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import t from 'tap'

// A module may import what its row names, and its own files. docs/architecture.md draws the same arrows.
const mayImport: Record<string, readonly string[]> = {
  launch: ['main'],
  main: ['commands'],
  commands: ['app', 'auth', 'client', 'config', 'dispatch', 'http', 'operations', 'package', 'store', 'version'],
  index: ['client', 'library'],
  library: ['app', 'client', 'config', 'store'],
  app: [
    'auth',
    'catalog',
    'config',
    'control',
    'dispatch',
    'http',
    'invocations',
    'keys',
    'operations',
    'seed',
    'servers',
    'ssh',
    'store',
    'version'
  ],
  http: ['auth', 'catalog', 'control', 'dispatch', 'errors', 'linux', 'seed', 'store'],
  seed: ['auth', 'catalog', 'errors', 'invocations', 'keys', 'operations', 'servers', 'store'],
  operations: ['catalog', 'dispatch', 'errors', 'invocations', 'keys', 'servers', 'store'],
  dispatch: ['auth', 'catalog', 'control', 'errors', 'keys', 'servers', 'store'],
  ssh: ['config', 'keys', 'linux', 'servers', 'store'],
  control: ['auth', 'config', 'errors', 'store'],
  config: ['auth'],
  servers: ['catalog', 'errors', 'keys', 'linux', 'store'],
  invocations: ['errors', 'linux', 'store'],
  auth: ['errors', 'store'],
  store: ['errors', 'linux', 'migrations'],
  linux: [],
  keys: ['errors'],
  client: [],
  catalog: [],
  migrations: [],
  errors: [],
  version: ['package']
}
const rootFiles = ['app.ts', 'index.ts', 'launch.cjs', 'main.ts', 'version.ts']

const root = join(import.meta.dirname, '..')
const linux = 'packages/linux/src'

interface Source {
  readonly path: string
  readonly text: string
  /** Paths of the project's own files. */
  readonly imports: readonly string[]
}

const toPath = (from: string, target: string): string =>
  target.startsWith('@swas-local/linux/')
    ? target.replace('@swas-local/linux', linux)
    : normalize(join(dirname(from), target))

function readSources(folder: string): Source[] {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && /\.([cm]?js|tsx?)$/.test(entry.name))
  return files.map((entry) => {
    const path = relative(root, join(entry.parentPath, entry.name))
    const text = readFileSync(join(root, path), 'utf8')
    const targets = [...text.matchAll(/(?:from |import\()'((?:\.|@swas-local\/)[^']+)'/g)]
    return { path, text, imports: targets.map(([, target = '']) => toPath(path, target)) }
  })
}

function moduleOf(path: string): string {
  if (path.startsWith('packages/linux/')) return 'linux'
  const [first = ''] = path.replace(/^src\//, '').split('/')
  return first.replace(/\.(ts|c?js|json)$/, '')
}

const sources = [...readSources('src'), ...readSources(linux), ...readSources('migrations')]

t.test('only what starts, exports or assembles the service lies in src/ itself', async (t) => {
  const entries = readdirSync(join(root, 'src'), { withFileTypes: true })
  t.same(
    entries
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort(),
    rootFiles
  )
})

t.test('every module imports only what its row names', async (t) => {
  for (const { path, text, imports } of sources) {
    const module = moduleOf(path)
    for (const target of imports) {
      const other = moduleOf(target)
      t.ok(other === module || mayImport[module]?.includes(other), `${path} imports ${target}`)
    }
    if (!['launch', 'main'].includes(module)) t.notMatch(text, /process\.env\b/, `${path} reads no environment`)
    if (module !== 'http' && module !== 'app') t.notMatch(text, /from 'fastify'/, `${path} knows no Fastify`)
    if (module !== 'store' && module !== 'migrations') t.notMatch(text, /from '(kysely|pg)'/, `${path} speaks no SQL`)
  }
})

t.test('no files import each other in a circle', async (t) => {
  const imports = new Map(sources.map(({ path, imports }) => [path, imports]))
  const finished = new Set<string>()
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      t.fail([...trail.slice(trail.indexOf(path)), path].join(' imports '))
      return
    }
    if (finished.has(path) || !imports.has(path)) return // package.json imports nothing
    for (const target of imports.get(path) ?? []) visit(target, [...trail, path])
    finished.add(path)
  }
  for (const { path } of sources) visit(path, [])
  t.equal(finished.size, sources.length)
})

t.test('the console knows nothing of the service but its API', async (t) => {
  for (const { path, imports } of readSources('console'))
    for (const target of imports) t.match(target, /^console\//, `${path} imports ${target}`)
})

t.test('no operation imports another', async (t) => {
  const operations = sources.filter(
    ({ path, text }) => path.startsWith('src/operations/') && text.includes('defineOperation(')
  )
  const paths = new Set(operations.map(({ path }) => path))
  for (const { path, imports } of operations)
    for (const target of imports) t.notOk(paths.has(target), `${path} imports ${target}`)
})

t.test('no file of the product is longer than 200 lines', async (t) => {
  for (const { path, text } of [...sources, ...['scripts', 'console'].flatMap(readSources)]) {
    if (path.endsWith('.d.ts')) continue
    const lines = text.trimEnd().split('\n').length
    t.ok(lines <= 200, `${path} has ${lines} lines`)
  }
})
