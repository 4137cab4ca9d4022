import t from 'tap'
import { createFailures } from '../../src/ssh/failures.ts'

t.test('failed logons count for one address at one server', async (t) => {
  const failures = createFailures(2)
  failures.count('127.0.0.1', 'one')
  t.notOk(failures.areTooMany('127.0.0.1', 'one'))
  failures.count('127.0.0.1', 'one')
  t.ok(failures.areTooMany('127.0.0.1', 'one'))
  t.notOk(failures.areTooMany('127.0.0.1', 'two'))
  t.notOk(failures.areTooMany('127.0.0.2', 'one'))
})

t.test('0 is no limit', async (t) => {
  const failures = createFailures(0)
  failures.count('127.0.0.1', 'one')
  t.notOk(failures.areTooMany('127.0.0.1', 'one'))
})

t.test('the memory for failures is bounded', async (t) => {
  const failures = createFailures(1)
  failures.count('127.0.0.1', 'one')
  for (let n = 0; n < 10_000; n++) failures.count('127.0.0.2', String(n))
  t.notOk(failures.areTooMany('127.0.0.1', 'one'), 'the oldest is forgotten')
  t.ok(failures.areTooMany('127.0.0.2', '9999'))
})
