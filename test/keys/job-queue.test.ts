import { setImmediate } from 'node:timers/promises'
import t from 'tap'
import { createJobQueue } from '../../src/keys/job-queue.ts'

/** A task that ends when told to. */
function hold() {
  let end: (error?: Error) => void = () => {}
  const held = new Promise<void>((resolve, reject) => {
    end = (error) => (error ? reject(error) : resolve())
  })
  return { end, task: () => held }
}

t.test('tasks run in order of arrival, at most so many at a time', async (t) => {
  const turns = createJobQueue({ concurrency: 2, queueLimit: 10 })
  const begun: number[] = []
  const held = [0, 1, 2, 3].map(hold)
  const done = held.map(({ task }, index) =>
    turns.run(() => {
      begun.push(index)
      return task()
    })
  )
  t.same([begun, turns.running, turns.waiting], [[0, 1], 2, 2])
  held[1]?.end()
  await done[1]
  await setImmediate()
  t.same([begun, turns.running, turns.waiting], [[0, 1, 2], 2, 1])
  for (const { end } of held) end()
  await Promise.all(done)
  t.same([begun, turns.running, turns.waiting], [[0, 1, 2, 3], 0, 0])
})

t.test('a task that fails gives its turn back', async (t) => {
  const turns = createJobQueue({ concurrency: 1, queueLimit: 10 })
  const failures = [1, 2, 3].map((n) => t.rejects(turns.run(async () => Promise.reject(new Error(`no ${n}`)))))
  const thrown = turns.run(() => {
    throw new Error('at once')
  })
  await t.rejects(thrown, { message: 'at once' })
  await Promise.all(failures)
  t.same([turns.running, turns.waiting, turns.isFull], [0, 0, false])
  t.equal(await turns.run(async () => 'still works'), 'still works')
})

t.test('a newcomer never overtakes those who wait', async (t) => {
  const turns = createJobQueue({ concurrency: 1, queueLimit: 10 })
  const order: string[] = []
  const first = hold()
  const done = [turns.run(first.task), turns.run(async () => void order.push('waiter'))]
  first.end()
  await done[0]
  done.push(turns.run(async () => void order.push('newcomer')))
  await Promise.all(done)
  t.same(order, ['waiter', 'newcomer'])
})

t.test('it is full when all turns and all places are taken', async (t) => {
  const turns = createJobQueue({ concurrency: 1, queueLimit: 1 })
  const held = [hold(), hold()]
  const done = held.map(({ task }) => turns.run(task))
  t.equal(turns.isFull, true)
  held[0]?.end()
  await done[0]
  t.equal(turns.isFull, false)
  held[1]?.end()
  await Promise.all(done)
})
