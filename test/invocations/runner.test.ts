import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { caller, databaseUrl, makeInstances, start } from '../fixture.ts'
import { account, begin, type Caller, resultOf, runScript, script } from '../operations/expect.ts'
import { run } from '../process.ts'

const interrupted = {
  InvocationStatus: 'Terminated',
  InvokeRecordStatus: 'Stopped',
  ErrorCode: 'ExecutionInterrupted',
  Output: ''
}

function folderOf(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'swas-commands-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

t.test('what a process left that was killed ends as interrupted', async (t) => {
  const DATA_DIR = folderOf(t)
  const asCaller = (endpoint: string): Caller => account({ endpoint }, 'tester')
  const first = await run(t, { DATA_DIR })
  const before = asCaller(first.endpoint)
  const [id = ''] = await makeInstances(before)
  const InvokeId = await begin(before, id, 'sleep 600')
  await first.kill()
  const second = await run(t, { DATA_DIR })
  t.match(await resultOf(asCaller(second.endpoint), id, InvokeId), interrupted)
  t.equal(await second.stop(), 0)
})

t.test('a service that closes ends what runs, and doesn’t wait for it', async (t) => {
  const dataDir = folderOf(t)
  const first = await start(t, { dataDir })
  const [id = ''] = await makeInstances(first)
  const InvokeId = await begin(first, id, 'sleep 600')
  await first.app.close()
  const second = await start(t, { dataDir })
  t.match(await resultOf(second, id, InvokeId), interrupted)
})

t.test('in one process', async (t) => {
  const service = await start(t)
  const { database, endpoint } = service
  const [id = ''] = await makeInstances(service)

  t.test('what couldn’t be sent within a minute is aborted, and never run', async (t) => {
    const { InvokeId } = await runScript(service, id, 'touch /tmp/was-here')
    await runScript(service, id, 'rm /tmp/was-here')
    await sql`
      update invocation_results set status = 'Pending', finished_at = null, exit_code = null, error_code = '',
        queued_at = clock_timestamp() - interval '61 seconds'
      where invoke_id = ${InvokeId}`.execute(database.db)
    t.match(await runScript(service, id, 'ls /tmp/was-here'), { InvocationStatus: 'Failed' })
    t.match(await resultOf(service, id, InvokeId), {
      InvocationStatus: 'Aborted',
      ErrorCode: 'DeliveryTimeout',
      ErrorInfo: 'the command delivery has been timeout'
    })
  })

  // More than what runs at a time, so that each end must see to it that the next one begins.
  t.test('a long queue is emptied, whenever its commands end', async (t) => {
    const begin = async (content: string) =>
      (await service.ok('RunCommand', { InstanceId: id, ...script(content) })).InvokeId
    const invoked = await Promise.all(Array.from({ length: 200 }, (_, n) => begin(`sleep 0.0${n % 10}; echo ${n}`)))
    for (const [n, InvokeId] of invoked.entries())
      t.match(await resultOf(service, id, InvokeId), { InvocationStatus: 'Success', Output: `${n}\n` })
  })

  // Of a shared database another process may well be one that runs it.
  const isShared = databaseUrl !== undefined && 'others may share the database'
  t.test('nobody else can be running anything, whatever was promised', { skip: isShared }, async (t) => {
    const { InvokeId } = await runScript(service, id, 'true')
    await sql`
      update invocation_results set status = 'Running', finished_at = null, exit_code = null, runner_id = gen_random_uuid(),
        leased_until = clock_timestamp() + interval '1 hour'
      where invoke_id = ${InvokeId}`.execute(database.db)
    await runScript(service, id, 'true')
    t.match(await resultOf(service, id, InvokeId), interrupted)
  })

  t.test('a reset ends what runs', async (t) => {
    const by = account(service, 'reset')
    const [own = ''] = await makeInstances(by)
    await begin(by, own, 'sleep 600')
    const headers = { authorization: `Basic ${Buffer.from('reset:').toString('base64')}` }
    const reply = await fetch(`http://${endpoint}/_swas/reset`, { method: 'POST', headers })
    t.equal(reply.status, 204)
    t.match(await runScript(service, id, 'echo alive'), { Output: 'alive\n' })
  })

  t.test('the newest 1,000 of an account stay', async (t) => {
    const by = account(service, 'many')
    const [own = ''] = await makeInstances(by)
    const { InvokeId } = await runScript(by, own, 'true')
    await sql`
      insert into invocations (invoke_id, account, region_id, name, type, content, parameters, script, working_dir,
        username, timeout, created_at)
      select 't-' || n, 'many', region_id, name, type, content, parameters, script, working_dir, username, timeout,
        created_at
      from invocations, generate_series(1, 998) n where invoke_id = ${InvokeId}`.execute(database.db)
    await sql`
      insert into invocation_results (invoke_id, instance_id, status)
      select 't-' || n, ${own}, 'Success' from generate_series(1, 998) n`.execute(database.db)
    const total = async () => (await by.ok('DescribeInvocations', { InstanceId: own })).TotalCount
    t.equal(await total(), 999)
    await runScript(by, own, 'true')
    t.equal(await total(), 1000)
    await runScript(by, own, 'true')
    t.equal(await total(), 1000)
    t.equal((await caller(endpoint, 'many')('DescribeInvocationResult', { InstanceId: own, InvokeId })).status, 404)
  })
})
