import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outdated } from '../src/outdated.js'
import { provision, regionId, useService } from './setting.js'

const setting = useService()

test('a key pair is outdated after 90 days', async () => {
  const { swas, client, instanceId } = setting
  await swas.clock.freeze('2030-01-01T00:00:00Z')
  await provision(client, { regionId, keyPairName: 'old', instanceId })
  const find = async () => outdated(client, { regionId, days: 90, now: (await swas.clock.read()).now })
  await swas.clock.advance(90 * 86_400_000)
  assert.deepEqual(await find(), [])
  await swas.clock.advance(60_000)
  assert.deepEqual(await find(), ['old'])
})

test('every test begins with the same state', async () => {
  const { swas, client } = setting
  assert.equal((await swas.clock.read()).frozen, false)
  assert.deepEqual(await outdated(client, { regionId, days: 0, now: new Date('2100-01-01') }), [])
})
