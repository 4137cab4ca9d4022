import { finished } from 'node:stream/promises'
import { run } from 'node:test'
import { tap } from 'node:test/reporters'
import { startSwasLocal } from 'swas-local'

const suite = await startSwasLocal()
process.env.SUITE_URL = suite.url // the test files' processes inherit it
const results = run({ files: process.argv.slice(2) }).on('test:fail', () => {
  process.exitCode = 1
})
const report = results.compose(tap)
report.pipe(process.stdout)
await finished(report)
await suite.stop()
