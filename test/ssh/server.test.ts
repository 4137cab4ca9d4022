/** Which server is meant, who may connect to it, and by what it is known. */
import { execFileSync } from 'node:child_process'
import { connect, createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import t from 'tap'
import { makeInstances, windowsImage } from '../fixture.ts'
import { controlClient } from '../http/control/client.ts'
import { makeServer, needsSsh, password, publicLine, run, startSsh } from './client.ts'

t.test('which server', needsSsh, async (t) => {
  const setting = await startSsh(t)
  const { ok, ssh, makeKey, authorize, logonOf, endpoint, sshPort } = setting
  const [one, two] = [await makeServer(setting), await makeServer(setting)]
  const [ofOne, ofTwo] = [makeKey('one', '-t', 'ed25519'), makeKey('two', '-t', 'ed25519')]
  await authorize(one, publicLine(ofOne))
  await authorize(two, publicLine(ofTwo))
  const control = controlClient(endpoint)
  const scan = async (host: string, port = sshPort) =>
    (await run(['ssh-keyscan', '-p', String(port), host])).stdout
      .trim()
      .split('\n')
      .map((line) => line.split(' ').slice(1).join(' '))
      .sort()

  t.test('by its address', async (t) => {
    t.equal((await ssh(one, { key: ofOne }, 'true')).code, 0)
    t.equal((await ssh(two, { key: ofTwo }, 'true')).code, 0)
    t.equal((await ssh(one, { key: ofTwo }, 'true')).code, 255)
    t.equal((await ssh(one, { key: ofOne, user: `root+${one}` }, 'true')).code, 0)
    t.equal((await ssh(one, { key: ofTwo, user: `root+${two}` }, 'true')).code, 255, 'the address says another')
  })

  t.test('by the user name, where the address says none', async (t) => {
    const trust = { host: '127.0.0.1', args: ['-o', 'StrictHostKeyChecking=no'] }
    t.equal((await ssh(one, { ...trust, key: ofOne, user: `root+${one}` }, 'true')).code, 0)
    t.equal((await ssh(two, { ...trust, key: ofTwo, user: `root+${two}` }, 'true')).code, 0)
    t.equal((await ssh(one, { ...trust, key: ofOne, user: `root+${two}` }, 'true')).code, 255)
    t.equal((await ssh(one, { ...trust, key: ofOne, user: 'root' }, 'true')).code, 255)
    t.equal((await ssh(one, { ...trust, key: ofOne, user: 'root+none' }, 'true')).code, 255)
  })

  t.test('by a port of its own', async (t) => {
    const { status, body } = await control('POST', 'ports', { instanceId: two })
    t.equal(status, 201)
    const way = { host: '127.0.0.1', port: body.port, args: ['-o', 'StrictHostKeyChecking=no'] }
    t.equal((await ssh(two, { ...way, key: ofTwo }, 'true')).code, 0)
    t.equal((await ssh(two, { ...way, key: ofOne }, 'true')).code, 255)
    t.same(await scan('127.0.0.1', body.port), await scan((await logonOf(two)).Host), 'known by its own keys')
    t.match(await control('GET', 'ports'), { body: { ports: [{ port: body.port, instanceId: two }] } })
    const again = { instanceId: one, port: body.port }
    t.match(await control('POST', 'ports', again), { status: 409, body: { Code: 'InvalidPort.AlreadyExist' } })
    t.equal((await control('DELETE', `ports/${body.port}`)).status, 204)
    t.match(await control('DELETE', `ports/${body.port}`), { status: 404, body: { Code: 'InvalidPort.NotFound' } })
    t.match(await control('DELETE', `ports/${sshPort}`), { status: 404 }, 'the common port itself stays')
    t.equal((await ssh(two, { ...way, key: ofTwo }, 'true')).code, 255)
    t.match(await control('POST', 'ports', { instanceId: 'none' }), { status: 404 })
    const [windows] = await makeInstances(setting, 1, windowsImage)
    t.match(await control('POST', 'ports', { instanceId: windows }), { status: 403 })
    for (let n = 0; n < 100; n++) t.equal((await control('POST', 'ports', { instanceId: one })).status, 201)
    const more = await control('POST', 'ports', { instanceId: one })
    t.match(more, { status: 409, body: { Code: 'InvalidPort.TooMany' } })
  })

  t.test('an address without a server', async (t) => {
    const { code, stderr } = await ssh(one, { host: '127.0.9.9', key: ofOne, args: ['-o', 'StrictHostKeyChecking=no'] })
    t.equal(code, 255)
    t.match(stderr, 'No server has the address 127.0.9.9.')
  })

  t.test('a server that is not Running', async (t) => {
    await ok('StopInstance', { InstanceId: two })
    t.match(await ssh(two, { key: ofTwo }, 'true'), { code: 255, stderr: /kex_exchange_identification|reset by peer/ })
    await ok('StartInstance', { InstanceId: two })
    t.equal((await ssh(two, { key: ofTwo }, 'true')).code, 0)
  })

  t.test('a Windows server', async (t) => {
    const [windows = ''] = await makeInstances(setting, 1, windowsImage)
    const { Instances } = await ok('ListInstances', { InstanceIds: JSON.stringify([windows]) })
    t.match(await run(['ssh-keyscan', '-p', String(sshPort), Instances[0].PublicIpAddress]), { stdout: '' })
  })

  t.test('host keys', async (t) => {
    const { Host, HostKeys, KnownHosts } = await logonOf(one)
    const told = HostKeys.map(({ PublicKey }: { PublicKey: string }) => PublicKey).sort()
    t.same(await scan(Host), told, 'as ssh-keyscan finds them')
    t.notSame(told, await scan((await logonOf(two)).Host), 'each server has its own')
    for (const [index, { PublicKey, Fingerprint }] of HostKeys.entries()) {
      const shown = execFileSync('ssh-keygen', ['-lf', '-'], { input: PublicKey, encoding: 'utf8' })
      t.match(shown, `${index === 0 ? 256 : 2048} ${Fingerprint} `)
    }
    t.match(KnownHosts[0], `[${Host}]:${sshPort} ssh-ed25519 `)
    await ok('RebootInstance', { InstanceId: one })
    t.same(await scan(Host), told, 'the same after a restart')
    await ok('ResetSystem', { InstanceId: one })
    const renewed = await scan(Host)
    t.notOk(
      told.some((line: string) => renewed.includes(line)),
      'new after ResetSystem'
    )
  })
})

const outside = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === 'IPv4' && !one.internal)?.address
const needsNetwork = { skip: outside === undefined && 'this machine has loopback addresses only' }

t.test('only loopback addresses are answered at, unless told otherwise', needsNetwork, async (t) => {
  /** The first that comes; nothing where the connection is closed at once. */
  const greeting = (port: number) =>
    new Promise<string>((resolve) => {
      const socket = connect(port, outside).on('error', () => resolve(''))
      socket
        .once('close', () => resolve(''))
        .once('data', (data) => {
          resolve(data.toString())
          socket.destroy()
        })
    })
  const shut = await startSsh(t)
  t.equal(await greeting(shut.sshPort), '')
  const open = await startSsh(t, { ssh: { host: '0.0.0.0', port: 0, isLoopbackOnly: false } })
  t.match(await greeting(open.sshPort), /^SSH-2\.0-/)
  const id = await makeServer(open)
  t.match(await open.ssh(id, { password }, 'echo', 'in'), { stdout: 'in\n' }, 'as DescribeInstanceLogon tells')
})

t.test('a port that is taken', async (t) => {
  const other = createServer().listen(0, '0.0.0.0')
  t.teardown(() => other.close())
  await new Promise((resolve) => other.once('listening', resolve))
  const address = other.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const ssh = { host: '0.0.0.0', port, isLoopbackOnly: true }
  await t.rejects(startSsh(t, { ssh }), {
    message: `SSH_PORT ${port} is not available (EADDRINUSE): choose another, 0 for any, or off.`
  })
})
