export default { test: { globalSetup: 'vitest.setup.mjs', include: ['vitest.own.test.mjs'] } }
