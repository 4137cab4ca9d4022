/** The package as npm packs it, installed with nothing but what it says it needs. */
// On the embedded database only: it starts a service of its own.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { linuxImage } from './fixture.ts'
import { isOffline, root, shell } from './generated/workshop.ts'
import { has } from './machine.ts'
import { run as runService } from './process.ts'
import { lacking, run, wordsOf } from './ssh/client.ts'

const folder = mkdtempSync(join(tmpdir(), 'swas-package-'))
t.teardown(() => rmSync(folder, { recursive: true }))

const install = `
npm pack --ignore-scripts --silent --pack-destination ..
npm install --prefix .. --ignore-scripts --omit=optional --no-audit --no-fund --prefer-offline ../swas-local-*.tgz`

t.test('the installed package', async (t) => {
  t.setTimeout(300_000)
  const copy = join(folder, 'source')
  mkdirSync(copy)
  const files: string[] = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).files
  execFileSync('cp', ['-r', ...['package.json', ...files].map((name) => join(root, name)), copy])
  const lacks = lacking ?? (has('npm') ? undefined : 'npm')
  const installed = lacks === undefined ? await shell(copy, install) : undefined
  const offline = installed !== undefined && installed.code !== 0 && isOffline(installed.output)
  const skip = offline ? 'its packages cannot be had' : lacks !== undefined && `no ${lacks}`

  t.test('starts, and its servers are logged on to', { skip }, async (t) => {
    t.equal(installed?.code, 0, 'it is installed', { output: installed?.output })
    const program = join(folder, 'node_modules/swas-local/dist/launch.cjs')
    const service = await runService(t, {}, program)
    const plan = { ImageId: linuxImage, PlanId: 'swas.s2.c2m2s50b4t08', Period: '1' }
    const { InstanceIds } = (await service.rpc('CreateInstances', plan)).body
    const InstanceId = InstanceIds[0]
    const key = join(folder, 'key')
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
    const PublicKey = readFileSync(`${key}.pub`, 'utf8')
    await service.rpc('UploadInstanceKeyPair', { InstanceId, KeyPairName: 'work', PublicKey })
    await service.rpc('RebootInstance', { InstanceId })
    const { Host, Port, KnownHosts } = (await service.rpc('DescribeInstanceLogon', { InstanceId })).body
    const known = join(folder, 'known')
    writeFileSync(known, KnownHosts.join('\n'))
    const script = ['echo \'{"a": 3}\' | jq .a; python3 -c "print(6 * 7)"; seq 3 | gzip | gzip -d | tail -1']
    t.match(await run(['ssh', ...wordsOf({ key, host: Host, port: Port }, known, script)]), {
      code: 0,
      stdout: '3\n42\n3\n'
    })
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
