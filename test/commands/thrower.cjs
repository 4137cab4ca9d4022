// Loaded before a program: at SIGWINCH, throws and rejects where nothing can catch it.
process.on('SIGWINCH', () => {
  setImmediate(() => {
    throw new Error('thrown by nobody')
  })
  Promise.reject(new Error('rejected by nobody'))
})
