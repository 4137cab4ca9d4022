#!/usr/bin/env node
// @ts-check
// Where the program begins. Keys are generated on libuv's thread pool, as many at a time as there are cores; the pool's
// size is read when it is first used, which for an ES module is before its first line. The rest is for everyone else.
const { availableParallelism } = require('node:os')

process.env.UV_THREADPOOL_SIZE ??= String(availableParallelism() + 4)
import('./main.js')
