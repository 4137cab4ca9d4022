import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { guestsOf, launch, run, startGuests } from './guest.ts'

t.test('commands', async (t) => {
  const { guests, instanceId } = await startGuests(t)
  const sh = (command: string, input?: string | Buffer) => run(guests, instanceId, command, { input })

  t.test('exit codes, both outputs, and what came before an error', async (t) => {
    t.same(await sh('true'), { exit: { code: 0 }, stdout: '', stderr: '' })
    t.same(await sh('echo a; echo b >&2; exit 7'), { exit: { code: 7 }, stdout: 'a\n', stderr: 'b\n' })
    t.same(await sh('ls /nosuch'), {
      exit: { code: 2 },
      stdout: '',
      stderr: "ls: cannot access '/nosuch': No such file or directory\n"
    })
    t.same((await sh('nosuch')).exit, { code: 127 })
    t.match(await sh('echo "open'), { exit: { code: 2 }, stderr: /^bash: line 1: unexpected EOF/ })
    t.match(await sh('set -e; false; echo no'), { exit: { code: 1 }, stdout: '' })
  })

  t.test('a file that can’t be opened fails its own command, and no other', async (t) => {
    const words = 'bash: /nosuch/f: No such file or directory\n'
    t.same(await sh('echo a > /nosuch/f; echo "$?"; echo b'), { exit: { code: 0 }, stdout: '1\nb\n', stderr: words })
    t.match(await sh('echo a > /tmp || echo no'), { stdout: 'no\n', stderr: 'bash: /tmp: Is a directory\n' })
    t.match(await sh('cd /tmp; d=sub; mkdir -p $d; echo in > $d/f; echo more >> ./sub/../sub/f; cat sub/f'), {
      stdout: 'in\nmore\n'
    })
    t.match(await sh('echo x > ~/home.txt; cat /root/home.txt; ls nosuch &> /tmp/both; wc -l < /tmp/both'), {
      stdout: /^x\n\s*1\n$/
    })
    t.match(await sh('bash -c "echo a > /nosuch/f || echo inner"'), { stdout: 'inner\n', stderr: words })
  })

  t.test('files stay, variables and folders do not', async (t) => {
    await sh('cd /tmp; x=1; echo kept > kept.txt; mkdir -p a/b; chmod 750 a')
    t.equal((await sh('pwd; echo "[$x]"; cat /tmp/kept.txt; stat -c %a /tmp/a')).stdout, '/root\n[]\nkept\n750\n')
  })

  t.test('input is read only by who reads it', async (t) => {
    const open = launch(guests, instanceId, 'uname; ls / > /dev/null; echo done')
    t.same(await open.process.ended, { code: 0 }, 'ends though the input never does')
    t.equal((await sh('cat', 'a\nb')).stdout, 'a\nb')
    t.equal((await sh('cat > /tmp/in; wc -c < /tmp/in', Buffer.from([0, 255, 10]))).stdout.trim(), '3')
    t.equal((await sh('read x; read y; echo "$y $x"; cat', 'eins\nzwei é\nrest\n')).stdout, 'zwei é eins\nrest\n')
    t.equal((await sh('while read l; do echo "<$l>"; done', '1\n2\n')).stdout, '<1>\n<2>\n')
    t.equal((await sh('sort | head -n 1', 'b\na\n')).stdout, 'a\n')
    t.equal((await sh('f() { cat; }; f', 'into f')).stdout, 'into f')
    t.equal((await sh('sh -c "cat; echo end"', 'x\n')).stdout, 'x\nend\n')
    t.equal((await sh('bash -s one', 'echo "script $1"\n')).stdout, 'script one\n')
    await sh('printf "read q; echo got \\$q" > r.sh; chmod +x r.sh')
    t.equal((await sh('./r.sh', 'it\n')).stdout, 'got it\n')
  })

  t.test('output leaves at once', async (t) => {
    const { process, saw, stdout, stdin } = launch(
      guests,
      instanceId,
      'for i in 1 2; do echo "line $i"; read x; done; sh -c "echo inner; sleep 0.01; read y; echo $y"'
    )
    await saw('line 1\n')
    t.notMatch(stdout(), 'line 2')
    stdin.write('\n')
    await saw('line 2\n')
    stdin.write('\n')
    await saw('inner\n')
    stdin.end('\n')
    t.same(await process.ended, { code: 0 })
  })

  t.test('bytes pass through unchanged', async (t) => {
    const bytes = Buffer.from(Array.from({ length: 4096 }, (_, index) => index % 256))
    const md5 = createHash('md5').update(bytes).digest('hex')
    t.equal((await sh('tee /tmp/b | md5sum; md5sum < /tmp/b', bytes)).stdout, `${md5}  -\n${md5}  -\n`)
    t.equal((await sh('cat', 'grüße 你好\n')).stdout, 'grüße 你好\n')
    t.equal((await sh('echo "grüße 你好" > /tmp/u; cat /tmp/u')).stdout, 'grüße 你好\n')
  })
})

t.test('what is ended before it begins never begins, and takes nothing with it', async (t) => {
  const { guests, instanceId } = await startGuests(t)
  const { process } = launch(guests, instanceId, 'i=0; while true; do i=$((i+1)); done')
  process.signal('TERM')
  t.match(await process.ended, { signal: 'TERM' })
  t.match(await run(guests, instanceId, 'sleep 1; echo alive'), { exit: { code: 0 }, stdout: 'alive\n' })
})

t.test('signals, time and what a loop may use', async (t) => {
  const { guests, instanceId } = await startGuests(t)
  const { process } = launch(guests, instanceId, 'sleep 60')
  await wait(300)
  process.signal('TERM')
  t.match(await process.ended, { signal: 'TERM' })

  const timed = await run(guests, instanceId, 'echo before; sleep 60; echo after', { timeoutMs: 5000 })
  t.match(timed, { exit: { isTimeout: true }, stdout: 'before\n' })

  const spinning = launch(guests, instanceId, 'i=0; while true; do i=$((i+1)); done')
  await wait(500)
  spinning.process.signal('KILL')
  t.match(await spinning.process.ended, { signal: 'KILL' }, 'a loop that never pauses is ended')
  t.same((await run(guests, instanceId, 'echo alive')).stdout, 'alive\n')
})

t.test('a runaway ends with a message, and other servers don’t notice', async (t) => {
  const service = await startGuests(t)
  const { guests, instanceId, ok } = service
  const { InstanceIds } = await ok('CreateInstances', {
    ImageId: '5a3e1c6f0d2b4e7f8a9b0c1d2e3f4a52',
    PlanId: 'swas.s2.c2m2s50b4t08',
    Period: '1'
  })
  await run(guests, instanceId, 'true')
  await run(guests, InstanceIds[0], 'true')
  const runaway = launch(guests, instanceId, 'while :; do :; done')
  let others = 0
  const isOver = runaway.process.ended.then(() => true)
  while (!(await Promise.race([isOver, wait(50, false)]))) {
    t.match(await run(guests, InstanceIds[0], 'echo fine'), { stdout: 'fine\n' })
    others++
  }
  t.ok(others > 3, `${others} commands of another server meanwhile`)
  const exit = await runaway.process.ended
  const words = `${runaway.stderr()} ${'message' in exit ? exit.message : ''}`
  t.match(words, /CPU time limit exceeded|too many commands executed/)

  const memory = await run(guests, instanceId, 'x=aaaaaaaa; while true; do x=$x$x$x$x; done')
  t.match(memory, { stderr: /string length limit/ })
})

t.test('the disk is the server’s on every replica, and after another start', async (t) => {
  const service = await startGuests(t)
  const { guests, instanceId, faults } = service
  const other = guestsOf(service, faults)
  t.after(() => other.close())
  await run(guests, instanceId, 'echo one > /root/note')
  t.equal((await run(other, instanceId, 'cat /root/note')).stdout, 'one\n')
  await run(other, instanceId, 'echo two >> /root/note; rm -f /etc/motd')
  t.equal((await run(guests, instanceId, 'cat /root/note; ls /etc/motd')).stdout, 'one\ntwo\n')
})

t.test('a server that goes down takes its programs with it, also those of another replica', async (t) => {
  const service = await startGuests(t)
  const { guests, instanceId, faults, ok } = service
  const other = guestsOf(service, faults)
  t.after(() => other.close())
  const programs = [guests, other].map((one) => launch(one, instanceId, 'echo up; sleep 60'))
  for (const { saw } of programs) await saw('up')
  await ok('RebootInstance', { InstanceId: instanceId })
  for (const { process } of programs) t.match(await process.ended, { signal: 'HUP' })
  await ok('StopInstance', { InstanceId: instanceId })
  t.match((await run(guests, instanceId, 'true')).exit, { signal: 'HUP' }, 'a stopped server runs nothing')
  await ok('StartInstance', { InstanceId: instanceId })
  t.match((await run(guests, instanceId, 'reboot; sleep 60')).exit, { signal: 'HUP' })
  t.match((await run(guests, instanceId, 'shutdown -h now; sleep 60')).exit, { signal: 'HUP' })
  const { Instances } = await ok('ListInstances', { InstanceIds: JSON.stringify([instanceId]) })
  t.equal(Instances[0].Status, 'Stopped')
})
