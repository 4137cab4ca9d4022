/** What sshd_config says is so at the next logon. */
import t from 'tap'
import { sshdConfigPath } from '../../src/servers/guest.ts'
import { makeServer, needsSsh, password, publicLine, startSsh } from './client.ts'

t.test('sshd_config', needsSsh, async (t) => {
  const setting = await startSsh(t)
  const { ssh, makeKey, authorize, write } = setting
  const id = await makeServer(setting)
  const key = makeKey('key', '-t', 'ed25519')
  await authorize(id, publicLine(key))
  const inBy = async (config: string) => {
    await write(id, sshdConfigPath, config)
    const tried = [await ssh(id, { key }, 'true'), await ssh(id, { password }, 'true')]
    return tried.map(({ code }) => code === 0)
  }
  const root = 'PermitRootLogin yes\n'
  const cases: [config: string, byKey: boolean, byPassword: boolean][] = [
    ['', true, false],
    [root, true, true],
    ['PermitRootLogin no\n', false, false],
    ['PermitRootLogin prohibit-password\n', true, false],
    ['PermitRootLogin without-password\n', true, false],
    ['PermitRootLogin forced-commands-only\n', false, false],
    [`${root}PasswordAuthentication no\n`, true, false],
    [`${root}PasswordAuthentication no\nPasswordAuthentication yes\n`, true, false],
    [`${root}PasswordAuthentication no\nKbdInteractiveAuthentication yes\n`, true, true],
    [`${root}PubkeyAuthentication no\n`, false, true],
    [`${root}AuthorizedKeysFile none\n`, false, true],
    [`${root}AuthorizedKeysFile /etc/keys/%u .ssh/authorized_keys\n`, true, true],
    [`${root}AuthorizedKeysFile /etc/keys/%u\n`, false, true],
    [`${root}AllowUsers bob\n`, false, false],
    [`${root}AllowUsers bob r??t\n`, true, true],
    [`${root}AllowUsers root@10.* bob\nAllowUsers root@127.0.0.0/8\n`, true, true],
    [`${root}DenyUsers root@127.*\n`, false, false],
    [`${root}Match User root\n  PasswordAuthentication no\n`, true, true]
  ]
  for (const [config, byKey, byPassword] of cases)
    t.same(await inBy(config), [byKey, byPassword], JSON.stringify(config))

  t.test('a file of keys elsewhere', async (t) => {
    const other = makeKey('other', '-t', 'ed25519')
    await write(id, '/etc/keys/root', `${publicLine(other)}\n`)
    await write(id, sshdConfigPath, 'AuthorizedKeysFile /etc/keys/%u\n')
    t.match(await ssh(id, { key: other }, 'true'), { code: 0 })
  })

  t.test('forced commands only', async (t) => {
    await write(id, sshdConfigPath, 'PermitRootLogin forced-commands-only\n')
    await authorize(id, `command="echo forced" ${publicLine(key)}`)
    t.match(await ssh(id, { key }, 'true'), { code: 0, stdout: 'forced\n' })
  })

  t.test('only what is allowed is offered', async (t) => {
    await write(id, sshdConfigPath, `${root}PubkeyAuthentication no\n`)
    const { stderr } = await ssh(id, { password: 'wrong', args: ['-v'] }, 'true')
    t.match(stderr, /Authentications that can continue: password\r?\n/)
  })

  t.test('StrictModes', async (t) => {
    await authorize(id, publicLine(key))
    const isIn = async (config: string, path: string, mode: string) => {
      await write(id, sshdConfigPath, `PermitRootLogin yes\n${config}`)
      await ssh(id, { password }, `chmod ${mode} ${path}`)
      const { code } = await ssh(id, { key }, 'true')
      await ssh(id, { password }, 'chmod 600 .ssh/authorized_keys; chmod 700 .ssh')
      return code === 0
    }
    t.ok(await isIn('', '.ssh/authorized_keys', '644'))
    t.notOk(await isIn('', '.ssh/authorized_keys', '664'))
    t.notOk(await isIn('', '.ssh', '777'))
    t.ok(await isIn('StrictModes no\n', '.ssh', '777'))
  })

  t.test('MaxAuthTries', async (t) => {
    await authorize(id, publicLine(key))
    const wrong = ['wrong-1', 'wrong-2'].flatMap((name) => ['-i', makeKey(name, '-t', 'ed25519')])
    const isIn = async () => (await ssh(id, { args: [...wrong, '-i', key] }, 'true')).code === 0
    await write(id, sshdConfigPath, `${root}MaxAuthTries 2\n`)
    t.notOk(await isIn())
    await write(id, sshdConfigPath, `${root}MaxAuthTries 3\n`)
    t.ok(await isIn())
  })

  t.test('only root is there', async (t) => {
    await write(id, sshdConfigPath, root)
    await authorize(id, publicLine(key))
    for (const user of ['bob', 'ROOT', ''])
      for (const way of [{ key }, { password }])
        t.not((await ssh(id, { ...way, user: user || 'x' }, 'true')).code, 0, user)
  })
})
