import t from 'tap'
import { launch, makeTerminal, run, startGuests } from '../guest.ts'

t.test('tail follows files', async (t) => {
  const { guests, instanceId } = await startGuests(t)
  /** Runs in another session. */
  const meanwhile = (command: string) => run(guests, instanceId, command)
  const follow = (command: string) => launch(guests, instanceId, command)

  await t.test('what is appended is shown', async (t) => {
    await meanwhile('seq 20 > log')
    const tail = follow('tail -fn 2 log')
    await tail.saw('19\n20\n')
    await meanwhile('echo more >> log; printf "half a "  >> log')
    await tail.saw('more\nhalf a ')
    await meanwhile('echo line, ü >> log')
    await tail.saw('half a line, ü\n')
    await meanwhile('echo anew > log')
    await tail.saw('anew\n')
    t.equal(tail.stderr(), 'tail: log: file truncated\n')
    tail.process.signal('INT')
    t.match(await tail.process.ended, { signal: 'INT' })
    t.equal(tail.stdout(), '19\n20\nmore\nhalf a line, ü\nanew\n', 'and nothing else')
  })

  await t.test('where it begins', async (t) => {
    await meanwhile('printf "a\\nb\\nc" > abc')
    const begins = async (options: string, text: string) => {
      const tail = follow(`tail ${options} -s 0.1 abc`)
      await tail.saw(text)
      tail.process.signal('TERM')
      await tail.process.ended
      t.equal(tail.stdout(), text, options)
    }
    await begins('-f', 'a\nb\nc')
    await begins('-n1 -f', 'c')
    await begins('-2f', 'b\nc')
    await begins('-n +2 --follow', 'b\nc')
    await begins('-c 2 -F', '\nc')
    await begins('-c +2 -f', '\nb\nc')
    await begins('-vf', '==> abc <==\na\nb\nc')
  })

  await t.test('several files, of which one isn’t there yet', async (t) => {
    await meanwhile('echo 1 > one; rm -f two; mkdir -p folder')
    const tail = follow('tail -F -s 0.1 one two folder')
    await tail.saw('==> one <==\n1\n')
    await meanwhile('echo 2 > two')
    await tail.saw('\n==> two <==\n2\n')
    await meanwhile('echo 22 >> two')
    await tail.saw('2\n22\n')
    await meanwhile('echo 11 >> one')
    await tail.saw('\n==> one <==\n11\n')
    await meanwhile('rm one; sleep 0.5; echo new > one')
    await tail.saw('11\nnew\n')
    tail.process.signal('INT')
    await tail.process.ended
    t.equal(tail.stdout(), '==> one <==\n1\n\n==> two <==\n2\n22\n\n==> one <==\n11\nnew\n')
    t.same(tail.stderr().trimEnd().split('\n'), [
      "tail: cannot open 'two' for reading: No such file or directory",
      "tail: error reading 'folder': Is a directory",
      "tail: 'two' has appeared;  following new file",
      "tail: 'one' has become inaccessible: No such file or directory",
      "tail: 'one' has appeared;  following new file"
    ])
  })

  await t.test('it ends with what ends it', async (t) => {
    await meanwhile('echo begin > log')
    for (const tail of ['timeout 1 tail -f log', 'sudo timeout 1 tail -f log']) {
      const { exit, stdout } = await meanwhile(`${tail}; echo "ended $?"`)
      t.same({ exit, stdout }, { exit: { code: 0 }, stdout: 'begin\nended 124\n' }, tail)
    }
    const shell = launch(guests, instanceId, undefined, { terminal: makeTerminal() })
    await shell.saw(/# $/)
    shell.stdin.write('sudo tail -f log\r')
    await shell.saw(/\nbegin\r\n/)
    await meanwhile('echo seen >> log')
    await shell.saw(/\nseen\r\n/)
    shell.stdin.write('\x03')
    await shell.saw(/\^C\r\n.*# $/)
    shell.stdin.write('echo "it was $?"\r')
    await shell.saw(/\nit was 130\r\n/)
    shell.stdin.write('exit\r')
    await shell.process.ended
  })

  await t.test('what it refuses', async (t) => {
    const refused = async (command: string, stderr: string) =>
      t.match(await meanwhile(command), { exit: { code: 1 }, stderr: `tail: ${stderr}\n` }, command)
    await refused(
      'tail -f nothing',
      "cannot open 'nothing' for reading: No such file or directory\ntail: no files remaining"
    )
    await refused('tail -f --pid 1 log', '--pid is not available on this server')
    await refused('tail -f -s x log', "invalid number of seconds: 'x'")
    const elsewhere = '-f shows what it follows on the screen only, not in a pipe or a file'
    await refused('tail -f log > copy', elsewhere)
    t.match(await meanwhile('tail -f log | cat'), { stdout: '', stderr: `tail: ${elsewhere}\n` })
  })

  await t.test('without -f it is what it was', async (t) => {
    t.match(await meanwhile('seq 20 | tail -n 2; seq 3 > n; tail -2 n; tail -n +3 n; tail -q -n1 n n'), {
      stdout: '19\n20\n2\n3\n3\n3\n3\n',
      stderr: ''
    })
    await meanwhile('printf "a tail\\n" > file')
    const words = 'sudo echo tail x; command -v tail; time grep -c tail file; tail() { echo "own $*"; }; tail file'
    t.match(await meanwhile(words), { stdout: 'tail x\n/usr/bin/tail\n1\nown file\n' }, 'and nothing else is')
    t.match(await meanwhile('echo piped | tail -f'), { exit: { code: 0 }, stdout: 'piped\n' })
    t.match(await meanwhile('seq 3 | tail -fn1 -'), { exit: { code: 0 }, stdout: '3\n' })
  })
})
