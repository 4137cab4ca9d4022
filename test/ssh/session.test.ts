/** What a session can ask for, and how it ends. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { eventually } from '../eventually.ts'
import { makeServer, needsSsh, publicLine, startSsh } from './client.ts'

t.test('sessions', needsSsh, async (t) => {
  const setting = await startSsh(t)
  const { ok, ssh, sshTo, makeKey, authorize } = setting
  const id = await makeServer(setting)
  const key = makeKey('key', '-t', 'ed25519')
  await authorize(id, publicLine(key))

  t.test('exit codes, outputs and input', async (t) => {
    t.same(await ssh(id, { key }, 'echo out; echo err >&2; exit 7'), { code: 7, stdout: 'out\n', stderr: 'err\n' })
    t.match(await ssh(id, { key, input: 'one\ntwo\n' }, 'cat'), { code: 0, stdout: 'one\ntwo\n' })
    t.match(await ssh(id, { key, input: 'echo $((6 * 7))\nexit 3\n' }), { code: 3, stdout: '42\n' }, 'a shell')
    t.match(await ssh(id, { key, input: 'x'.repeat(100_000) }, 'true'), { code: 0 }, 'input that nobody reads')
  })

  t.test('much on both outputs, more than a client has asked for', async (t) => {
    await setting.write(id, '/root/one', '1'.repeat(2_000_000))
    await setting.write(id, '/root/two', '2'.repeat(2_000_000))
    const { code, stdout, stderr } = await ssh(id, { key }, 'cat one; cat two >&2; cat one; cat two >&2')
    t.equal(code, 0)
    t.ok(stdout === '1'.repeat(4_000_000), 'one is whole')
    t.ok(stderr === '2'.repeat(4_000_000), 'and the other')
  })

  t.test('the environment', async (t) => {
    const send = ['LC_ALL', 'LANG', 'SECRET'].flatMap((name) => ['-o', `SetEnv=${name}=x-${name}`]).slice(0, 2)
    const { stdout } = await ssh(id, { key, args: [...send, '-o', 'SetEnv=LC_TIME=a SECRET=b'] }, 'env')
    t.match(stdout, /^LC_ALL=x-LC_ALL$/m)
    t.notMatch(stdout, 'SECRET')
    t.match(stdout, /^SSH_CONNECTION=127\.0\.0\.1 \d+ 127\.0\.1\.1 \d+$/m)
    t.match(stdout, /^SSH_CLIENT=127\.0\.0\.1 \d+ \d+$/m)
    t.notMatch(stdout, 'SSH_TTY')
  })

  t.test('a terminal', async (t) => {
    const { stdout } = await ssh(id, { key, args: ['-tt'] }, 'echo $SSH_TTY $TERM; tty; echo err >&2')
    t.match(stdout, /^\/dev\/pts\/\d+ /)
    t.match(stdout, 'err', 'both outputs are one')
  })

  t.test('a script that is typed into a terminal', async (t) => {
    const typed = (input: string) => ssh(id, { key, args: ['-tt'], input })
    t.match(await typed('read x\nfor it\necho "[$x]" $((6 * 7))\nexit 4\n'), { code: 4, stdout: /\[for it\] 42\r\n/ })
    t.match(
      await typed('echo one\ncat <<E\ntwo\nE\n(exit 5)'),
      { code: 0, stdout: /\ntwo\r\n/ },
      'a line that isn’t ended isn’t run'
    )
    t.match(await typed('(exit 5)\n'), { code: 5, stdout: /logout/ }, 'its end is ^D')
  })

  t.test('forwarding is refused', async (t) => {
    const busy = createServer().listen(0, '127.0.0.1')
    await once(busy, 'listening')
    t.teardown(() => busy.close())
    const back = await ssh(id, { key, args: ['-R', '0:127.0.0.1:1', '-o', 'ExitOnForwardFailure=yes'] }, 'true')
    t.match(back, { code: 255, stderr: 'remote port forwarding failed' })
    t.match(await ssh(id, { key, args: ['-W', '127.0.0.1:1'] }), { stderr: 'administratively prohibited' })
    t.match(await ssh(id, { key, args: ['-A'] }, 'echo "<$SSH_AUTH_SOCK>"'), { stdout: '<>\n' })
    t.match(await ssh(id, { key, args: ['-s'] }, 'netconf'), { stderr: 'subsystem request failed' })
  })

  t.test('ten sessions a connection', async (t) => {
    const socket = `${setting.folder}/control`
    const master = spawn('ssh', await sshTo(id, { key, args: ['-M', '-S', socket, '-N'] }))
    t.teardown(() => master.kill())
    await eventually(async () => (await ssh(id, { args: ['-S', socket, '-O', 'check'] })).code === 0)
    const start = async () => spawn('ssh', await sshTo(id, { args: ['-S', socket] }, 'echo up; cat'))
    const open = await Promise.all(Array.from({ length: 10 }, start))
    for (const one of open) await once(one.stdout, 'data')
    const eleventh = spawn(
      'ssh',
      await sshTo(id, { args: ['-S', socket, '-o', 'BatchMode=yes', '-o', 'PubkeyAuthentication=no'] }, 'cat')
    )
    t.match(await text(eleventh.stderr), /open failed|refused/)
    for (const one of open) one.stdin.end()
    for (const one of open) if (one.exitCode === null) await once(one, 'exit')
    t.match(await ssh(id, { args: ['-S', socket] }, 'echo', 'again'), { stdout: 'again\n' })
  })

  t.test('a program hears that its client is gone', async (t) => {
    const child = spawn('ssh', await sshTo(id, { key }, 'trap "echo HUP > /tmp/heard" HUP; echo up; sleep 60 & wait'))
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    const left = async () => (await ssh(id, { key }, 'ps aux | grep -c "sleep 6[0]"')).stdout.trim()
    await eventually(async () => (await left()) === '0')
    t.pass('it is gone')
  })

  t.test('a reboot ends every session, and a stop, a reset, and its release', async (t) => {
    for (const [action, parameters] of [
      ['RebootInstance', {}],
      ['StopInstance', {}],
      ['StartInstance', undefined],
      ['ResetSystem', {}],
      ['DeleteInstances', { 'InstanceIds.1': id, Force: 'true' }]
    ] as const) {
      if (parameters === undefined) {
        await ok(action, { InstanceId: id })
        continue
      }
      if (action === 'DeleteInstances') await authorize(id, publicLine(key))
      const child = spawn('ssh', await sshTo(id, { key }, 'echo up; sleep 60'))
      await once(child.stdout, 'data')
      const [stderr] = await Promise.all([text(child.stderr), ok(action, { InstanceId: id, ...parameters })])
      t.match(stderr, /closed by remote host/, action)
    }
  })
})
