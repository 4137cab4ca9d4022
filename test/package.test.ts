/** The package as npm packs it, installed in an empty folder without a network. */
// On the embedded database only: it starts a service of its own.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { root, shell } from './generated/workshop.ts'
import { has } from './machine.ts'
import { run as runService } from './process.ts'
import { makeServer } from './ssh/built.ts'
import { lacking } from './ssh/client.ts'

const folder = mkdtempSync(join(tmpdir(), 'swas-package-'))
t.teardown(() => rmSync(folder, { recursive: true }))

/** docs/install.md tells the size; more than this is worth a look at what was added. */
const maxBytes = 64e6

const install = `
npm pack --ignore-scripts --silent --pack-destination ${folder}
npm install --prefix ${folder} --no-audit --no-fund --offline ${folder}/swas-local-*.tgz`

t.test('the installed package', async (t) => {
  const lacks = lacking ?? (has('npm') ? undefined : 'npm')
  const installed = lacks === undefined ? await shell(root, install) : undefined
  const skip = lacks !== undefined && `no ${lacks}`

  t.test('is the only one that is installed, and holds the licences of what is in it', { skip }, async (t) => {
    t.equal(installed?.code, 0, 'it is installed', { output: installed?.output })
    const packages = readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))
    t.same(packages, ['swas-local'])
    const files = readdirSync(join(folder, 'node_modules/swas-local'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
    const size = files.reduce((sum, file) => sum + statSync(file).size, 0)
    t.ok(size < maxBytes, `${size} bytes`)
    t.same(
      files.filter((file) => file.endsWith('.map')),
      []
    )
    const notices = readFileSync(join(folder, 'node_modules/swas-local/dist/THIRD-PARTY-NOTICES.txt'), 'utf8')
    for (const name of ['fastify', 'just-bash', '@electric-sql/pglite', 'sql.js', 'PostgreSQL 18', 'CPython 3.13'])
      t.match(notices, new RegExp(`^${name}\\b.* \\(.+\\)$`, 'm'), name)
  })

  t.test('starts, and its servers are logged on to', { skip }, async (t) => {
    const program = join(folder, 'node_modules/swas-local/dist/launch.cjs')
    const service = await runService(t, {}, program)
    const { ssh } = await makeServer(service, folder)
    const script =
      'echo \'{"a": 3}\' | jq .a; python3 -c "print(6 * 7)"; seq 3 | gzip | gzip -d | tail -1; sqlite3 :memory: "select 6 * 8"'
    t.match(await ssh(service, script), { code: 0, stdout: '3\n42\n3\n48\n' })
    t.equal(await service.stop(), 0)
  })

  t.test('is a library, as a module and by require', { skip }, async (t) => {
    const use = `{ const service = await startSwasLocal(); console.log(service.endpoint); await service.stop() }`
    writeFileSync(join(folder, 'use.mjs'), `import { startSwasLocal } from 'swas-local'\n${use}\n`)
    writeFileSync(
      join(folder, 'use.cjs'),
      `const { startSwasLocal } = require('swas-local')\n;(async () => ${use})()\n`
    )
    for (const name of ['use.mjs', 'use.cjs'])
      t.match(await shell(folder, `node ${name}`), { code: 0, output: /^127\.0\.0\.1:\d+\n$/ }, name)
  })
})
