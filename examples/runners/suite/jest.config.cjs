module.exports = {
  globalSetup: './jest.setup.cjs',
  globalTeardown: './jest.teardown.cjs',
  testMatch: ['**/jest.own.test.cjs']
}
