/** The project in examples/test-suite: its tests pass, and they catch its bug. */
import t from 'tap'
import { shell } from './generated/workshop.ts'
import { install } from './installed.ts'

const { folder, outcome, lacking } = await install(t, 'test-suite')
const tap = { NODE_OPTIONS: '--test-reporter=tap' }

/** The tests that failed, and how many passed. */
const outcomes = (output: string) => ({
  failed: [...output.matchAll(/^not ok \d+ - (.*)$/gm)].map(([, name]) => name),
  passed: output.match(/^ok \d+ - /gm)?.length
})

t.test('examples/test-suite', { skip: lacking }, async (t) => {
  t.equal(outcome.code, 0, 'is installed', { output: outcome.output })

  t.test('passes', async (t) => {
    const { output, code } = await shell(folder, 'npm test', tap)
    t.same(outcomes(output), { failed: [], passed: 13 }, { output })
    t.equal(code, 0)
  })

  t.test('and catches the bug: the tests of lost and doubled answers fail, and no other', async (t) => {
    const { output, code } = await shell(folder, 'npm run test:bug', tap)
    const failed = [
      'the answer of CreateKeyPair is lost: reset',
      'the answer of CreateKeyPair is lost: cut',
      'the answer of CreateKeyPair is lost: never',
      'CreateKeyPair is delivered twice'
    ]
    t.same(outcomes(output), { failed, passed: 9 }, { output })
    t.not(code, 0)
    t.match(output, /KeyPairNameAlreadyExist/)
  })
})
