const { startSwasLocal } = require('swas-local')

module.exports = async () => {
  globalThis.suite = await startSwasLocal()
  process.env.SUITE_URL = globalThis.suite.url // the test files' processes inherit it
}
