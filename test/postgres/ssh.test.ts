/** Servers that are logged on to by two processes of one database. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { databaseUrl, freshDatabase, linuxImage, needsPostgres } from '../fixture.ts'
import { type Running, run as runService } from '../process.ts'
import { needsSsh, run, wordsOf } from '../ssh/client.ts'

const needs = { skip: needsPostgres.skip || needsSsh.skip }

t.test('what happens on one happens on the other', needs, async (t) => {
  const folder = t.testdir({})
  const key = join(folder, 'key')
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
  const DATABASE_URL = await freshDatabase(t, databaseUrl ?? '')
  const [one, two] = await Promise.all([runService(t, { DATABASE_URL }), runService(t, { DATABASE_URL })])
  const { InstanceIds } = (
    await one.rpc('CreateInstances', { ImageId: linuxImage, PlanId: 'swas.s2.c2m2s50b4t08', Period: '1' })
  ).body
  const InstanceId = InstanceIds[0]
  const PublicKey = readFileSync(`${key}.pub`, 'utf8')
  await one.rpc('UploadInstanceKeyPair', { InstanceId, KeyPairName: 'work', PublicKey })
  await one.rpc('RebootInstance', { InstanceId })
  const logonOf = async ({ rpc }: Running) => (await rpc('DescribeInstanceLogon', { InstanceId })).body
  const words = async (service: Running, ...command: string[]) => {
    const { Host, Port, KnownHosts } = await logonOf(service)
    writeFileSync(join(folder, `known-${Port}`), KnownHosts.join('\n'))
    return wordsOf({ key, host: Host, port: Port }, join(folder, `known-${Port}`), command)
  }
  const ssh = async (service: Running, ...command: string[]) =>
    await run(['ssh', ...(await words(service, ...command))])

  t.same((await logonOf(one)).HostKeys, (await logonOf(two)).HostKeys, 'the server is known by the same keys')
  t.match(await ssh(one, 'echo one > file'), { code: 0 })
  t.match(await ssh(two, 'cat file'), { stdout: 'one\n' })

  for (const [action, by] of [
    ['RebootInstance', two],
    ['StopInstance', two],
    ['StartInstance', undefined],
    ['ResetSystem', one]
  ] as const) {
    if (by === undefined) {
      await one.rpc(action, { InstanceId })
      continue
    }
    const child = spawn('ssh', await words(by === two ? one : two, 'echo up; sleep 60'))
    await once(child.stdout, 'data')
    const begun = performance.now()
    const [stderr, { status }] = await Promise.all([text(child.stderr), by.rpc(action, { InstanceId })])
    t.equal(status, 200)
    t.match(stderr, /closed by remote host/, `${action} at the other process`)
    t.ok(performance.now() - begun < 15_000)
  }
  t.match(await ssh(two, 'true'), { code: 255 }, 'the key went with the disk')
})
