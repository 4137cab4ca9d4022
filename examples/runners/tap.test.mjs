import { startSwasLocal } from 'swas-local'
import { t } from 'tap'

const swas = await startSwasLocal()
t.beforeEach(() => swas.reset())
t.teardown(() => swas.stop())

t.test('there are no key pairs yet', async (t) => {
  const response = await fetch(`${swas.rest}/regions/cn-hangzhou/key-pairs`)
  t.equal((await response.json()).TotalCount, 0)
})
