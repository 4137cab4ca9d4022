import { createHook } from 'node:async_hooks'
import t from 'tap'
import { hashPassword, verifyPassword } from '../../src/servers/password.ts'

t.test('a password is known again by its hash', async (t) => {
  const hash = await hashPassword('Correct-Horse-1')
  t.equal(await verifyPassword('Correct-Horse-1', hash), true)
  t.equal(await verifyPassword('Correct-Horse-2', hash), false)
  t.equal(await verifyPassword('', hash), false)
})

t.test('where there is none, nothing is right, and as much is computed to say so', async (t) => {
  const hash = await hashPassword('Correct-Horse-1')
  for (const stored of [hash, null]) {
    const begun: string[] = []
    const hook = createHook({ init: (_, type) => begun.push(type) }).enable()
    t.equal(await verifyPassword('wrong', stored), false)
    hook.disable()
    t.equal(begun.filter((type) => type === 'SCRYPTREQUEST').length, 1)
  }
})
