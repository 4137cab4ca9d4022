/** The whole story of a key: attached, in force after a restart, and out again. */
import { writeFileSync } from 'node:fs'
import t from 'tap'
import { list } from '../fixture.ts'
import { makeServer, needsSsh, password, publicLine, startSsh } from './client.ts'

t.test('a key is accepted after the restart that its attachment waits for', needsSsh, async (t) => {
  const setting = await startSsh(t)
  const { ok, ssh, makeKey } = setting
  const InstanceId = await makeServer(setting)
  const key = makeKey('work', '-t', 'ed25519')
  const method = (stderr: string) => /Authenticated to .* using "([^"]*)"/.exec(stderr)?.[1]
  const isIn = async (way: object) => {
    const { code, stderr } = await ssh(InstanceId, { ...way, args: ['-v'] }, 'true')
    return code === 0 ? method(stderr) : false
  }
  const seen = async () => [await isIn({ key }), await isIn({ password })]

  t.same(await seen(), [false, 'password'], 'a new server')
  await ok('ImportKeyPair', { KeyPairName: 'work', PublicKeyBody: publicLine(key) })
  await ok('AttachKeyPair', { KeyPairName: 'work', ...list('InstanceIds', [InstanceId]) })
  t.same(await seen(), [false, 'password'], 'attached')
  await ok('RebootInstance', { InstanceId })
  t.same(await seen(), ['publickey', false], 'restarted')
  await ok('DetachKeyPair', { KeyPairName: 'work', ...list('InstanceIds', [InstanceId]) })
  t.same(await seen(), ['publickey', false], 'detached')
  await ok('RebootInstance', { InstanceId })
  t.same(await seen(), [false, false], 'restarted again')
})

t.test('the key that CreateKeyPair gives', needsSsh, async (t) => {
  const setting = await startSsh(t)
  const { ok, ssh, folder } = setting
  const InstanceId = await makeServer(setting)
  const { PrivateKeyBody } = await ok('CreateKeyPair', { KeyPairName: 'made' })
  writeFileSync(`${folder}/made.pem`, PrivateKeyBody, { mode: 0o600 })
  await ok('AttachKeyPair', { KeyPairName: 'made', ...list('InstanceIds', [InstanceId]) })
  await ok('RebootInstance', { InstanceId })
  t.match(await ssh(InstanceId, { key: `${folder}/made.pem` }, 'echo', 'in'), { code: 0, stdout: 'in\n' })
})
