import { PassThrough } from 'node:stream'
import { createTty } from '@swas-local/linux/terminal/tty.ts'
import t from 'tap'

t.test('a program hears of a new size, whether it waits for keys or will', async (t) => {
  const stdin = new PassThrough()
  const tty = createTty(stdin, new PassThrough())
  tty.setRaw(true)
  const waiting = tty.readKeys()
  tty.wake()
  t.equal(await waiting, '')
  tty.wake() // while it draws
  t.equal(await tty.readKeys(), '')
  stdin.write('q')
  t.equal(await tty.readKeys(), 'q', 'once')
  tty.wake()
  tty.edit(() => {})
  tty.setRaw(true)
  const next = tty.readKeys()
  stdin.write('x')
  t.equal(await next, 'x', 'what was meant for a program that has ended is not for the next')
})
