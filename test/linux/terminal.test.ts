import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { launch, makeTerminal, plain, startGuests } from './guest.ts'

t.test('an interactive shell', async (t) => {
  const { guests, instanceId } = await startGuests(t)
  const terminal = makeTerminal()
  const shell = launch(guests, instanceId, undefined, { terminal })
  const prompt = /root@iZ\w+:~# $/
  let seen = 0
  /** The screen after `keys`, up to the next prompt. */
  const type = async (keys: string, until: string | RegExp = /root@iZ\w+:[^#]*# $/) => {
    seen = shell.stdout().length
    shell.stdin.write(keys)
    for (let tries = 0; ; tries++) {
      const fresh = plain(shell.stdout().slice(seen))
      const isThere = typeof until === 'string' ? fresh.includes(until) : until.test(fresh)
      if (isThere && fresh.length > 0) return fresh
      if (tries > 1000) throw new Error(`never saw ${until} in ${JSON.stringify(shell.stdout().slice(seen))}`)
      await wait(10)
    }
  }
  await shell.saw(prompt)

  t.match(await type('echo hello\r'), 'hello\r\n')
  t.match(await type('x=5; f() { echo "f $1 $x"; }; cd /tmp\r'), /:\/tmp# $/)
  t.match(await type('f a; pwd\r'), 'f a 5\r\n/tmp\r\n', 'variables, functions and the folder stay')
  t.match(await type('false\r').then(() => type('echo $?\r')), '1\r\n')
  t.match(await type('cd\r'), prompt)

  await t.test('editing, history and completion', async (t) => {
    t.match(await type('echo abX\x7fc\x01\x05 d\r'), 'abc d\r\n', 'backspace, ^A, ^E')
    t.match(await type('\x1b[A\r'), 'abc d\r\n', 'arrow up')
    await type('uptim', /uptim$/)
    await type('\t', /e ?$/)
    t.match(await type('\r'), 'load average')
    await type('cat /etc/hostn', /hostn$/)
    await type('\t', /ame ?$/)
    t.match(await type('\r'), /\niZ\w+\r\n/)
  })

  await t.test('several lines make one command', async (t) => {
    await type('for i in 1 2\r', /> $/)
    await type('do echo "n$i"\r', /> $/)
    t.match(await type('done\r'), 'n1\r\nn2\r\n')
    await type('echo "open\r', /> $/)
    t.match(await type('\x03'), /\^C/, '^C gives it up')
    t.match(await type('fi\r'), 'syntax error')
  })

  await t.test('programs read what is typed', async (t) => {
    await type('read -p "Name? " name\r', 'Name? ')
    t.match(await type('Jack\r'), 'Jack')
    t.match(await type('echo "[$name]"\r'), '[Jack]')
    await type('cat\r', /cat\r\n/)
    await wait(100)
    t.match(await type('one\r\x04'), /one\r\none\r\n/)
    await type('read -s secret\r', /secret\r\n/)
    await wait(100)
    t.notMatch(await type('hidden\r'), 'hidden')
    t.match(await type('echo "$secret" | wc -c\r'), '7')
  })

  await t.test('several lines are pasted at once', async (t) => {
    t.match(await type('echo a1\recho b2\recho c3\r', /\nc3\r\n.*# $/), /\na1\r\n[\s\S]*\nb2\r\n/)
    t.match(await type('echo d4\r\necho e5\necho f6\r', /\nf6\r\n.*# $/), /\nd4\r\n[\s\S]*\ne5\r\n/, 'however they end')
    t.match(await type('cat\rto cat\r\x04echo to the shell\r', /\nto the shell\r\n.*# $/), /\nto cat\r\nto cat\r\n/)
    t.match(await type('read -s x\rhidden7\recho "[$x]"\r', /\n\[hidden7\]\r\n.*# $/), /\[hidden7\]/)
    t.match(await type('echo begun\rech', /# ech$/), /\nbegun\r\n/, 'half a line stays to be ended')
    t.match(await type('o ended\r'), /\nended\r\n/)
    t.match(await type('sleep 60\r\x03echo "$?"\r', /\n130\r\n.*# $/), /\^C/, '^C too')
    t.match(await type('echo x\x1b\ry\recho z9\r', /\nz9\r\n.*# $/), /\nxy\r\n/, 'Alt-Enter ends no line')
    shell.stdin.write('uptim\t') // completion is still running when the rest arrives
    t.match(await type(' >/dev/null\recho g7\recho h8\r', /\nh8\r\n.*# $/), /\ng7\r\n/)
    const lines = `${'x'.repeat(99)}\r`.repeat(300)
    const seen = await type(`wc -c <<E\r${lines}E\r`, /\n30000\r\n.*# $/)
    t.ok(seen.length < 3 * lines.length, `each is shown once, not again for each line: ${seen.length}`)
  })

  await t.test('^C ends a program, not the shell', async (t) => {
    await type('sleep 60\r', /sleep 60\r\n/)
    await wait(200)
    t.match(await type('\x03'), /\^C/)
    t.match(await type('echo $?\r'), '130')
    await type('while true; do echo tick; sleep 0.05; done\r', /tick\r\ntick/)
    t.match(await type('\x03'), /\^C/)
  })

  await t.test('the size of the window', async (t) => {
    Object.assign(terminal, { columns: 132, rows: 50 })
    terminal.onResize?.()
    t.match(await type('stty size\r'), '50 132')
    await type('seq 200 > long; less long\r', /\n49\S*\s*$|49\D*long\S*$/)
    const drawn = shell.stdout().length
    Object.assign(terminal, { columns: 80, rows: 10 })
    terminal.onResize?.()
    for (let tries = 0; !plain(shell.stdout().slice(drawn)).includes('9'); tries++) {
      if (tries > 500) throw new Error('it never drew its screen anew')
      await wait(10)
    }
    await type('q')
  })

  shell.stdin.write('exit 3\r')
  t.same(await shell.process.ended, { code: 3 })
})

t.test('what was typed before the end is done', async (t) => {
  const { guests, instanceId } = await startGuests(t)
  const shell = launch(guests, instanceId, undefined, { terminal: makeTerminal() })
  shell.stdin.end('echo one\rread x\rtwo\recho "[$x]"\rsleep 0.3; echo late; false\rhalf a line')
  t.same(await shell.process.ended, { code: 1 }, 'and then the shell leaves')
  t.match(plain(shell.stdout()), /\none\r\n[\s\S]*\n\[two\]\r\n[\s\S]*\nlate\r\n/)
})

t.test('who types too far ahead hears a bell', async (t) => {
  const { guests, instanceId } = await startGuests(t)
  const shell = launch(guests, instanceId, undefined, { terminal: makeTerminal() })
  await shell.saw(/# $/)
  shell.stdin.write('sleep 1\r')
  await shell.saw(/sleep 1\r\n/)
  for (let count = 0; count < 40; count++) shell.stdin.write(Buffer.alloc(32 * 1024, 'x'))
  await shell.saw(/\x07/)
  shell.stdin.write('\x03')
  await shell.saw(/\^C/)
})

t.test('^D leaves, and so does a terminal that is gone', async (t) => {
  const { guests, instanceId } = await startGuests(t)
  const left = launch(guests, instanceId, undefined, { terminal: makeTerminal() })
  await left.saw(/# $/)
  left.stdin.write('\x04')
  t.same(await left.process.ended, { code: 0 })
  t.match(left.stdout(), 'logout\r\n')

  const gone = launch(guests, instanceId, undefined, { terminal: makeTerminal() })
  await gone.saw(/# $/)
  gone.process.signal('HUP')
  t.match(await gone.process.ended, { signal: 'HUP' })
})
