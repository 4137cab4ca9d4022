/** Servers that are logged on to by two processes of one database. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { databaseUrl, freshDatabase, needsPostgres } from '../fixture.ts'
import { run as runService } from '../process.ts'
import { makeServer } from '../ssh/built.ts'
import { needsSsh } from '../ssh/client.ts'

const needs = { skip: needsPostgres.skip || needsSsh.skip }

t.test('what happens on one happens on the other', needs, async (t) => {
  const DATABASE_URL = await freshDatabase(t, databaseUrl ?? '')
  const [one, two] = await Promise.all([runService(t, { DATABASE_URL }), runService(t, { DATABASE_URL })])
  const { InstanceId, logonOf, words, ssh } = await makeServer(one, t.testdir({}))

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
    const [stderr, { status }] = await Promise.all([text(child.stderr), by.rpc(action, { InstanceId })])
    t.equal(status, 200)
    t.match(stderr, /closed by remote host/, `${action} at the other process`)
  }
  t.match(await ssh(two, 'true'), { code: 255 }, 'the key went with the disk')
})
