/** The library in each test runner, as docs/library.md shows it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { root, shell } from './generated/workshop.ts'
import { install } from './installed.ts'

t.setTimeout(300_000) // the first time, its packages are downloaded

const runners: Record<string, { file: string; passed: RegExp }> = {
  node: { file: 'node.test.mjs', passed: /^# pass 1$/m },
  tap: { file: 'tap.test.mjs', passed: /pass: 1 }/ },
  vitest: { file: 'vitest.test.mjs', passed: /Tests +1 passed/ },
  jest: { file: 'jest.test.cjs', passed: /Tests: +1 passed, 1 total/ }
}
const { folder, outcome, lacking } = await install(t, 'runners')

t.test('examples/runners is installed', { skip: lacking }, async (t) => {
  t.equal(outcome.code, 0, { output: outcome.output })
})

for (const [runner, { file, passed }] of Object.entries(runners)) {
  t.test(runner, { skip: lacking }, async (t) => {
    const { code, output } = await shell(folder, `npm run --silent ${runner}`, { NO_COLOR: '1' })
    t.equal(code, 0, { output })
    t.match(output, passed)
  })

  t.test(`${runner} in the guides`, async (t) => {
    const text = readFileSync(join(root, 'examples/runners', file), 'utf8')
    for (const guide of ['library.md', 'library.zh-CN.md'])
      t.ok(readFileSync(join(root, 'docs', guide), 'utf8').includes(text), guide)
  })
}
