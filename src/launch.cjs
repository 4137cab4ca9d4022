#!/usr/bin/env node
// @ts-check
// The start of the program. Keys are generated on libuv's thread pool, as many at a time as there are cores; four more
// threads are for everything else. The pool reads its size when it is first used: for an ES module, before its first line.
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
}

process.env.UV_THREADPOOL_SIZE ??= String(availableParallelism() + 4)
import('./main.js')
