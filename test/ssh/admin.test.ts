/** The user `admin` of every image: by a key in a file of its own, with root's rights by sudo. */
import { writeFileSync } from 'node:fs'
import t from 'tap'
import { sshdConfigPath } from '../../src/servers/guest.ts'
import { makeServer, needsSsh, password, publicLine, run, startSsh, wordsOf } from './client.ts'

t.test('admin', needsSsh, async (t) => {
  const setting = await startSsh(t)
  const { ssh, makeKey, write, folder, logonOf } = setting
  const id = await makeServer(setting)
  const key = makeKey('key', '-t', 'ed25519')
  const asRoot = (command: string, input = '') => ssh(id, { password, input }, command)
  const asAdmin = (command: string, way = {}) => ssh(id, { key, user: 'admin', ...way }, command)

  t.test('nobody gets in until root writes the key, and no password does', async (t) => {
    t.equal((await asRoot('stat -c %a /home/admin/.ssh/authorized_keys')).stdout, '644\n')
    t.equal((await asAdmin('true')).code, 255)
    t.equal((await ssh(id, { password, user: 'admin' }, 'true')).code, 255)
    await asRoot('cat >> /home/admin/.ssh/authorized_keys', `${publicLine(key)}\n`)
    t.match(await asAdmin('whoami; pwd; echo $HOME $USER $UID; id'), {
      code: 0,
      stdout: 'admin\n/home/admin\n/home/admin admin 1000\nuid=1000(admin) gid=1000(admin) groups=1000(admin)\n'
    })
    t.equal((await ssh(id, { key }, 'true')).code, 255, 'the key is not root’s')
  })

  t.test('the user name may say which server is meant', async (t) => {
    const { stdout } = await asAdmin('id -un', { user: `admin+${id}` })
    t.equal(stdout, 'admin\n')
  })

  t.test('sudo makes root of it, until root takes the rule away', async (t) => {
    t.equal(
      (await asAdmin('sudo -n id; id -u; sudo sh -c "echo \\$EUID; whoami" | cat')).stdout,
      'uid=0(root) gid=0(root) groups=0(root)\n1000\n0\nroot\n'
    )
    t.match(await asAdmin('reboot'), { code: 1, stderr: /authentication required/ })
    t.match(await asAdmin('apt-get install -y x'), { code: 100, stderr: /Permission denied/ })
    t.match(await asAdmin('su -c id'), { code: 1, stderr: /Authentication failure/ })
    t.equal(
      (await asRoot('sudo -u admin whoami; su admin -c "id -u"; id admin')).stdout,
      'admin\n1000\nuid=1000(admin) gid=1000(admin) groups=1000(admin)\n'
    )
    await asRoot('mv /etc/sudoers.d/admin /root/')
    t.match(await asAdmin('sudo -n id'), { code: 1, stderr: /a password is required/ })
    await asRoot('mv /root/admin /etc/sudoers.d/')
  })

  t.test('sshd_config decides on it as on root', async (t) => {
    const cases: [config: string, mayAdmin: boolean][] = [
      ['PermitRootLogin no\n', true],
      ['AllowUsers root\n', false],
      ['AllowUsers adm*\n', true],
      ['DenyUsers admin\n', false],
      ['PubkeyAuthentication no\n', false],
      ['AuthorizedKeysFile /etc/keys/%u\n', false],
      ['AuthorizedKeysFile %h/.ssh/authorized_keys\n', true]
    ]
    for (const [config, mayAdmin] of cases) {
      await write(id, sshdConfigPath, config)
      t.equal((await asAdmin('true')).code === 0, mayAdmin, JSON.stringify(config))
    }
    await write(id, sshdConfigPath, 'PermitRootLogin yes\n')
    await asRoot('chmod 777 /home/admin')
    t.equal((await asAdmin('true')).code, 255, 'others may write to its folder')
    await asRoot('chmod 700 /home/admin; sed -i "/^admin:/s#/bin/bash#/usr/sbin/nologin#" /etc/passwd')
    t.equal((await asAdmin('true')).code, 255, 'a user without a shell')
    await asRoot('sed -i "/^admin:/s#/usr/sbin/nologin#/bin/bash#" /etc/passwd')
    t.equal((await asAdmin('true')).code, 0)
  })

  t.test('sftp and scp begin in its home', async (t) => {
    const { Host, Port } = await logonOf(id)
    writeFileSync(`${folder}/file`, 'copied\n')
    const words = (program: string, args: string[], path = '') =>
      run(
        [
          program,
          ...wordsOf({ key, user: 'admin', host: Host, port: Port, args }, `${folder}/known_hosts`)
            .map((word) => (word === '-p' ? '-P' : word))
            .slice(0, -1),
          ...(path === '' ? [] : [`${folder}/file`]),
          `admin@${Host}${path}`
        ],
        'pwd\n'
      )
    t.match(await words('sftp', ['-b', '-']), { code: 0, stdout: /\/home\/admin\n/ })
    t.match(await words('scp', [], ':new'), { code: 0 })
    t.match(await words('scp', ['-O'], ':old'), { code: 0 })
    t.equal((await asAdmin('cat /home/admin/new ~/old')).stdout, 'copied\ncopied\n')
  })

  t.test('its terminal shows who it is', async (t) => {
    const { stdout } = await asAdmin('', { args: ['-tt'], input: 'echo $((6*7))\nexit\n' })
    t.match(stdout, /admin@\S+:~\$ /)
  })
})
