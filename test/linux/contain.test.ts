import { EventEmitter, errorMonitor } from 'node:events'
import { contain } from '@swas-local/linux/contain.ts'
import t from 'tap'

t.test('what a listener does wrong goes to who asked, and the others are called', async (t) => {
  const emitter = new EventEmitter()
  const errors: unknown[] = []
  const called: string[] = []
  contain(emitter, (error) => errors.push(error))
  const thrown = new Error('thrown')
  const rejected = new Error('rejected')
  emitter.once('data', () => {
    throw thrown
  })
  emitter.on('data', async () => {
    throw rejected
  })
  emitter.on('data', (what: string) => called.push(what))
  t.equal(emitter.emit('data', 'one'), true)
  t.equal(emitter.emit('data', 'two'), true)
  await new Promise(setImmediate)
  t.same(called, ['one', 'two'])
  t.same(errors, [thrown, rejected, rejected], 'once is once')
  t.equal(emitter.emit('nothing'), false)
})

t.test('an error that nobody listens for', async (t) => {
  const emitter = new EventEmitter()
  const errors: unknown[] = []
  const seen: unknown[] = []
  contain(emitter, (error) => errors.push(error))
  const error = new Error('unheard')
  emitter.on(errorMonitor, (monitored) => seen.push(monitored))
  t.equal(emitter.emit('error', error), true)
  t.same(errors, [error])
  emitter.on('error', (heard) => seen.push(heard))
  emitter.emit('error', error)
  t.same(errors, [error], 'one that is listened for is its listener’s')
  t.same(seen, [error, error, error])
})
