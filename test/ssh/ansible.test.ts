/** Ansible as it comes from its registry, over OpenSSH. */
import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { findPython } from '../toolchain.ts'
import { lacking, makeServer, publicLine, run, startSsh } from './client.ts'

const here = join(import.meta.dirname, 'ansible')
const python = await findPython(join(here, 'requirements.txt'))
const program = python.lacking === false ? python.program : ''
const skip = python.lacking || (lacking !== undefined && `no ${lacking}`)

t.test('Ansible manages a server', { skip }, async (t) => {
  const setting = await startSsh(t)
  const { folder, sshTo, authorize, makeKey, ssh } = setting
  const InstanceId = await makeServer(setting)
  const key = makeKey('work', '-t', 'ed25519')
  await authorize(InstanceId, publicLine(key))
  const words = await sshTo(InstanceId, { key })
  const to = words.pop() ?? ''
  const at = to.indexOf('@127.')
  cpSync(here, folder, { recursive: true })
  execFileSync('tar', ['czf', 'archive.tar.gz', 'template.j2'], { cwd: folder })
  const host = [
    'swas',
    `ansible_host=${to.slice(at + 1)}`,
    `ansible_user=${to.slice(0, at)}`,
    `ansible_port=${words[words.indexOf('-p') + 1]}`,
    `ansible_ssh_common_args='${words.filter((word, index) => word !== '-p' && words[index - 1] !== '-p').join(' ')}'`,
    'ansible_python_interpreter=/usr/bin/python3'
  ]
  writeFileSync(join(folder, 'hosts'), host.join(' '))
  writeFileSync(join(folder, 'ansible.cfg'), '[defaults]\ninventory=hosts\nnocows=true\n')
  const ansible = (name: string, ...args: string[]) =>
    run([program, '-m', 'ansible', name, ...args], '', folder, 600_000)

  await t.test('ping', async (t) => {
    const { code, stdout } = await ansible('adhoc', 'swas', '-m', 'ping')
    t.equal(code, 0)
    t.match(stdout, /SUCCESS => \{\s+"changed": false,\s+"ping": "pong"/)
  })

  await t.test('a playbook', async (t) => {
    const { code, stdout, stderr } = await ansible('playbook', 'playbook.yml')
    if (code !== 0) t.comment(stdout.slice(-3000), stderr)
    t.equal(code, 0)
    t.match(stdout, /swas +: ok=\d+ +changed=\d+ +unreachable=0 +failed=0 /)
    t.equal(readFileSync(join(folder, 'fetched'), 'utf8'), 'hello Ubuntu\n')
    const left = await ssh(
      InstanceId,
      { key },
      'ls /data; stat -c %a /data/app /data/app/motd; cat /data/template.j2; sshd -T | grep maxauth'
    )
    t.equal(
      left.stdout,
      `app\nlink\nnotified\ntemplate.j2\n750\n600\n${readFileSync(join(here, 'template.j2'), 'utf8')}maxauthtries 4\n`
    )
  })
})
