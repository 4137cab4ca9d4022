/** Schemathesis tries the REST API by the document that the service serves, with all its checks and in all phases. */
// On the embedded database only: rpc.test.ts tries both at random, and scripts/fuzz.ts this API too.
import { join } from 'node:path'
import t from 'tap'
import { start } from '../fixture.ts'
import { findPython } from '../toolchain.ts'
import { runSchemathesis } from './schemathesis.ts'

const { FUZZ_SEED = '20206', FUZZ_MINUTES = '0' } = process.env
const seconds = Math.round(Number(FUZZ_MINUTES) * 60)

const python = await findPython(join(import.meta.dirname, 'requirements.txt'))
const program = python.lacking === false ? python.program : ''
t.setTimeout((2 * seconds + 400) * 1000)

t.test('the REST API is what its document says', { skip: python.lacking }, async (t) => {
  const { endpoint, database } = await start(t)
  // So that what is made doesn't end with the tenth. hooks.py makes every region the first one.
  await database.db
    .insertInto('quotas')
    .values([
      { account: 'default', regionId: 'cn-qingdao', name: 'KeyPairs', used: 0, quota: 100_000 },
      { account: 'default', regionId: '', name: 'Instances', used: 0, quota: 100_000 }
    ])
    .execute()
  const extent = seconds > 0 ? ['--max-time', String(seconds)] : ['--max-examples', '3']
  const { code, report } = await runSchemathesis(program, endpoint, ['--seed', FUZZ_SEED, ...extent])
  const [, cases = '0'] = /(\d+) generated/.exec(report) ?? []
  t.comment(`${cases} test cases`)
  if (code !== 0) t.fail(`schemathesis found something with seed ${FUZZ_SEED}`, { report })
  else if (seconds > 0) t.pass('it finds nothing in the time it has')
  else t.ok(Number(cases) > 1000 && /✅ +Stateful/.test(report), 'it finds nothing, in all phases', { report })
})
