import t from 'tap'
import { aServer } from './a-server.ts'
import { aTerminal } from './a-terminal.ts'

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => String(from + at))

t.test('less shows a page, turns it, seeks and ends', async (t) => {
  const terminal = aTerminal([' ', 'k', '/30\r', 'G', 'g', 'q'], { columns: 20, rows: 11 })
  const { run } = aServer({ terminal })
  const { stdout, exitCode } = await run('seq 42 | less')
  t.same([stdout, exitCode], ['', 0])
  const tops = terminal.shots.map(({ rows }) => rows[0])
  t.same(tops, ['1', '11', '10', '30', '33', '1'])
  t.same(terminal.shots[0]?.rows, [...numbers(1, 10), ':'])
  t.equal(terminal.shots[4]?.rows[10], '(END)')
})

t.test('more ends at the end, and prints what is short', async (t) => {
  const terminal = aTerminal([' ', ' ', 'never'], { columns: 20, rows: 11 })
  const { run } = aServer({ terminal })
  t.equal((await run('seq 15 | more')).exitCode, 0)
  t.equal(terminal.shots.length, 2)
  t.equal((await run('seq 3 | more')).stdout, '1\n2\n3\n')
})

t.test('without a terminal they are cat', async (t) => {
  const { run } = aServer()
  t.equal((await run('seq 3 | less')).stdout, '1\n2\n3\n')
  t.equal((await run('echo a > f; echo b > g; more f g')).stdout, 'a\nb\n')
  t.same(await run('less nope'), { stdout: '', stderr: 'nope: No such file or directory\n', exitCode: 1 })
})
