/** The built package, as a program of its own finds it: under its name, as ES module and as CommonJS. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { root } from './setting.ts'

const project = mkdtempSync(join(tmpdir(), 'swas-package-'))
t.teardown(() => rmSync(project, { recursive: true }))
mkdirSync(join(project, 'node_modules'))
symlinkSync(root, join(project, 'node_modules/swas-local'))
writeFileSync(join(project, 'package.json'), '{}')

interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

// The thread of the database waits some seconds for the next instance. A program that waited for it would never end.
const noLateTimers = encodeURIComponent(`
const { setTimeout } = globalThis
globalThis.setTimeout = (run, ms, ...more) => setTimeout(run, ms >= 4000 ? 2 ** 31 - 1 : ms, ...more)`)

/** Runs it to its end, which it must find by itself, without a timer of more than four seconds. */
function run(args: readonly string[], environment: Record<string, string> = {}): Promise<Outcome> {
  const options = { cwd: project, timeout: 300_000, env: { PATH: process.env.PATH, ...environment } }
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', `data:text/javascript,${noLateTimers}`, ...args],
      options,
      (_error, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr })
    )
  })
}

function program(name: string, text: string): string {
  writeFileSync(join(project, name), text)
  return name
}

const imports = {
  'es.mjs': "import { connectSwasLocal, SwasError, startSwasLocal } from 'swas-local'",
  'common.cjs': "const { connectSwasLocal, SwasError, startSwasLocal } = require('swas-local')"
}

for (const [name, first] of Object.entries(imports)) {
  t.test(name, async (t) => {
    const { code, stdout, stderr } = await run([
      program(
        name,
        `${first}
async function main() {
  const [one, other] = await Promise.all([startSwasLocal(), startSwasLocal()])
  const made = await fetch(one.rest + '/regions/cn-hangzhou/key-pairs', {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"KeyPairName":"mine"}'
  })
  const count = async ({ rest }) => (await (await fetch(rest + '/regions/cn-hangzhou/key-pairs')).json()).TotalCount
  const page = await fetch(one.url + '/docs/swagger-ui-bundle.js')
  const error = await connectSwasLocal(one).restore('nothing').catch((error) => error)
  const own = await connectSwasLocal(one).startService()
  const counts = [await count(one), await count(other), await count(own)]
  console.log(JSON.stringify([made.status, ...counts, page.status, error instanceof SwasError]))
  await Promise.all([one.stop(), other.stop()])
}
main()`
      )
    ])
    t.equal(stderr, '')
    t.equal(stdout, '[201,1,0,0,200,true]\n')
    t.equal(code, 0)
  })

  t.test(`${name}: a start that fails leaves nothing running`, async (t) => {
    const taken = createServer().listen(0, '127.0.0.1')
    t.after(() => taken.close())
    await new Promise((resolve) => taken.once('listening', resolve))
    const { port } = taken.address() as { port: number }
    for (const [options, words] of [
      [`{ port: ${port} }`, 'EADDRINUSE'],
      ['{ port: -1 }', 'PORT must be'],
      ['{ nonsense: 1 }', 'is not an option'],
      [`{ dataDir: '/dev/null/x' }`, '/dev/null is a file'],
      ["{ seed: { seed: 'x' } }", 'seed']
    ]) {
      const text = `${first}\nstartSwasLocal(${options}).catch(({ message }) => console.log(message))`
      const { code, stdout, stderr } = await run([program(name, text)])
      t.match(stdout, words)
      t.equal(stderr, '')
      t.equal(code, 0, `${options}: it ends`)
    }
  })
}

t.test('a process that forgot to stop it can still be ended', async (t) => {
  const { code, stdout } = await run([
    program('exit.mjs', `${imports['es.mjs']}\nconsole.log((await startSwasLocal()).endpoint)\nprocess.exit(3)`)
  ])
  t.match(stdout, /^127\.0\.0\.1:\d+\n$/)
  t.equal(code, 3)
})

t.test('nothing comes from the environment', async (t) => {
  const ours = {
    PORT: '1',
    HOST: '256.1.1.1',
    SWAS_AUTH: 'verify',
    SWAS_NONE: 'x',
    DATA_DIR: '/dev/null',
    LOG_LEVEL: 'info'
  }
  const drivers = {
    PGSSLMODE: 'require',
    PGOPTIONS: '-c search_path=pg_catalog',
    PGUSER: 'nobody',
    PGHOST: '256.1.1.1'
  }
  const text = `${imports['es.mjs']}
const [one, other] = [await startSwasLocal(), await startSwasLocal()]
const listed = await Promise.all([one, other].map(({ rest }) => fetch(rest + '/regions/cn-hangzhou/key-pairs')))
console.log(listed.map(({ status }) => status).join())
await Promise.all([one.stop(), other.stop()])`
  const { code, stdout, stderr } = await run([program('environment.mjs', text)], { ...ours, ...drivers })
  t.equal(stderr, '')
  t.equal(stdout, '200,200\n')
  t.equal(code, 0)
})

const usesTypes = `
import { type Call, connectSwasLocal, type SwasControl, SwasError, type SwasLocal, startSwasLocal } from 'swas-local'

export async function test(): Promise<void> {
  const swas: SwasLocal = await startSwasLocal({ transitionMs: 0, auth: 'verify', seed: { seed: 1 } })
  const endpoint: string = swas.endpoint
  const ssh: number | undefined = swas.ssh?.port
  await swas.clock.freeze(new Date())
  const saved: string = await swas.snapshot()
  await swas.restore(saved, { account: swas.accessKey.accessKeyId })
  await swas.faults.add({ operation: 'CreateKeyPair', reply: 'cut' }, { operation: '*', delayMs: 5 })
  const calls: Call[] = await swas.waitFor({ operation: 'ListKeyPairs', times: 2 })
  const other: SwasControl = connectSwasLocal({ url: swas.url, controlToken: swas.controlToken })
  await other.reset().catch((error: unknown) => error instanceof SwasError && error.code)
  const own: SwasLocal = await other.startService({ seed: { seed: 1 }, auth: 'verify', idleSeconds: 60 })
  await own.stop()
  await swas[Symbol.asyncDispose]()
  void [endpoint, ssh, calls]
}

// @ts-expect-error is no option
void startSwasLocal({ transitions: 1 })
// @ts-expect-error is none of such a service
void connectSwasLocal({ url: '' }).startService({ dataDir: '/' })
// @ts-expect-error is no way of an answer
void connectSwasLocal({ url: '' }).faults.add({ operation: '*', reply: 'late' })
`

t.test('its types stand alone, for both kinds of modules', async (t) => {
  const files = [program('es.mts', usesTypes), program('common.cts', usesTypes)]
  const settings = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2022']
  for (const more of [[], ['--lib', 'es2022,dom'], ['--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess']]) {
    const { code, stdout } = await run([join(root, 'node_modules/typescript/bin/tsc'), ...settings, ...more, ...files])
    t.equal(stdout, '', `${more}`)
    t.equal(code, 0)
  }
})
