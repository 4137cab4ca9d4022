import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import t from 'tap'

// A room may import what its line names, and its own files. docs/architecture.md shows the same table.
const mayImport: Record<string, readonly string[]> = {
  launch: ['main'],
  main: ['commands'],
  commands: [
    'app',
    'auth',
    'client',
    'config',
    'given-settings',
    'package',
    'settings',
    'store',
    'stray-variables',
    'version'
  ],
  index: ['client', 'library'],
  library: ['app', 'client', 'options', 'store'],
  client: [],
  app: [
    'auth',
    'call-log',
    'catalog',
    'config',
    'dispatch',
    'errors',
    'guest',
    'http',
    'invocations',
    'keys',
    'log',
    'logons',
    'operations',
    'own-services',
    'signature-reports',
    'sowing',
    'ssh',
    'stage',
    'store',
    'stored-access-keys',
    'sweep',
    'version',
    'watch'
  ],
  http: [
    'auth',
    'call-log',
    'catalog',
    'contain',
    'dispatch',
    'errors',
    'fault',
    'faults',
    'fidelity',
    'guest',
    'log',
    'operation',
    'own-services',
    'seed',
    'stage',
    'store',
    'stored-access-keys',
    'validation',
    'watch'
  ],
  logons: ['config', 'guest', 'servers', 'ssh', 'store'],
  ssh: ['contain', 'disk', 'guest', 'keys', 'servers', 'store'],
  'own-services': ['config', 'errors', 'given-settings', 'options'],
  options: ['auth', 'config', 'given-settings', 'settings'],
  'call-log': ['auth', 'store'],
  sowing: ['seed', 'store', 'stored-access-keys', 'watch'],
  seed: ['auth', 'catalog', 'errors', 'fault', 'invocations', 'keys', 'operations', 'servers', 'store'],
  'signature-reports': ['auth', 'store'],
  'stored-access-keys': ['auth', 'errors', 'seal', 'store', 'watch'],
  stage: ['store', 'watch'],
  sweep: ['store'],
  watch: [],
  dispatch: [
    'auth',
    'catalog',
    'client-token',
    'errors',
    'faults',
    'keys',
    'operation',
    'permit',
    'servers',
    'stage',
    'store',
    'throttle',
    'validation'
  ],
  faults: ['errors', 'operation', 'store'],
  throttle: ['errors', 'operation', 'store'],
  permit: ['auth', 'errors', 'operation'],
  operations: ['catalog', 'errors', 'fidelity', 'invocations', 'keys', 'operation', 'servers', 'store'],
  invocations: ['errors', 'guest', 'store'],
  guest: ['catalog', 'contain', 'disk', 'servers', 'store'],
  servers: ['disk', 'errors', 'keys', 'store'],
  store: ['disk', 'errors', 'migrations'],
  disk: ['catalog'],
  keys: ['errors'],
  operation: ['errors', 'fidelity', 'keys', 'servers', 'store'],
  validation: ['errors'],
  errors: [
    'api-error',
    'auth-errors',
    'command-errors',
    'control-errors',
    'fidelity',
    'gateway-errors',
    'permission-errors'
  ],
  'auth-errors': ['api-error', 'fidelity'],
  'gateway-errors': ['api-error', 'fidelity'],
  'api-error': ['fidelity'],
  version: ['package'],
  auth: ['errors', 'fault'],
  catalog: [],
  contain: [],
  'client-token': ['seal'],
  seal: [],
  'permission-errors': ['api-error', 'fidelity'],
  'control-errors': ['api-error', 'fidelity'],
  'command-errors': ['api-error', 'fidelity'],
  config: ['auth', 'given-settings', 'setting-values', 'settings'],
  'setting-values': ['auth', 'given-settings', 'settings'],
  'given-settings': ['settings', 'stray-variables'],
  'stray-variables': ['settings'],
  settings: [],
  fault: [],
  fidelity: [],
  log: ['store']
}

const root = join(import.meta.dirname, '..')
const roomOf = (path: string) =>
  (
    relative(root, path)
      .replace(/^src\//, '')
      .split('/')[0] ?? ''
  ).replace(/\.(ts|js|cjs|json)$/, '')

t.test('every room imports only what stands below it', async (t) => {
  for (const entry of readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const room = roomOf(file)
    const text = readFileSync(file, 'utf8')
    for (const [, target = ''] of text.matchAll(/(?:from |import\()'(\.[^']+)'/g)) {
      const other = roomOf(normalize(join(dirname(file), target)))
      t.ok(other === room || mayImport[room]?.includes(other), `${relative(root, file)} imports ${target}`)
    }
    if (!['launch', 'main'].includes(room))
      t.notMatch(text, /process\.env\b/, `${relative(root, file)} reads no environment`)
    if (room !== 'http' && room !== 'app')
      t.notMatch(text, /from 'fastify'/, `${relative(root, file)} knows no Fastify`)
    if (room !== 'store') t.notMatch(text, /from '(kysely|pg)'/, `${relative(root, file)} speaks no SQL`)
  }
})

t.test('the console knows nothing of the service but its API', async (t) => {
  for (const entry of readdirSync(join(root, 'console'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue
    const file = join(entry.parentPath, entry.name)
    for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(/(?:from |import\()'(\.[^']+)'/g))
      t.equal(roomOf(normalize(join(dirname(file), target))), 'console', `${relative(root, file)} imports ${target}`)
  }
})

t.test('no operation imports another', async (t) => {
  const folder = join(root, 'src/operations')
  const files = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
  const operations = new Set(
    files.filter(({ text }) => text.includes('defineOperation(')).map(({ name }) => `./${name}`)
  )
  for (const { name, text } of files) {
    if (name === 'index.ts') continue
    for (const [, target = ''] of text.matchAll(/from '(\.\/[^']+)'/g))
      t.notOk(operations.has(target), `${name} imports ${target}`)
  }
})

t.test('no file of the product is longer than 200 lines', async (t) => {
  for (const room of ['src', 'scripts', 'migrations', 'console']) {
    for (const entry of readdirSync(join(root, room), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(tsx?|mjs|js)$/.test(entry.name) || entry.name.endsWith('.d.ts')) continue
      const file = join(entry.parentPath, entry.name)
      const lines = readFileSync(file, 'utf8').trimEnd().split('\n').length
      t.ok(lines <= 200, `${relative(root, file)} has ${lines} lines`)
    }
  }
})
