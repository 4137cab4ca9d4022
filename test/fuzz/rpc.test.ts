/**
 * Stories of random calls to the RPC API. The seed is fixed; a failure names the seed and the path that tell the
 * story again, for FUZZ_SEED and FUZZ_PATH. FUZZ_STORIES and FUZZ_MINUTES make longer runs.
 */
import fc from 'fast-check'
import t from 'tap'
import { start } from '../fixture.ts'
import { anyCall } from './calls.ts'
import { createSender } from './send.ts'
import { tell } from './story.ts'
import { Tally } from './tally.ts'

const { FUZZ_SEED = '20206', FUZZ_PATH, FUZZ_STORIES = '40', FUZZ_MINUTES = '0' } = process.env
const limitMs = Number(FUZZ_MINUTES) * 60_000
const settings = {
  seed: Number(FUZZ_SEED),
  numRuns: limitMs > 0 ? 1_000_000 : Number(FUZZ_STORIES),
  ...(FUZZ_PATH !== undefined && { path: FUZZ_PATH }),
  ...(limitMs > 0 && { interruptAfterTimeLimit: limitMs })
}
if (limitMs > 0) t.setTimeout(2 * limitMs + 120_000)

t.test('The RPC API keeps its promises, whatever it is called with', async (t) => {
  const service = await start(t, { transitionMs: 2_000 })
  const run = { service, sender: createSender(service.endpoint), tally: new Tally() }
  t.after(() => run.sender.close())
  let stories = 0
  const anyStory = fc.record({
    keyPairs: fc.constantFrom(1, 2, 8, 9),
    calls: fc.array(anyCall, { minLength: 1, maxLength: 30, size: 'max' })
  })
  const story = fc.asyncProperty(anyStory, (story) => tell(run, `story-${++stories}`, story))
  const { failed, seed, counterexamplePath, errorInstance } = await fc.check(story, settings)
  t.notOk(failed, `FUZZ_SEED=${seed} FUZZ_PATH=${counterexamplePath} ${errorInstance}`)
  t.comment(`${stories} stories of ${run.tally}`)
  if (FUZZ_PATH === undefined)
    t.ok(run.tally.succeeded > 0.3, 'many calls succeed, so that more than refusals is tried')
})
