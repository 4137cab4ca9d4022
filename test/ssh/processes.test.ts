/** Servers of the built program: over a restart of the service, and where SSH is off or its port is taken. */
import { createServer } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { type Running, run as runService, runToEnd } from '../process.ts'
import { makeServer, plan } from './built.ts'
import { needsSsh } from './client.ts'

t.test('files, keys and host keys outlast the service', needsSsh, async (t) => {
  const folder = t.testdir({})
  const settings = { DATA_DIR: join(folder, 'data') }
  const first = await runService(t, settings)
  const { logonOf, ssh } = await makeServer(first, folder)
  t.match(await ssh(first, 'echo kept > kept'), { code: 0 })
  const { HostKeys } = await logonOf(first)
  t.equal(await first.stop(), 0)
  const second = await runService(t, settings)
  t.match(await ssh(second, 'cat kept'), { stdout: 'kept\n' })
  t.same((await logonOf(second)).HostKeys, HostKeys)
})

t.test('SSH_PORT=off', async (t) => {
  const { rpc } = await runService(t, { SSH_PORT: 'off' })
  const { InstanceIds } = (await rpc('CreateInstances', plan)).body
  const { body } = await rpc('DescribeInstanceLogon', { InstanceId: InstanceIds[0] })
  t.match(body, { SshEnabled: false, Host: undefined })
  const { status, body: refusal } = await openPort(body.InstanceId, rpc)
  t.match({ status, refusal }, { status: 409, refusal: { Code: 'InvalidPort.SshOff' } })
})

async function openPort(instanceId: string, rpc: Running['rpc']) {
  const { body } = await rpc('ListRegions')
  const endpoint = body.Regions[0].RegionEndpoint
  const response = await fetch(`http://${endpoint}/_swas/ports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ instanceId })
  })
  return { status: response.status, body: (await response.json()) as object }
}

t.test('a port that is taken ends the program', async (t) => {
  const other = createServer().listen(0, '0.0.0.0')
  t.teardown(() => other.close())
  await new Promise((resolve) => other.once('listening', resolve))
  const address = other.address()
  const SSH_PORT = String(typeof address === 'object' ? address?.port : 0)
  const { code, stderr } = await runToEnd({ SSH_PORT })
  t.equal(code, 1)
  t.match(stderr, `swas-local: SSH_PORT ${SSH_PORT} is not available (EADDRINUSE)`)
})
