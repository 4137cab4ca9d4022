/** The options of authorized_keys. */
import t from 'tap'
import { makeServer, needsSsh, publicLine, startSsh } from './client.ts'

t.test('options of authorized_keys', needsSsh, async (t) => {
  const setting = await startSsh(t, { logLevel: 'info' })
  const { ssh, makeKey, authorize, log, write } = setting
  const id = await makeServer(setting)
  const key = makeKey('key', '-t', 'ed25519')
  const line = publicLine(key)
  const said = async (options: string, ...command: string[]) => {
    await authorize(id, `${options} ${line}`)
    const { code, stdout } = await ssh(id, { key }, ...(command.length > 0 ? command : ['echo', 'in']))
    return code === 0 && stdout.trim()
  }

  t.test('command', async (t) => {
    t.equal(await said('command="echo \\"forced\\" $SSH_ORIGINAL_COMMAND"', 'echo', 'mine'), 'forced echo mine')
    t.equal(await said('command="echo a, b",no-pty'), 'a, b', 'commas in quotes')
    t.equal(await said('COMMAND="echo upper"'), 'upper')
    const shell = await ssh(id, { key, input: 'echo mine\n' })
    t.equal(shell.stdout.trim(), 'upper', 'instead of a shell, too')
    t.equal(await said('command="a",command="b"'), false, 'twice')
  })

  t.test('from', async (t) => {
    t.equal(await said('from="127.0.0.1"'), 'in')
    t.equal(await said('from="10.0.0.1,127.*"'), 'in')
    t.equal(await said('from="127.0.0.0/8"'), 'in')
    t.equal(await said('from="10.0.0.0/8"'), false)
    t.equal(await said('from="*,!127.0.0.1"'), false)
    t.equal(await said('from="!10.0.0.1"'), false, 'nothing but what it isn’t')
    t.equal(await said('from="127.0.0.1/8"'), false, 'no network')
  })

  t.test('terminals', async (t) => {
    const hasTerminal = async (options: string) => {
      await authorize(id, `${options} ${line}`)
      const { stderr } = await ssh(id, { key, args: ['-tt'] }, 'true')
      return !stderr.includes('PTY allocation request failed')
    }
    t.ok(await hasTerminal('no-agent-forwarding'))
    t.notOk(await hasTerminal('no-pty'))
    t.notOk(await hasTerminal('restrict'))
    t.ok(await hasTerminal('restrict,pty'))
  })

  t.test('expiry-time', async (t) => {
    setting.clock.set('2026-03-04T05:06:07Z')
    t.equal(await said('expiry-time="20260305"'), 'in')
    t.equal(await said('expiry-time="202603040506Z"'), false)
    t.equal(await said('expiry-time="20260304050608"'), 'in')
    t.equal(await said('expiry-time="tomorrow"'), false)
  })

  t.test('environment', async (t) => {
    const options = 'environment="COLOR=red",environment="COLOR=blue"'
    t.equal(await said(options, 'echo "<$COLOR>"'), '<>', 'as PermitUserEnvironment has it')
    await write(id, '/etc/ssh/sshd_config', 'PermitRootLogin yes\nPermitUserEnvironment yes\n')
    t.equal(await said(options, 'echo "<$COLOR>"'), '<red>')
    t.equal(await said('environment="NO NAME=x"'), false)
  })

  t.test('all others', async (t) => {
    const harmless = 'no-port-forwarding,no-X11-forwarding,agent-forwarding,no-user-rc,permitopen="h:1",tunnel="0"'
    t.equal(await said(harmless), 'in')
    t.equal(await said('no-such-option'), false)
    t.equal(await said('no-such-option="x"'), false)
    t.equal(await said('no-pty,'), false)
    t.match(log(), 'line 1: the option \\"no-such-option\\" is not known')
    await authorize(id, `no-such-option ${line}`, line)
    t.match(await ssh(id, { key }, 'echo', 'in'), { stdout: 'in\n' }, 'another line with the key does')
  })
})
