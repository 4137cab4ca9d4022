import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { resolveOptions } from '../../src/config/options.ts'
import { names } from '../../src/config/settings.ts'
import { connectSwasLocal, type StartOptions, startSwasLocal } from '../../src/index.ts'
import { keyPairNames, regionId, startFor } from './setting.ts'

const folder = mkdtempSync(join(tmpdir(), 'swas-library-'))
t.teardown(() => rmSync(folder, { recursive: true }))

t.test('a wrong option rejects in the words of its setting', async (t) => {
  const wrong: [object, string | RegExp][] = [
    [{ port: 70_000 }, 'PORT must be a whole number from 0 to 65535.'],
    [{ transitionMs: -1 }, /^SWAS_TRANSITION_MS must be/],
    [{ auth: 'none' }, 'SWAS_AUTH must be one of open, verify.'],
    [{ host: '0.0.0.0' }, /^Other machines may reach HOST 0\.0\.0\.0/],
    [{ databaseUrl: 'mysql://x' }, 'DATABASE_URL must begin with postgres:// or postgresql://.'],
    [{ databaseUrl: 'postgres://x', dataDir: folder }, /^DATA_DIR is for the embedded database/],
    [{ controlToken: 'short' }, /^SWAS_CONTROL_TOKEN must have 16 characters/],
    [{ accessKeys: [{ accessKeyId: 'a' }] }, /^SWAS_ACCESS_KEYS must be AccessKeyId:secret/],
    [
      { accessKeys: [{ accessKeyId: `LTAI${'x'.repeat(16)}`, accessKeySecret: 's' }] },
      /looks like one of the real cloud/
    ],
    [{ logLevel: 'loud' }, /^LOG_LEVEL must be one of/],
    [{ allowedHosts: ['http://x'] }, /^SWAS_ALLOWED_HOSTS must be/],
    [{ seed: join(folder, 'nowhere.yaml') }, /^SWAS_SEED .*ENOENT/],
    [{ dataDir: null }, "dataDir can't be of the type null."],
    [{ transitionsMs: 5 }, /^transitionsMs is not an option of startSwasLocal\. There are: host, port, /],
    [{ toString: 5 }, /^toString is not an option of startSwasLocal\./]
  ]
  for (const [options, message] of wrong) await t.rejects(startSwasLocal(options), { message }, JSON.stringify(options))
  await t.rejects(startSwasLocal({ seed: { seed: 'x' } }), { name: 'SwasError', code: 'InvalidSeed' })
})

t.test('every setting has its option', async (t) => {
  const unknown = await startSwasLocal({ x: 1 } as StartOptions).catch(({ message }) => message)
  const options = unknown.split('There are: ')[1]?.replace('.', '').split(', ')
  t.equal(options?.length, names.length + 1, 'and logTo')
  t.equal(resolveOptions({})('PORT'), '0')
  t.equal(resolveOptions({ throttling: 'documented' })('SWAS_THROTTLING'), 'documented')
  t.equal(resolveOptions({ allowRealKeys: true })('SWAS_ALLOW_REAL_KEYS'), 'yes')
})

t.test('no SSH', async (t) => {
  const swas = await startFor(t, { sshPort: 'off' })
  t.equal(swas.ssh, undefined)
})

t.test('a port that is taken', async (t) => {
  const swas = await startFor(t)
  const port = Number(swas.endpoint.split(':')[1])
  await t.rejects(startSwasLocal({ port }), { code: 'EADDRINUSE' })
  t.same(await keyPairNames(swas), [], 'who has it goes on')
})

t.test('verify, a control token, known AccessKeys', async (t) => {
  const accessKeys = [{ accessKeyId: 'ci', accessKeySecret: 'secret' }]
  const swas = await startFor(t, { auth: 'verify', accessKeys })
  t.same(await keyPairNames(swas), [], 'that of the instance')
  t.same(await keyPairNames({ ...swas, accessKey: accessKeys[0] as (typeof accessKeys)[0] }), [])
  const unknownKey = { accessKeyId: 'unknown-key', accessKeySecret: 'x' }
  await t.rejects(keyPairNames({ ...swas, accessKey: unknownKey }), { code: 'InvalidAccessKeyId.NotFound' })
  t.type(swas.controlToken, 'string')
  await swas.reset()

  await t.rejects(connectSwasLocal({ url: swas.url }).reset(), { name: 'SwasError', status: 403 })
  const { controlToken, url } = swas
  await connectSwasLocal({ url, controlToken }).reset()
  const own = await startFor(t, { controlToken: '0123456789abcdef' })
  t.equal(own.controlToken, '0123456789abcdef')
  await own.reset()
})

t.test('log lines', async (t) => {
  const lines: string[] = []
  const swas = await startFor(t, { logTo: { write: (line) => lines.push(line) } })
  await keyPairNames(swas)
  t.match(
    lines.map((line) => JSON.parse(line)),
    [{ msg: /^Server listening/ }, { action: 'ListKeyPairs' }]
  )
})

t.test('a seed’s file and a data folder', async (t) => {
  const seed = join(folder, 'seed.yaml')
  writeFileSync(seed, 'seed: 1\naccounts:\n  - account: dev\n    servers:\n      - name: web\n')
  const dataDir = join(folder, 'data')
  const servers = async (options: StartOptions) => {
    const swas = await startSwasLocal(options)
    const authorization = `Basic ${Buffer.from('dev:any').toString('base64')}`
    const listed = await fetch(`${swas.rest}/regions/${regionId}/instances`, { headers: { authorization } })
    await swas.stop()
    return ((await listed.json()) as { TotalCount: number }).TotalCount
  }
  t.equal(await servers({ seed, dataDir }), 1)
  t.equal(await servers({ dataDir }), 1, 'is kept')
  t.equal(await servers({}), 0, 'nowhere else')
})
