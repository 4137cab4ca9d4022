/** The package as npm packs it, installed with nothing but what it says it needs. */
// On the embedded database only: it starts a service of its own.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { isOffline, root, shell } from './generated/workshop.ts'
import { has } from './machine.ts'
import { run as runService } from './process.ts'
import { makeServer } from './ssh/built.ts'
import { lacking } from './ssh/client.ts'

const folder = mkdtempSync(join(tmpdir(), 'swas-package-'))
t.teardown(() => rmSync(folder, { recursive: true }))

const install = `
npm pack --ignore-scripts --silent --pack-destination ..
npm install --prefix .. --ignore-scripts --omit=optional --no-audit --no-fund --prefer-offline ../swas-local-*.tgz`

t.test('the installed package', async (t) => {
  const copy = join(folder, 'source')
  mkdirSync(copy)
  const files: string[] = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).files
  execFileSync('cp', ['-r', '--parents', 'package.json', ...files, copy], { cwd: root })
  const lacks = lacking ?? (has('npm') ? undefined : 'npm')
  const installed = lacks === undefined ? await shell(copy, install) : undefined
  const offline = installed !== undefined && installed.code !== 0 && isOffline(installed.output)
  const skip = offline ? 'its packages cannot be had' : lacks !== undefined && `no ${lacks}`

  t.test('starts, and its servers are logged on to', { skip }, async (t) => {
    t.equal(installed?.code, 0, 'it is installed', { output: installed?.output })
    const program = join(folder, 'node_modules/swas-local/dist/launch.cjs')
    const service = await runService(t, {}, program)
    const { ssh } = await makeServer(service, folder)
    const script = 'echo \'{"a": 3}\' | jq .a; python3 -c "print(6 * 7)"; seq 3 | gzip | gzip -d | tail -1'
    t.match(await ssh(service, script), { code: 0, stdout: '3\n42\n3\n' })
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
