import t from 'tap'
import { aServer } from './a-server.ts'
import { aTerminal } from './a-terminal.ts'

t.test('nano writes what was typed, and asks before it leaves', async (t) => {
  const terminal = aTerminal(['new\r', '\x18', 'y', '\r'], { columns: 60, rows: 10 })
  const { bash, run } = aServer({ terminal })
  await bash.writeFile('/root/f', 'old\n')
  t.equal((await run('nano f')).exitCode, 0)
  t.equal(await bash.readFile('/root/f'), 'new\nold\n')
  t.equal(terminal.shots[0]?.rows[0], `  GNU nano 6.2${' '.repeat(15)}f`)
  t.match(terminal.shots[0]?.rows[7], /^ +\[ Read 1 line \]$/)
  t.match(terminal.shots[1]?.rows[0], /Modified$/)
  t.match(terminal.shots[2]?.rows[7], /^Save modified buffer\?/)
  t.match(terminal.shots[3]?.rows[7], /^File Name to Write: f$/)
  t.equal(terminal.isAlternate, false)
})

t.test('nano cuts, pastes, seeks and undoes', async (t) => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['a\nb\nc\n', '\x0b\x0b\x15\x15', 'a\nb\na\nb\nc\n'],
    ['a\nb\n', '\x1b[B\x0b\x1b[A\x15', 'b\na\n'],
    ['one two\n', '\x17TWO\rx', 'one xtwo\n'],
    ['ab\n', '\x1b[C\x7fx', 'xb\n'],
    ['ab\n', 'x\x1bu', 'ab\n'],
    ['ab\ncd\n', '\x1b[F\x1b[3~', 'abcd\n'],
    ['日本\n', '\x1b[C\x04', '日\n']
  ]
  for (const [before, keys, after] of cases) {
    const { bash, run } = aServer({ terminal: aTerminal([keys, '\x0f\r', '\x18']) })
    await bash.writeFile('/root/f', before)
    t.equal((await run('nano f')).exitCode, 0)
    t.equal(await bash.readFile('/root/f'), after, JSON.stringify(keys))
  }
})

t.test('nano leaves a file alone that is not to be saved', async (t) => {
  const { bash, run } = aServer({ terminal: aTerminal(['x', '\x18', 'n']) })
  await bash.writeFile('/root/f', 'a\n')
  t.equal((await run('nano f')).exitCode, 0)
  t.equal(await bash.readFile('/root/f'), 'a\n')
  t.equal((await aServer().run('nano f')).exitCode, 1, 'and does nothing without a terminal')
})
