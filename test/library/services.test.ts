/** Services that a service starts in its process, for each test file one. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Fastify from 'fastify'
import t, { type Test } from 'tap'
import { readConfig } from '../../src/config/config.ts'
import { createChildServices, maxServices } from '../../src/control/child-services.ts'
import { connectSwasLocal, type ServiceOptions, type StartOptions, type SwasLocal } from '../../src/index.ts'
import { eventually } from '../eventually.ts'
import { databaseUrl, freshDatabase } from '../fixture.ts'
import { controlClient } from '../http/control/client.ts'
import { clientOf, createKeyPair, keyPairNames, oneServer, regionId, root, sdk, startFor } from './setting.ts'

const controlToken = 'the-token-of-the-suite'

/** The service of a whole suite, on the database of the run. */
async function suiteFor(t: Test, options: StartOptions = {}): Promise<SwasLocal> {
  if (databaseUrl === undefined || options.dataDir !== undefined) return await startFor(t, options)
  return await startFor(t, { ...options, databaseUrl: await freshDatabase(t, databaseUrl) })
}

const isGone = (swas: SwasLocal) =>
  fetch(swas.url).then(
    () => false,
    () => true
  )
const running = async (suite: SwasLocal) => (await controlClient(suite.endpoint)('GET', 'services')).body.services

/** Resolves when they have ended by themselves. */
const areEnded = (suite: SwasLocal) => eventually(async () => (await running(suite)).length === 0)

t.test('services of one process have nothing in common', async (t) => {
  const suite = await suiteFor(t)
  await createKeyPair(suite, 'of-the-suite')
  const there = connectSwasLocal(suite)
  const [one, other] = await Promise.all([there.startService(), there.startService()])
  t.equal(new Set([suite.endpoint, one.endpoint, other.endpoint]).size, 3)
  t.equal(one.rest, `http://${one.endpoint}/v1`)
  await createKeyPair(one, 'of-one')
  await createKeyPair(other, 'of-other')
  t.same(await Promise.all([suite, one, other].map(keyPairNames)), [['of-the-suite'], ['of-one'], ['of-other']])

  await one.clock.freeze('2030-01-01T00:00:00Z')
  for (const swas of [suite, other]) t.notOk((await swas.clock.read()).frozen, 'clock')
  await one.faults.add({ operation: 'ListKeyPairs', times: 0, error: { code: 'InternalError' } })
  t.same(await keyPairNames(other), ['of-other'], 'faults')
  t.same(await keyPairNames(suite), ['of-the-suite'], 'faults')
  await one.faults.clear()
  await one.quotas.set('KeyPairs', 1)
  await createKeyPair(other, 'second')
  await other.snapshot('mine')
  t.same(await one.snapshots.list(), [], 'snapshots')
  await other.waitFor({ operation: 'CreateKeyPair', times: 2 })
  t.same(await one.calls.list({ account: other.accessKey.accessKeyId }), [], 'calls')
  const mixedUp = { ...other, accessKey: { ...one.accessKey, accessKeySecret: 'another' } }
  t.same(await keyPairNames(mixedUp), [], 'AccessKeys: not known there, so not verified')

  await one.reset()
  t.same(await Promise.all([suite, one, other].map(keyPairNames)), [['of-the-suite'], [], ['of-other', 'second']])
  await one.stop()
  t.ok(await isGone(one))
  t.same(await keyPairNames(other), ['of-other', 'second'], 'the end of one is none of the other')
  t.match(await running(suite), [{ port: Number(other.endpoint.split(':')[1]), idleSeconds: 600 }])
  const next = await suite.startService()
  t.same(await keyPairNames(next), [], 'who comes after begins with nothing')
  await suite.stop()
  t.ok((await Promise.all([other, next].map(isGone))).every(Boolean), 'they end with the one that started them')
})

t.test('they are in memory, wherever the one that started them keeps its data', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'swas-services-'))
  t.teardown(() => rmSync(dataDir, { recursive: true }))
  const suite = await suiteFor(t, { dataDir })
  const swas = await suite.startService()
  await createKeyPair(swas, 'mine')
  t.same(await keyPairNames(suite), [])
  await suite.stop()
  const again = await startFor(t, { dataDir })
  t.same([await keyPairNames(again), await running(again)], [[], []])
})

t.test('what it can be like', async (t) => {
  const suite = await suiteFor(t, { transitionMs: 60_000 })
  const { servers } = await suite.seed(oneServer(suite))
  const known = { accessKeyId: 'ci', accessKeySecret: 'secret' }
  const closed = createServer().listen(0, '127.0.0.1')
  await once(closed, 'listening')
  const { port } = closed.address() as { port: number }
  const taken = suite.startService({ port })
  await t.rejects(taken, { status: 409, code: 'InvalidService.Port', message: /EADDRINUSE/ })
  await new Promise((resolve) => closed.close(resolve))

  const seed = { seed: 1, accounts: [{ account: 'ci', servers: [{ name: 'web' }] }] }
  const options = {
    port,
    seed,
    auth: 'verify',
    accessKeys: [known],
    transitionMs: 5,
    callLogSize: 0,
    throttling: 'off'
  } as const
  const swas = await suite.startService({ ...options, signatureWindowS: 60 })
  t.equal(swas.endpoint, `127.0.0.1:${port}`)
  const listed = await clientOf({ ...swas, accessKey: known }).listInstances(new sdk.ListInstancesRequest({ regionId }))
  t.match(listed.body.instances, [{ instanceName: 'web' }])
  t.not(listed.body.instances[0].instanceId, servers[0]?.instanceId)
  t.same(await keyPairNames(swas), [], 'its own AccessKey')
  const unknownKey = { ...swas, accessKey: { accessKeyId: 'unknown-key', accessKeySecret: 'x' } }
  await t.rejects(keyPairNames(unknownKey), { code: 'InvalidAccessKeyId.NotFound' })
  t.match(await controlClient(swas.endpoint, `Bearer ${swas.controlToken}`)('GET', 'transitions'), { body: { ms: 5 } })
  t.same(await swas.calls.list(), [])
  await swas.clock.advance(61_000)
  await t.rejects(keyPairNames(swas), { code: 'InvalidTimeStamp.Expired' })
})

t.test('what is wrong rejects, and leaves nothing running', async (t) => {
  const suite = await suiteFor(t)
  const wrong: [object, string, RegExp][] = [
    [{ port: 70_000 }, 'InvalidService.Option', /PORT must be a whole number from 0 to 65535\.$/],
    [{ transitionMs: -1 }, 'InvalidService.Option', /SWAS_TRANSITION_MS must be/],
    [{ callLogSize: 2_000_000 }, 'InvalidService.Option', /SWAS_CALL_LOG_SIZE must be/],
    [{ auth: 'none' }, 'InvalidService.Option', /SWAS_AUTH must be one of open, verify\.$/],
    [{ throttling: 'on' }, 'InvalidService.Option', /SWAS_THROTTLING must be/],
    [
      { accessKeys: [{ accessKeyId: `LTAI${'x'.repeat(16)}`, accessKeySecret: 's' }] },
      'InvalidService.Option',
      /looks like one of the real cloud/
    ],
    [{ idleSeconds: 0 }, 'InvalidRequest', /\/idleSeconds must be >= 1/],
    [{ transitionMs: '5' }, 'InvalidRequest', /\/transitionMs must be integer/],
    [{ dataDir: '/tmp' }, 'InvalidRequest', /\/dataDir is not known/],
    [{ seed: { seed: 'x' } }, 'InvalidSeed', /seed/]
  ]
  for (const [options, code, message] of wrong)
    await t.rejects(
      suite.startService(options as ServiceOptions),
      { name: 'SwasError', code, message },
      JSON.stringify(options)
    )
  t.same(await running(suite), [])
})

t.test('only the operator may start, see and end them', async (t) => {
  const suite = await suiteFor(t, { controlToken })
  const swas = await suite.startService()
  const ask = async (authorization: string | undefined, code: string) => {
    const control = controlClient(suite.endpoint, authorization)
    for (const [method, path] of [
      ['POST', 'services'],
      ['GET', 'services'],
      ['DELETE', 'services/1']
    ] as const)
      t.match(await control(method, path), { status: 403, body: { Code: code } }, `${method} as ${authorization}`)
  }
  await ask(undefined, 'NoPermission.Operator')
  await ask('Bearer of-somebody-else', 'InvalidControlToken')
  await ask(`Bearer ${swas.controlToken}`, 'InvalidControlToken')
  await t.rejects(connectSwasLocal({ url: suite.url }).startService(), { status: 403, code: 'NoPermission.Operator' })

  await t.rejects(
    connectSwasLocal({ url: swas.url, controlToken }).reset(),
    { code: 'InvalidControlToken' },
    'each has a token of its own'
  )
  await swas.reset()
  const ended = await controlClient(suite.endpoint, `Bearer ${controlToken}`)('DELETE', 'services/nothing')
  t.match(ended, { status: 404, body: { Code: 'InvalidService.NotFound' } })
  const closed = await suiteFor(t, { auth: 'verify' })
  t.type((await closed.startService()).controlToken, 'string')
})

t.test('who may not call the one from elsewhere may not call the other', async (t) => {
  const suite = await suiteFor(t, { host: '0.0.0.0', auth: 'verify', controlToken })
  await t.rejects(suite.startService(), { code: 'InvalidService.Option', message: /Set SWAS_AUTH=verify/ })
  const swas = await suite.startService({ auth: 'verify' })
  t.same(await keyPairNames(swas), [])
})

t.test('it ends once, and may have ended before', async (t) => {
  const suite = await suiteFor(t)
  const swas = await suite.startService()
  t.equal(swas.stop(), swas.stop())
  await swas.stop()
  const idle = await suite.startService({ idleSeconds: 3 })
  const connection = connect(Number(idle.endpoint.split(':')[1]), '127.0.0.1')
  await once(connection, 'connect')
  await sleep(3500) // longer than it may be idle
  t.equal((await running(suite)).length, 1, 'it stays while somebody is connected')
  await idle.reset()
  connection.destroy()
  await areEnded(suite) // nobody has been for so long
  t.ok(await isGone(idle))
  await idle.stop()
  const disposed = await suite.startService()
  await disposed[Symbol.asyncDispose]()
  t.ok(await isGone(disposed))
})

t.test('that of a process that was killed ends, too', async (t) => {
  const suite = await suiteFor(t)
  const program = `
    import { connectSwasLocal } from '${root}dist/index.js'
    const swas = await connectSwasLocal({ url: '${suite.url}' }).startService({ idleSeconds: 3 })
    console.log(swas.endpoint)
    for (;;) await fetch(swas.rest + '/regions').then((response) => response.text())`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program])
  await once(child.stdout, 'data')
  await sleep(3500) // longer than it may be idle
  t.equal((await running(suite)).length, 1)
  child.kill('SIGKILL')
  await areEnded(suite)
})

t.test('as many as may be, and not one more', async (t) => {
  const faults: unknown[] = []
  const services = createChildServices({
    parent: readConfig([], {}),
    build: async () => {
      const app = Fastify()
      return { app, ssh: undefined, listen: () => app.listen({ host: '127.0.0.1', port: 0 }) }
    },
    onError: (error) => faults.push(error)
  })
  const wanted = Array.from({ length: maxServices + 1 }, () => services.start({ idleSeconds: 600 }))
  const outcomes = await Promise.allSettled(wanted)
  t.match(
    outcomes.filter(({ status }) => status === 'rejected'),
    [{ reason: { status: 409, code: 'InvalidService.TooMany' } }]
  )
  const [first] = await services.list()
  await services.stop(first?.id ?? '')
  await services.start({ idleSeconds: 600 })
  await t.rejects(services.start({ idleSeconds: 600 }), { code: 'InvalidService.TooMany' })
  await services.close()
  t.same([await services.list(), faults], [[], []])
})
