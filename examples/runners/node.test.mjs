import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { startSwasLocal } from 'swas-local'

let swas
before(async () => {
  swas = await startSwasLocal()
})
beforeEach(() => swas.reset())
after(() => swas.stop())

test('there are no key pairs yet', async () => {
  const response = await fetch(`${swas.rest}/regions/cn-hangzhou/key-pairs`)
  assert.equal((await response.json()).TotalCount, 0)
})
