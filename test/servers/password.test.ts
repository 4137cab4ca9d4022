import t from 'tap'
import { hashPassword, verifyPassword } from '../../src/servers/password.ts'

t.test('a password is known again by its hash', async (t) => {
  const hash = await hashPassword('Correct-Horse-1')
  t.equal(await verifyPassword('Correct-Horse-1', hash), true)
  t.equal(await verifyPassword('Correct-Horse-2', hash), false)
  t.equal(await verifyPassword('', hash), false)
})

t.test('where there is none, nothing is right, and it takes as long to say so', async (t) => {
  const hash = await hashPassword('Correct-Horse-1')
  const timed = async (stored: string | null) => {
    const begun = performance.now()
    t.equal(await verifyPassword('wrong', stored), false)
    return performance.now() - begun
  }
  const times = [await timed(hash), await timed(null)]
  t.ok(Math.min(...times) > 10, `${times.map(Math.round)} ms`)
})
