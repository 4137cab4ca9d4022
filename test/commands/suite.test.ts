import { readFileSync, statSync } from 'node:fs'
import t, { type Test } from 'tap'
import { kill, launch, type Running, run } from '../process.ts'
import { command, folder, type Outcome } from './command.ts'

const token = { SWAS_CONTROL_TOKEN: '0123456789abcdef' }

async function service(t: Test): Promise<Running & { call(args: string[], input?: string): Promise<Outcome> }> {
  const running = await run(t, token)
  return { ...running, call: (args, input) => command([...args, '--url', `http://${running.endpoint}`], token, input) }
}

const done = { code: 0, stdout: '', stderr: '' }
async function make(running: Running, name: string, account = 'testid'): Promise<void> {
  await running.rpc('CreateKeyPair', { KeyPairName: name, AccessKeyId: account })
}

const count = async (running: Running, account = 'testid') =>
  (await running.rpc('ListKeyPairs', { AccessKeyId: account })).body.TotalCount

t.test('snapshots are saved, listed, restored, carried in a file and deleted', async (t) => {
  const at = await service(t)
  await make(at, 'one')
  t.same(await at.call(['snapshot', 'save', 'a']), done)
  await make(at, 'two')
  t.same(await at.call(['snapshot', 'restore', 'a']), done)
  t.equal(await count(at), 1)
  const file = `${folder(t)}/a.json`
  t.same(await at.call(['snapshot', 'export', 'a', file]), done)
  t.equal((await at.call(['snapshot', 'export', 'a'])).stdout, readFileSync(file, 'utf8'))
  t.same(await at.call(['snapshot', 'import', 'b', file]), done)
  t.same(await at.call(['snapshot', 'import', 'c', '-'], readFileSync(file, 'utf8')), done)
  t.match((await at.call(['snapshot', 'list'])).stdout, /^\S+Z {2}c\n\S+Z {2}b\n\S+Z {2}a\n$/)
  t.match(JSON.parse((await at.call(['snapshot', 'list', '--json'])).stdout), [
    { name: 'c' },
    { name: 'b' },
    { name: 'a' }
  ])
  t.same(await at.call(['snapshot', 'delete', 'b']), done)
  t.match(await at.call(['snapshot', 'restore', 'b']), {
    code: 1,
    stdout: '',
    stderr: /^InvalidSnapshot\.NotFound: .*\n$/
  })
  t.match(await at.call(['snapshot', 'import', 'd', '-'], 'no'), { code: 1, stderr: /- is no snapshot: it isn't JSON/ })
})

t.test('a reset is of one account, or of all', async (t) => {
  const at = await service(t)
  for (const account of ['dev', 'other']) await make(at, 'k1', account)
  t.same(await at.call(['reset', '--account', 'dev']), done)
  t.same([await count(at, 'dev'), await count(at, 'other')], [0, 1])
  t.same(await at.call(['reset']), done)
  t.equal(await count(at, 'other'), 0)
  t.match(await command(['reset', '--url', `http://${at.endpoint}`]), { code: 1, stderr: /^\w+(\.\w+)*: .+\n$/ })
})

t.test('a seed says what it made, and saves its private keys', async (t) => {
  const at = await service(t)
  const seed = 'accounts:\n  - account: dev\n    servers: [{ name: web }]\n    keyPairs: [{ name: k1 }]\n'
  const keys = folder(t, { 'seed.yaml': seed })
  const { code, stdout } = await at.call(['seed', `${keys}/seed.yaml`, '--keys', keys])
  t.equal(code, 0)
  t.match(stdout, /^server\tdev\tcn-hangzhou\tweb\t[0-9a-f]{32}\t\S+\nkey-pair\tdev\tcn-hangzhou\tk1\n$/)
  const file = `${keys}/dev.cn-hangzhou.k1.pem`
  t.match(readFileSync(file, 'utf8'), /^-----BEGIN OPENSSH PRIVATE KEY-----\n/)
  t.equal(statSync(file).mode & 0o777, 0o600)
  t.match(await at.call(['seed', '-'], seed), { code: 1, stderr: /^InvalidSeed\.Conflict: / })
  t.match(await at.call(['seed', '-'], 'servers: 7'), { code: 1, stderr: /^InvalidSeed\.Malformed: / })
  await at.call(['reset'])
  t.match(await at.call(['seed', '-', '--keys', keys], seed), { code: 1, stderr: /EEXIST.*its key is:\n-----BEGIN/s })
  await at.call(['reset'])
  const made = JSON.parse((await at.call(['seed', '-', '--json'], seed)).stdout)
  t.match(made, { servers: [{ name: 'web' }], keyPairs: [{ name: 'k1', privateKey: /^-----BEGIN/ }] })
  t.match(await at.call(['seed', `${keys}/none.yaml`]), { code: 1, stderr: /ENOENT.*none\.yaml/ })
})

t.test('it waits until the service is there', async (t) => {
  const { endpoint, stop } = await service(t)
  await stop()
  const url = ['--url', `http://${endpoint}`]
  t.match(await command(['wait', '--for-ms', '300', ...url]), { code: 1, stderr: /still doesn’t answer after 300 ms/ })
  const waiting = command(['wait', ...url])
  const child = launch({ PORT: endpoint.split(':')[1] ?? '' })
  t.after(() => kill(child))
  t.same(await waiting, done)
})

t.test('it waits for a call, and says what came instead', async (t) => {
  const at = await service(t)
  const waiting = at.call(['wait', 'call', 'CreateKeyPair', '--parameter', 'KeyPairName=k1', '--within-ms', '120000'])
  await make(at, 'other')
  await make(at, 'k1', 'dev')
  t.match(await waiting, { code: 0, stdout: /^\S+Z\tdev\tCreateKeyPair\t200\tdone\t[0-9A-F-]{36}\n$/, stderr: '' })
  const [call] = (await at.call(['wait', 'call', 'CreateKeyPair', '--account', 'dev', '--json'])).stdout
    .trim()
    .split('\n')
  t.match(JSON.parse(call ?? ''), { operation: 'CreateKeyPair', parameters: { KeyPairName: 'k1' } })
  await at.rpc('DeleteKeyPairs', { 'KeyPairNames.1': 'other' })
  t.match(await at.call(['wait', 'call', 'DeleteKeyPairs', '--parameter', 'KeyPairNames=["other"]']), { code: 0 })
  t.match(await at.call(['wait', 'call', 'DeleteKeyPairs', '--parameter', 'KeyPairNames=["x"]', '--within-ms', '1']), {
    code: 1,
    stdout: '',
    stderr: /^InvalidCall\.NotMade: .*other.*\n$/
  })
  await make(at, 'k1', 'dev')
  t.match(await at.call(['wait', 'call', 'CreateKeyPair', '--code', 'KeyPairNameAlreadyExist']), {
    stdout: /KeyPairNameAlreadyExist/
  })
  t.match(await at.call(['wait', 'call', 'CreateKeyPair', '--times', '9', '--within-ms', '1']), { code: 1 })
  t.match(await at.call(['wait', 'call', 'CrateKeyPair']), { code: 1, stderr: /^\w+(\.\w+)*: / })
})
