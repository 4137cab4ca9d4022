import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { test } from 'node:test'
import { type StartedSwasLocalContainer, SwasLocalContainer } from '@swas-local/testcontainers'
import { settingsOf, useEngine } from './engine.ts'

const engine = await useEngine()

const basic = ({ accessKeyId, accessKeySecret }: StartedSwasLocalContainer['accessKey']) =>
  `Basic ${Buffer.from(`${accessKeyId}:${accessKeySecret}`).toString('base64')}`

const listServers = (swas: StartedSwasLocalContainer, accessKey = swas.accessKey) =>
  fetch(`${swas.rest}/regions/cn-hangzhou/instances`, { headers: { authorization: basic(accessKey) } })

/** The error's code; empty where it was done. */
async function refusal(response: Response): Promise<string> {
  const { Code = '' } = (await response.json()) as { Code?: string }
  return Code
}

test('a container that nothing was said about', async () => {
  await using swas = await new SwasLocalContainer().start()
  const asked = engine.lastAsked()
  assert.equal(asked.Image, 'swas-local:latest')
  assert.deepEqual(asked.ExposedPorts, { '20206/tcp': {}, '20222/tcp': {} })
  const { accessKeyId, accessKeySecret } = swas.accessKey
  assert.deepEqual(settingsOf(asked), {
    SWAS_ACCESS_KEYS: `${accessKeyId}:${accessKeySecret}`,
    SWAS_CONTROL_TOKEN: swas.controlToken
  })

  assert.match(swas.endpoint, /^127\.0\.0\.1:\d+$/)
  assert.equal(swas.url, `http://${swas.endpoint}`)
  assert.equal((await listServers(swas)).status, 200)
  const wrong = await listServers(swas, { accessKeyId, accessKeySecret: 'wrong' })
  assert.equal(await refusal(wrong), 'SignatureDoesNotMatch')
  assert.equal((await fetch(`${swas.url}/_swas/calls`)).status, 403, 'the control API asks for the token')
  const logon = connect(swas.ssh)
  const [greeting] = await once(logon, 'data')
  logon.destroy()
  assert.match(String(greeting), /^SSH-2\.0-/)

  await swas.stop()
  assert.equal(engine.containers.size, 0)
  await assert.rejects(fetch(swas.url), 'it has ended')
})

test('settings, a seed, and the control API', async () => {
  const container = new SwasLocalContainer()
    .withAuth('verify')
    .withAccessKey('dev-ci', 'secret')
    .withSeed({ accounts: [{ account: 'dev-ci', servers: [{ name: 'web-1' }] }] })
  container
    .withAccessKey('other', 'another-secret')
    .withControlToken('0123456789abcdef')
    .withTransitionMs(1)
    .withTransitionMs(60_000)
    .withThrottling('documented')
    .withEnvironment({ LOG_LEVEL: 'warn' })
  await using swas = await container.start()
  assert.deepEqual(settingsOf(engine.lastAsked()), {
    SWAS_AUTH: 'verify',
    SWAS_SEED: '/tmp/swas-local-seed.yaml',
    SWAS_CONTROL_TOKEN: '0123456789abcdef',
    SWAS_TRANSITION_MS: '60000',
    SWAS_THROTTLING: 'documented',
    LOG_LEVEL: 'warn',
    SWAS_ACCESS_KEYS: 'dev-ci:secret,other:another-secret'
  })
  assert.deepEqual(swas.accessKey, { accessKeyId: 'dev-ci', accessKeySecret: 'secret' })
  const stranger = await listServers(swas, { accessKeyId: 'stranger', accessKeySecret: 'any' })
  assert.equal(await refusal(stranger), 'InvalidAccessKeyId.NotFound')

  const { TotalCount } = (await (await listServers(swas)).json()) as { TotalCount: number }
  assert.equal(TotalCount, 1, 'the seed was copied')

  await swas.clock.freeze('2030-01-01T00:00:00Z')
  assert.deepEqual(await swas.clock.advance(1000), { now: new Date('2030-01-01T00:00:01Z'), frozen: true })
  await swas.faults.add({ operation: 'ListInstances', error: { code: 'InternalError' } })
  assert.equal((await listServers(swas)).status, 500)
  assert.equal((await listServers(swas)).status, 200)
  await swas.waitFor({ operation: 'ListInstances', times: 4 })
  const calls = await swas.calls.list({ operation: 'ListInstances', code: 'InternalError' })
  assert.equal(calls.length, 1)
  await swas.quotas.set('Instances', 3, { account: 'dev-ci' })
  await swas.transitions({ mode: 'reads', reads: 2 }, { account: 'dev-ci' })
  const saved = await swas.snapshot()
  await swas.reset()
  await swas.seed('accounts: [{ account: dev-ci, keyPairs: [{ name: laptop }] }]')
  await swas.restore(saved)
  assert.deepEqual(
    (await swas.snapshots.list()).map(({ name }) => name),
    [saved]
  )
  const [quota] = (await swas.quotas.list({ account: 'dev-ci' })).filter(({ name }) => name === 'Instances')
  assert.equal(quota?.quota, 3)
})

test('after a restart it is reached by its new port', async () => {
  await using swas = await new SwasLocalContainer().start()
  const before = swas.endpoint
  await swas.restart()
  assert.notEqual(swas.endpoint, before)
  assert.equal((await listServers(swas)).status, 200)
  await swas.clock.reset()
})

test('a setting or a seed that is wrong rejects with what the service says', async () => {
  await assert.rejects(
    new SwasLocalContainer().withControlToken('short').start(),
    /SWAS_CONTROL_TOKEN must have 16 characters/
  )
  await assert.rejects(new SwasLocalContainer().withSeed('seed.yaml').start(), /SWAS_SEED/)
  assert.equal(engine.containers.size, 0)
})

test('a database elsewhere', async () => {
  const container = new SwasLocalContainer().withDatabaseUrl('postgresql://swas@127.0.0.1:1/swas')
  await assert.rejects(container.start(), /ECONNREFUSED 127\.0\.0\.1:1/)
})

test('it is had by require too', () => {
  const required = createRequire(import.meta.url)('@swas-local/testcontainers')
  assert.equal(required.SwasLocalContainer, SwasLocalContainer)
})
