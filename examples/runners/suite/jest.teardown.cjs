module.exports = () => globalThis.suite.stop()
