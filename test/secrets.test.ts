import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { type Body, makeInstances, start } from './fixture.ts'
import { everyRow } from './rows.ts'

t.test('no private key, signature, token or password is logged, answered in an error, or kept', async (t) => {
  const accessKeys = [{ accessKeyId: 'known', accessKeySecret: 'marked-secret', securityToken: 'marked-sts' }]
  const service = await start(t, { logLevel: 'trace', accessKeys })
  const { ok, rpc, log, database } = service
  const [InstanceId = ''] = await makeInstances(service)
  const marked = {
    SecurityToken: 'marked-security-token',
    Signature: 'marked-signature',
    SignatureNonce: 'marked-nonce'
  }
  const token = { ClientToken: 'marked-client-token' }
  const pasted = '-----BEGIN OPENSSH PRIVATE KEY-----\nbWFya2VkLXByaXZhdGUta2V5\n-----END OPENSSH PRIVATE KEY-----'
  const passwords = { good: 'Marked-Passw0rd-1', bad: 'marked-bad-password' }

  const made: Body[] = [
    await ok('CreateKeyPair', { KeyPairName: 'k1', ...marked, ...token }),
    await ok('CreateKeyPair', {
      KeyPairName: 'k2',
      PrivateKeyFormat: 'PPK',
      ...token,
      RegionId: 'cn-beijing',
      ClientToken: 'marked-client-token-2'
    }),
    await ok('CreateInstanceKeyPair', { KeyPairName: 'k3', InstanceId, ...marked, ...token })
  ]
  await ok('UpdateInstanceAttribute', { InstanceId, Password: passwords.good, ...marked, ...token })
  const { SecurityToken: terminalToken } = await ok('StartTerminalSession', { InstanceId })
  await ok('ResetSystem', { InstanceId, 'LoginCredentials.Password': passwords.good, ...token })
  const refused = [
    await rpc('CreateKeyPair', { KeyPairName: 'k1', ...marked }),
    await rpc('ImportKeyPair', { KeyPairName: 'k4', PublicKeyBody: pasted, ...marked, ...token }),
    await rpc('ImportKeyPair', { KeyPairName: pasted, PublicKeyBody: pasted }, 'GET'),
    await rpc('UpdateInstanceAttribute', { InstanceId, Password: passwords.bad }),
    await rpc('CreateKeyPair', { KeyPairName: 'k5', ClientToken: 'marked-client-token\u0007' }),
    await rpc('ListRegions', { AccessKeyId: 'known', ...marked })
  ]
  t.same(
    refused.map(({ status }) => status),
    [400, 400, 400, 400, 400, 400]
  )

  const privateLines = made
    .flatMap((body) => String(body.PrivateKeyBody ?? body.PrivateKey).split(/\r?\n/))
    .filter((line) => /^[\w+/]{60,}=*$/.test(line))
  const publicText =
    JSON.stringify(await ok('ListKeyPairs')) + JSON.stringify(await ok('ListKeyPairs', { RegionId: 'cn-beijing' }))
  const secrets = [
    ...privateLines.filter((line) => !publicText.includes(line)),
    ...Object.values(marked),
    'marked-secret',
    'marked-sts',
    'marked-client-token',
    'bWFya2VkLXByaXZhdGUta2V5',
    ...Object.values(passwords),
    terminalToken
  ]
  t.ok(secrets.length > 40)
  await fetch(`http://${service.endpoint}/_swas/calls`) // writes what waits to be logged
  const rests = {
    log: log(),
    errors: JSON.stringify(refused.map(({ text }) => text)),
    database: (await everyRow(database)).join('\n')
  }
  for (const [name, text] of Object.entries(rests)) {
    t.ok(text.length > 100, `${name} has something to look at`)
    t.same(
      secrets.filter((secret) => text.includes(secret)),
      [],
      `${name} holds no secret`
    )
    t.notMatch(text, /BEGIN (RSA |OPENSSH )?PRIVATE KEY/, name)
  }
})

t.test('the sources log no request as a whole', async (t) => {
  const folder = join(import.meta.dirname, '../src')
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.ts'))
      t.notMatch(readFileSync(join(folder, name), 'utf8'), /log\.\w+\(\{[^}]*\b(req|request|query|body|headers)\b/)
  }
})
