import t from 'tap'
import { aServer } from './a-server.ts'
import { aTerminal } from './a-terminal.ts'

const esc = '\x1b'

/** The content of a file after these keys in vi. */
async function edited(content: string, ...script: string[]): Promise<string> {
  const terminal = aTerminal(script)
  const { bash, run } = aServer({ terminal })
  await bash.writeFile('/root/f', content)
  const { exitCode } = await run('vi f')
  t.equal(exitCode, 0, 'vi ended by itself')
  return await bash.readFile('/root/f')
}

t.test('a line is pasted below the first one, as the guide has it', async (t) => {
  const key = `ssh-rsa ${'A'.repeat(716)} imported-openssh-key`
  const terminal = aTerminal(['G', 'o', `${key}\r`, esc, ':wq\r'], { columns: 80, rows: 24 })
  const { bash, run } = aServer({ terminal })
  await bash.exec('mkdir .ssh')
  await bash.writeFile('/root/.ssh/authorized_keys', `${key}\n`)
  t.equal((await run('sudo vim .ssh/authorized_keys')).exitCode, 0)
  t.equal(await bash.readFile('/root/.ssh/authorized_keys'), `${key}\n${key}\n\n`)
  t.equal(terminal.isAlternate, false)
  t.equal(terminal.shot().isRaw, false)
})

t.test('the screen shows the file, tildes, the message and where the cursor is', async (t) => {
  const terminal = aTerminal(['j$', ':', 'q\r'], { columns: 60, rows: 6 })
  const { bash, run } = aServer({ terminal })
  await bash.writeFile('/root/f', 'one\ntwo 二\n')
  await run('vi f')
  t.same(terminal.shots[0], {
    rows: ['one', 'two 二', '~', '~', '~', `"f" 2L, 12B${' '.repeat(31)}1,1           All`],
    cursor: [0, 0],
    isRaw: true
  })
  t.same(terminal.shots[1]?.cursor, [1, 4])
  t.match(terminal.shots[1]?.rows[5], /2,5 {11}All$/)
  t.same([terminal.shots[2]?.rows[5], terminal.shots[2]?.cursor], [':', [5, 1]])
})

t.test('a long line goes on in the next row, and the size of the terminal may change', async (t) => {
  const terminal = aTerminal(
    [
      '$',
      (screen) => {
        screen.columns = 20
      },
      ':q\r'
    ],
    { columns: 10, rows: 5 }
  )
  const { bash, run } = aServer({ terminal })
  await bash.writeFile('/root/f', 'abcdefghijklmnopqrstuvw\nnext\n')
  await run('vi f')
  t.same(terminal.shots[0]?.rows.slice(0, 4), ['abcdefghij', 'klmnopqrst', 'uvw', 'next'])
  t.same(terminal.shots[1]?.cursor, [2, 2])
  t.same(terminal.shots[2]?.cursor, [1, 2])
})

t.test('a line that is higher than the screen is shown from where the cursor is in sight', async (t) => {
  const terminal = aTerminal(['$', '0', ':q\r'], { columns: 10, rows: 4 })
  const { bash, run } = aServer({ terminal })
  await bash.writeFile('/root/f', `${'a'.repeat(30)}${'b'.repeat(12)}\n`)
  await run('vi f')
  t.same(terminal.shots[1]?.rows.slice(0, 3), ['aaaaaaaaaa', 'bbbbbbbbbb', 'bb'])
  t.same(terminal.shots[2]?.rows.slice(0, 3), ['aaaaaaaaaa', 'aaaaaaaaaa', 'aaaaaaaaaa'])
})

t.test('keys change the text as in vi', async (t) => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['abc\n', `ix${esc}:wq\r`, 'xabc\n'],
    ['abc\n', `ax${esc}ZZ`, 'axbc\n'],
    ['  abc\n', `Ix${esc}A.${esc}ZZ`, '  xabc.\n'],
    ['a\nb\n', `Ox${esc}joy${esc}ZZ`, 'x\na\ny\nb\n'],
    ['abc\n', 'lxZZ', 'ac\n'],
    ['a\nb\nc\n', 'jddZZ', 'a\nc\n'],
    ['a\nb\nc\n', '2ddpZZ', 'c\na\nb\n'],
    ['a\nb\n', 'yyGpZZ', 'a\nb\na\n'],
    ['one two three\n', 'wdwZZ', 'one three\n'],
    ['one two\n', `wcwsix${esc}ZZ`, 'one six\n'],
    ['one two\n', 'wD:x\r', 'one \n'],
    ['one two\n', 'd$uZZ', 'one two\n'],
    ['a\nb\n', 'ddu\x12ZZ', 'b\n'],
    ['abc\n', 'rxZZ', 'xbc\n'],
    ['a\nb\n', 'JZZ', 'a b\n'],
    ['aXb\n', '/X\rxZZ', 'ab\n'],
    ['x\nfoo\nfoo\n', '/foo\rnxZZ', 'x\nfoo\noo\n'],
    ['a-b-a\n', ':%s/a/c/g\rZZ', 'c-b-c\n'],
    ['#PasswordAuthentication no\n', ':s/^#\\(.*\\) no/\\1 yes\r:wq\r', 'PasswordAuthentication yes\n'],
    ['no\n', ':%s/no/yes\r:wq\r', 'yes\n'],
    ['a\nb\nc\n', ':2\rdGZZ', 'a\n'],
    ['a\nb\nc\n', 'GdggZZ', ''],
    ['a\nb\n', ':%d\rix\x1bZZ', 'x\n'],
    ['日本\n', 'xZZ', '本\n'],
    ['a\n', `A${esc}[Dx${esc}ZZ`, 'xa\n'],
    ['ab\n', `A\x7f\x7fz${esc}ZZ`, 'z\n'],
    ['', `ia${esc}ZZ`, 'a\n'],
    ['no end', 'ix\x1bZZ', 'xno end\n'],
    ['e\u0301x\n', 'xZZ', 'x\n']
  ]
  for (const [before, keys, after] of cases) {
    t.equal(await edited(before, keys), after, `${JSON.stringify(before)} and ${JSON.stringify(keys)}`)
  }
})

t.test('what was changed is not lost by accident', async (t) => {
  const terminal = aTerminal(['x', ':q\r', ':q!\r'])
  const { bash, run } = aServer({ terminal })
  await bash.writeFile('/root/f', 'abc\n')
  t.equal((await run('vi f')).exitCode, 0)
  t.match(terminal.shots[2]?.rows[23], /^E37: No write since last change \(add ! to override\)/)
  t.equal(await bash.readFile('/root/f'), 'abc\n')
})

t.test('a file that is new is written with a name, an old one keeps its mode', async (t) => {
  const terminal = aTerminal(['ia', esc, ':w\r', ':w g\r', ':foo\r', ':q\r'])
  const { bash, run } = aServer({ terminal })
  await run('vim new')
  t.match(terminal.shots[0]?.rows[23], /^"new" \[New\]/)
  t.match(terminal.shots[3]?.rows[23], /^"new" \[New\] 1L, 2B written/)
  t.match(terminal.shots[5]?.rows[23], /^E492: Not an editor command: foo/)
  t.same([await bash.readFile('/root/new'), await bash.readFile('/root/g')], ['a\n', 'a\n'])
  await bash.exec('chmod 600 new')
  const again = aServer({ terminal: aTerminal(['x:wq\r']) })
  await again.bash.writeFile('/root/f', 'ab\n')
  await again.bash.exec('chmod 600 f')
  await again.run('vi f')
  t.equal((await again.run('stat -c %a f')).stdout, '600\n')
})

t.test('without a terminal vi says so and fails', async (t) => {
  const { exitCode, stderr } = await aServer().run('vi f')
  t.equal(exitCode, 1)
  t.match(stderr, /^Vim: Warning: Output is not to a terminal\n/)
})

t.test('a terminal that is gone ends vi without writing', async (t) => {
  const { bash, run } = aServer({ terminal: aTerminal(['ix']) })
  await bash.writeFile('/root/f', 'a\n')
  t.equal((await run('vi f')).exitCode, 1)
  t.equal(await bash.readFile('/root/f'), 'a\n')
})
