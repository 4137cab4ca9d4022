/** Whatever a client sends, and wherever it vanishes, others notice nothing. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import t from 'tap'
import { makeServer, needsSsh, publicLine, startSsh } from './client.ts'
import {
  byte,
  closeChannel,
  connectOddly,
  endOfInput,
  globalRequest,
  type OddClient,
  openSession,
  request,
  text,
  uint32
} from './odd-client.ts'

type Oddity = (client: OddClient) => void

const size = [uint32(80), uint32(24), uint32(0), uint32(0)]
const long = 'x'.repeat(200_000)

const afterLogon: Record<string, Oddity> = {
  'nothing at all': () => {},
  'a session without a program': ({ send }) => send(...openSession(0)),
  'an unknown subsystem': ({ send }) => {
    send(...openSession(0))
    send(...request('subsystem', [text('netconf')]))
  },
  'a program in a session whose input has ended': ({ send }) => {
    send(...openSession(0))
    send(...endOfInput())
    for (const type of ['exec', 'subsystem']) send(...request(type, [text('sftp')]))
    send(...request('shell'))
  },
  'two programs in one session': ({ send }) => {
    send(...openSession(0))
    for (const command of ['sleep 60', 'echo two']) send(...request('exec', [text(command)]))
  },
  'requests for a session that is closed': ({ send }) => {
    send(...openSession(0))
    send(...closeChannel())
    for (const type of ['shell', 'break', 'signal']) send(...request(type, [text('INT')]))
  },
  'requests that nobody knows, in no order': ({ send }) => {
    send(...openSession(0))
    send(...request('window-change', size))
    send(...request('break', [uint32(500)]))
    send(...request('auth-agent-req@openssh.com'))
    send(...request('x11-req', [byte(0), text('MIT-MAGIC-COOKIE-1'), text('00'), uint32(0)]))
    send(...request('eow@openssh.com'))
    send(...request('signal', [text('FOO')]))
    send(...request('env', [text('LC_ALL'), text(long)]))
  },
  'a terminal whose modes are cut off': ({ send }) => {
    send(...openSession(0))
    send(...request('pty-req', [text(long), ...size, text(Buffer.of(1, 0, 0))]))
  },
  'channels that are not there': ({ send }) => {
    for (const channel of [7, 2 ** 31, 2 ** 32 - 1]) send(byte(94), uint32(channel), text('data'))
  },
  'channels that go elsewhere': ({ send }) => {
    for (const type of ['direct-tcpip', 'direct-streamlocal@openssh.com', 'tun@openssh.com', 'x11', 'new@example.com'])
      send(byte(90), text(type), uint32(0), uint32(0), uint32(0), text('127.0.0.1'), uint32(1), text(''), uint32(1))
  },
  'three thousand sessions': ({ send }) => {
    for (let sender = 0; sender < 3000; sender++) send(...openSession(sender))
  },
  'global requests without end': ({ send }) => {
    for (let n = 0; n < 1000; n++) send(...globalRequest('keepalive@openssh.com'))
    send(...globalRequest('tcpip-forward', text(''), uint32(0)))
    send(...globalRequest('streamlocal-forward@openssh.com', text('/tmp/x')))
  },
  'a session after no more sessions': ({ send }) => {
    send(...globalRequest('no-more-sessions@openssh.com'))
    send(...openSession(0))
  },
  'messages that a server sends': ({ send }) => {
    for (const type of [51, 52, 60, 63, 91, 92, 99, 100, 192, 255]) send(byte(type), uint32(0), text(long.slice(0, 99)))
  },
  'a logon after the logon': ({ send }) => send(byte(50), text(long), text('ssh-connection'), text('none')),
  'a message that is cut off': ({ send }) => send(byte(98), uint32(0)),
  'a packet of 300,000 bytes': ({ send }) => send(byte(2), text(Buffer.alloc(300_000))),
  'SFTP that makes no sense': ({ send }) => {
    send(...openSession(0))
    send(...request('subsystem', [text('sftp')]))
    send(byte(94), uint32(0), text(Buffer.alloc(20_000, 0xff)))
  },
  'bytes that are no packet': ({ socket }) => void socket.write(Buffer.alloc(100_000, 0xa5)),
  'new keys, and a program at once': ({ rekey, send }) => {
    rekey()
    send(...openSession(0))
  }
}

const beforeLogon = {
  nothing: '',
  HTTP: 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n',
  TLS: Buffer.from('16030100c8010000c40303', 'hex'),
  'a name, and no more': 'SSH-2.0-scanner\r\n',
  'an old name': 'SSH-1.5-old\r\n',
  'a line without an end': 'S'.repeat(100_000),
  'a packet of no sense': Buffer.concat([Buffer.from('SSH-2.0-x\r\n'), Buffer.alloc(5000, 0xff)]),
  'keys that are cut off': Buffer.concat([Buffer.from('SSH-2.0-x\r\n'), Buffer.from('000001fc0714', 'hex')]),
  'a disconnection': Buffer.concat([Buffer.from('SSH-2.0-x\r\n'), Buffer.from('0000000c0a01', 'hex'), Buffer.alloc(10)])
}

t.test('odd clients', needsSsh, async (t) => {
  const setting = await startSsh(t, { logLevel: 'info' })
  const { ssh, makeKey, authorize, logonOf, ok, log } = setting
  const id = await makeServer(setting)
  const key = makeKey('key', '-t', 'ed25519')
  await authorize(id, publicLine(key))
  const { Host: host, Port: port } = await logonOf(id)
  const place = { host, port, username: 'root', privateKey: readFileSync(key) }

  for (const [name, bytes] of Object.entries(beforeLogon)) {
    for (const end of ['end', 'resetAndDestroy'] as const) {
      const socket = connect(port, host).on('error', () => {})
      await once(socket, 'connect')
      socket.resume()
      if (bytes.length > 0) await new Promise((resolve) => socket.write(bytes, resolve))
      socket[end]()
      if (!socket.closed) await once(socket, 'close')
    }
    t.match(await ok('ListKeyPairs'), { TotalCount: 0 }, `before the logon: ${name}`)
  }
  for (const [name, odd] of Object.entries(afterLogon)) {
    const parting: Record<string, Oddity> = {
      'and says goodbye': ({ client }) => client.end(),
      'and vanishes': ({ socket }) => socket.resetAndDestroy()
    }
    for (const [how, part] of Object.entries(parting)) {
      const client = await connectOddly(place)
      odd(client)
      part(client)
      await client.closed
      t.match(await ok('ListKeyPairs'), { TotalCount: 0 }, `${name}, ${how}`)
    }
  }
  t.match(await ssh(id, { key }, 'echo', 'up'), { code: 0, stdout: 'up\n' })

  const scanner = connect(port, host).on('error', () => {})
  scanner.write(beforeLogon.HTTP)
  await once(scanner.resume(), 'close')
  t.match(await ssh(id, { key, args: ['-s'] }, 'netconf'), { code: 255, stderr: 'subsystem request failed' })
  const forward = ['-o', 'ExitOnForwardFailure=yes', '-R', '0:127.0.0.1:1']
  t.match(await ssh(id, { key, args: forward }, 'true'), { code: 255, stderr: 'remote port forwarding failed' })
  for (const args of [
    ['-w', '0:0'],
    ['-X'],
    ['-Y', '-A'],
    ['-N', '-D', '0', '-o', 'ExitOnForwardFailure=yes', '-R', '1:a:1']
  ])
    t.match(await ssh(id, { key, args }, 'true'), { code: /^(0|255)$/ }, args.join(' '))
  t.match(await ssh(id, { key, user: 'u'.repeat(60_000) }, 'true'), { code: 255 }, 'a name of 60,000 letters')
  t.match(await ssh(id, { key }, 'echo', 'up'), { code: 0, stdout: 'up\n' })
  t.notMatch(log(), 'fault of the service', 'each of these is an end like another')
})

t.test('commands as long as Linux takes', needsSsh, async (t) => {
  const setting = await startSsh(t)
  const { ssh, makeKey, authorize } = setting
  const id = await makeServer(setting)
  const key = makeKey('key', '-t', 'ed25519')
  await authorize(id, publicLine(key))
  const [half, most] = ['a'.repeat(65_000), 'a'.repeat(131_000)]
  for (const cipher of ['chacha20-poly1305@openssh.com', 'aes128-gcm@openssh.com', 'aes256-ctr'])
    t.match(
      await ssh(id, { key, args: ['-c', cipher] }, `echo ${most} | wc -c`),
      { code: 0, stdout: '131001\n' },
      cipher
    )
  const tooLong = { code: 1, stdout: '', stderr: '/bin/bash: Argument list too long\n' }
  t.same(await ssh(id, { key }, 'echo', half, half, half), tooLong)
  t.match(await ssh(id, { key, input: `echo ${most} | wc -c\n` }), { code: 0, stdout: '131001\n' }, 'a shell')
  const typed = await ssh(id, { key, args: ['-tt'], input: `echo ${most} | wc -c\nexit 3\n` })
  t.match(typed, { code: 3, stdout: /\n131001\r\n/ }, 'a terminal')
})
