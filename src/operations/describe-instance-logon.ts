import { Type } from 'typebox'
import { defineOperation } from '../dispatch/operation.ts'
import { instanceNotFound, windowsInstance } from '../errors/index.ts'
import { assumed, documented } from '../errors/provenance.ts'
import { passwordLogonAllowed } from '../keys/sshd-config.ts'
import { readGuests } from '../servers/boot.ts'
import { type Coordinates, findCoordinates, knownAs } from '../servers/logons.ts'
import { getInstance } from '../store/instances.ts'
import { named, text } from './shared/fields.ts'
import { ClientToken, examplePublicKey, InstanceId, InstanceStatus, RegionId, scopeOf } from './shared/shapes.ts'

export const describeInstanceLogon = defineOperation({
  action: 'DescribeInstanceLogon',
  route: 'GET /v1/regions/{RegionId}/instances/{InstanceId}/logon',
  group: 'Servers',
  summary: 'Tells how one logs on to a Linux server right now: the keys and whether root’s password let in.',
  extension: true,
  writes: false,
  parameters: Type.Object({ RegionId, InstanceId, ClientToken }),
  result: Type.Object({
    InstanceId: named.InstanceId,
    Status: InstanceStatus,
    PublicIpAddress: text('The server’s address.', '127.0.1.7'),
    SshEnabled: Type.Boolean({
      description:
        'Whether one can log on by SSH here; where SSH_PORT is off, no Host, Port, UserName and so on is given.'
    }),
    Host: Type.Optional(
      text(
        'Where one logs on: the server’s address, or the host of the service where that can’t lead to it.',
        '127.0.1.7'
      )
    ),
    Port: Type.Optional(Type.Integer({ description: 'At which port.', examples: [20222] })),
    UserName: Type.Optional(
      text('Who logs on: `root`, with `+<InstanceId>` behind where Host doesn’t say which server is meant.', 'root')
    ),
    SshCommand: Type.Optional(text('What one types.', 'ssh -p 20222 root@127.0.1.7')),
    HostKeys: Type.Optional(
      Type.Array(
        Type.Object(
          {
            Type: text('Its type.', 'ssh-ed25519'),
            PublicKey: text('The public key as one OpenSSH line.', examplePublicKey),
            Fingerprint: text('SHA-256, as `ssh` shows it.', 'SHA256:qFGg3zIQQm8lGkXv5pFoT7C8zWNUWDGcGZiYzsyIYHo')
          },
          { title: 'HostKey', description: 'A key by which the server is known.' }
        ),
        { description: 'By which the server is known; new after ResetSystem.' }
      )
    ),
    KnownHosts: Type.Optional(
      Type.Array(text('A line.', `[127.0.1.7]:20222 ${examplePublicKey}`), {
        description: 'The same as lines of known_hosts: with them, no client needs to be told to trust what it finds.'
      })
    ),
    AuthorizedKeys: text('The text of /root/.ssh/authorized_keys.', `${examplePublicKey}\n`),
    PasswordLogon: Type.Boolean({
      description: 'Whether root’s password lets in: one is effective, and sshd allows it.'
    })
  }),
  errors: [instanceNotFound, windowsInstance],
  rules: [
    { rule: 'An extension of swas-local.', ...assumed('the cloud has no such action') },
    {
      rule: 'Every image has the user admin, who logs on by a key in /home/admin/.ssh/authorized_keys and uses sudo without a password.',
      ...documented('FAQ on remote connection: how Workbench logs on', '2026-11')
    },
    {
      rule: 'An RSA key that signs with SHA-1 is refused; the cloud’s older images take it.',
      ...documented('guide, connecting to a Linux server; the refusal is ours', '2026-11')
    },
    { rule: 'Only a Running server lets anyone in.', ...assumed('as any server') }
  ],
  async handle(call, parameters) {
    const { db, now } = call
    const instance = await getInstance(db, scopeOf(call, parameters), parameters.InstanceId, now)
    if (instance.platform === 'Windows') throw windowsInstance()
    const guest = (await readGuests(db, [instance])).get(instance.instanceId)
    return {
      InstanceId: instance.instanceId,
      Status: instance.status,
      PublicIpAddress: instance.publicIpAddress,
      ...shown(await findCoordinates(call.logons, instance, call.endpoint)),
      AuthorizedKeys: guest?.authorizedKeys ?? '',
      PasswordLogon: instance.passwordHash !== null && passwordLogonAllowed(guest?.sshdConfig ?? '')
    }
  }
})

function shown(coordinates: Coordinates | undefined) {
  if (coordinates === undefined) return { SshEnabled: false }
  const { host, port, userName, hostKeys } = coordinates
  return {
    SshEnabled: true,
    Host: host,
    Port: port,
    UserName: userName,
    SshCommand: `ssh -p ${port} ${userName}@${host}`,
    HostKeys: hostKeys.map(({ type, publicKey, fingerprint }) => ({
      Type: type,
      PublicKey: publicKey,
      Fingerprint: fingerprint
    })),
    KnownHosts: hostKeys.map(({ publicKey }) => `${knownAs(coordinates)} ${publicKey}`)
  }
}
