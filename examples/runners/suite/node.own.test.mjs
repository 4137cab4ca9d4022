import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { connectSwasLocal } from 'swas-local'

let swas
before(async () => {
  swas = await connectSwasLocal({ url: process.env.SUITE_URL }).startService()
})
beforeEach(() => swas.reset())
after(() => swas.stop())

test('there are no key pairs yet', async () => {
  const response = await fetch(`${swas.rest}/regions/cn-hangzhou/key-pairs`)
  assert.equal((await response.json()).TotalCount, 0)
})
