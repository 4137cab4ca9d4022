import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SwasLocalContainer } from '@swas-local/testcontainers'
import { settingsOf, useEngine } from './engine.ts'

// No address as it is written, and yet one that every machine resolves.
const engine = await useEngine({ TESTCONTAINERS_HOST_OVERRIDE: '127.1' })

test('the service answers to the name of an engine elsewhere, and to those that were allowed', async () => {
  await using swas = await new SwasLocalContainer().withEnvironment({ SWAS_ALLOWED_HOSTS: 'swas.example.com' }).start()
  assert.equal(settingsOf(engine.lastAsked()).SWAS_ALLOWED_HOSTS, 'swas.example.com,127.1')
  assert.match(swas.endpoint, /^127\.1:\d+$/)
  assert.equal((await fetch(`${swas.url}/_swas/health`)).status, 200)
})
