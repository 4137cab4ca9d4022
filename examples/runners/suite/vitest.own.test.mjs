import { connectSwasLocal } from 'swas-local'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'

let swas
beforeAll(async () => {
  swas = await connectSwasLocal({ url: inject('swas') }).startService()
})
beforeEach(() => swas.reset())
afterAll(() => swas.stop())

test('there are no key pairs yet', async () => {
  const response = await fetch(`${swas.rest}/regions/cn-hangzhou/key-pairs`)
  expect((await response.json()).TotalCount).toBe(0)
})
