/** The library in each test runner, as docs/library.md shows it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { root, shell } from './generated/workshop.ts'
import { install } from './installed.ts'

const runners: Record<string, { files: readonly string[]; passed: RegExp }> = {
  node: { files: ['node.test.mjs'], passed: /^# pass 1$/m },
  tap: { files: ['tap.test.mjs'], passed: /pass: 1 }/ },
  vitest: { files: ['vitest.test.mjs'], passed: /Tests +1 passed/ },
  jest: { files: ['jest.test.cjs'], passed: /Tests: +1 passed, 1 total/ },
  'node:suite': { files: ['suite/node.run.mjs', 'suite/node.own.test.mjs'], passed: /^# pass 1$/m },
  'vitest:suite': {
    files: ['suite/vitest.config.mjs', 'suite/vitest.setup.mjs', 'suite/vitest.own.test.mjs'],
    passed: /Tests +1 passed/
  },
  'jest:suite': {
    files: ['suite/jest.config.cjs', 'suite/jest.setup.cjs', 'suite/jest.teardown.cjs', 'suite/jest.own.test.cjs'],
    passed: /Tests: +1 passed, 1 total/
  }
}
const { folder, outcome, lacking } = await install(t, 'runners')

t.test('examples/runners is installed', { skip: lacking }, async (t) => {
  t.equal(outcome.code, 0, { output: outcome.output })
})

for (const [runner, { files, passed }] of Object.entries(runners)) {
  t.test(runner, { skip: lacking }, async (t) => {
    const { code, output } = await shell(folder, `npm run --silent ${runner}`, { NO_COLOR: '1' })
    t.equal(code, 0, { output })
    t.match(output, passed)
  })

  t.test(`${runner} in the guides`, async (t) => {
    for (const guide of ['library.md', 'library.zh-CN.md']) {
      const shown = readFileSync(join(root, 'docs', guide), 'utf8')
      for (const file of files)
        t.ok(shown.includes(readFileSync(join(root, 'examples/runners', file), 'utf8')), `${file} in ${guide}`)
    }
  })
}
