#!/usr/bin/env node
// @ts-check
// The start of the program. Old versions of Node.js must be able to parse this file: they get a sentence here, and what
// it loads is for newer ones.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `swas-local: Node.js ${process.versions.node} (${process.execPath}) is too old: swas-local needs 20.19 or newer. ` +
      'Install an LTS version such as 24 from https://nodejs.org, or with nvm install 24.'
  )
  process.exit(1)
}
const { availableParallelism } = require('node:os')

// A signal that comes before commands/start.ts listens for it ends the service here: it has accepted nothing yet. The
// listener stays, because a signal that arrives while listeners change is lost. Other commands end as programs do.
const [command = 'start'] = process.argv.slice(2)
if (command === 'start' || command.startsWith('-')) {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      if (process.listenerCount(signal) === 1) process.exit(0)
    })
  }
  endWithParent()
}

// Who kills npm means the service too, but npm passes no signal on when it is killed itself. There is no pipe to watch,
// because npm gives its own terminal on, so this looks at the parent's id, which costs a microsecond. Not for other
// scripts: `"pretest": "swas-local start & swas-local wait"` ends before the service is needed.
function endWithParent() {
  if (!['start', 'npx'].includes(process.env.npm_lifecycle_event || '')) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(parent)) return
    clearInterval(timer)
    process.emit('SIGTERM', 'SIGTERM')
  }, 500)
  timer.unref()
}

/** On Windows the parent's id stays when the parent has ended. @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

// Keys are generated on libuv's thread pool, as many at a time as there are cores; four more threads are for everything
// else. The pool reads its size when it is first used: for an ES module, before its first line.
if (process.env.UV_THREADPOOL_SIZE === undefined) process.env.UV_THREADPOOL_SIZE = String(availableParallelism() + 4)
import('./main.js')
