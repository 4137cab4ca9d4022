const { connectSwasLocal } = require('swas-local')

let swas
beforeAll(async () => {
  swas = await connectSwasLocal({ url: process.env.SUITE_URL }).startService()
})
beforeEach(() => swas.reset())
afterAll(() => swas.stop())

test('there are no key pairs yet', async () => {
  const response = await fetch(`${swas.rest}/regions/cn-hangzhou/key-pairs`)
  expect((await response.json()).TotalCount).toBe(0)
})
