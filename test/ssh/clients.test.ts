/** Clients other than OpenSSH's. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ssh2 from 'ssh2'
import t from 'tap'
import { list } from '../fixture.ts'
import { has } from '../machine.ts'
import { makeServer, password, run, startSsh } from './client.ts'

t.test('PuTTY', { skip: !has('plink') && 'no plink' }, async (t) => {
  const setting = await startSsh(t)
  const { ok, logonOf, folder } = setting
  const id = await makeServer(setting)
  const { Host, Port, HostKeys } = await logonOf(id)
  const hosts = HostKeys.flatMap(({ Fingerprint }: { Fingerprint: string }) => ['-hostkey', Fingerprint])
  const plink = (...words: string[]) =>
    run(['plink', '-ssh', '-batch', '-noagent', '-P', String(Port), ...hosts, ...words], '')
  t.match(await plink('-pw', password, `root@${Host}`, 'echo in; exit 3'), { code: 3, stdout: 'in\n' })
  t.match(await plink('-pw', 'wrong', `root@${Host}`, 'true'), { code: 1 })

  const { PrivateKeyBody } = await ok('CreateKeyPair', { KeyPairName: 'putty', PrivateKeyFormat: 'PPK' })
  const key = join(folder, 'putty.ppk')
  writeFileSync(key, PrivateKeyBody)
  await ok('AttachKeyPair', { KeyPairName: 'putty', ...list('InstanceIds', [id]) })
  await ok('RebootInstance', { InstanceId: id })
  t.match(await plink('-i', key, `root@${Host}`, 'echo in'), { code: 0, stdout: 'in\n' })
})

t.test('ssh2, with RSA and SHA-512', async (t) => {
  const setting = await startSsh(t)
  const { ok, logonOf } = setting
  const id = await makeServer(setting)
  const { PrivateKeyBody: privateKey } = await ok('CreateKeyPair', { KeyPairName: 'work' })
  await ok('AttachKeyPair', { KeyPairName: 'work', ...list('InstanceIds', [id]) })
  await ok('RebootInstance', { InstanceId: id })
  const { Host: host, Port: port } = await logonOf(id)
  const client = new ssh2.Client()
  t.teardown(() => client.end())
  await new Promise((resolve, reject) => {
    client.once('ready', () => resolve(undefined)).once('error', reject)
    client.connect({ host, port, username: 'root', privateKey })
  })
  t.pass('it is in')
})
