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
  summary:
    'Describes how you log on to a Linux server at the moment: address, keys, and whether root’s password works.',
  extension: true,
  writes: false,
  parameters: Type.Object({ RegionId, InstanceId, ClientToken }),
  result: Type.Object({
    InstanceId: named.InstanceId,
    Status: InstanceStatus,
    PublicIpAddress: text('The server’s address.', '127.0.1.7'),
    SshEnabled: Type.Boolean({
      description:
        'Whether the service has an SSH server. If SSH_PORT is off, Host, Port, UserName and the other SSH fields are missing.'
    }),
    Host: Type.Optional(
      text(
        'The host to log on to: the server’s address, or the service’s host if the address is unreachable.',
        '127.0.1.7'
      )
    ),
    Port: Type.Optional(Type.Integer({ description: 'The port to log on to.', examples: [20222] })),
    UserName: Type.Optional(
      text('The user name: `root`, or `root+<InstanceId>` if Host alone doesn’t identify the server.', 'root')
    ),
    SshCommand: Type.Optional(text('The command to type.', 'ssh -p 20222 root@127.0.1.7')),
    HostKeys: Type.Optional(
      Type.Array(
        Type.Object(
          {
            Type: text('The type of the key.', 'ssh-ed25519'),
            PublicKey: text('The public key as one OpenSSH line.', examplePublicKey),
            Fingerprint: text(
              'The SHA-256 fingerprint, as `ssh` shows it.',
              'SHA256:qFGg3zIQQm8lGkXv5pFoT7C8zWNUWDGcGZiYzsyIYHo'
            )
          },
          { title: 'HostKey', description: 'A host key of the server.' }
        ),
        { description: 'The server’s host keys; new ones after ResetSystem.' }
      )
    ),
    KnownHosts: Type.Optional(
      Type.Array(text('A line.', `[127.0.1.7]:20222 ${examplePublicKey}`), {
        description:
          'The host keys as lines of known_hosts, so that an SSH client verifies the server without a question.'
      })
    ),
    AuthorizedKeys: text('The text of /root/.ssh/authorized_keys.', `${examplePublicKey}\n`),
    PasswordLogon: Type.Boolean({
      description: 'Whether root can log on with a password: one is set and in effect, and sshd allows it.'
    })
  }),
  errors: [instanceNotFound, windowsInstance],
  rules: [
    { rule: 'An extension of swas-local.', ...assumed('the cloud has no such action') },
    {
      rule: 'Every image has the user admin, who logs on with a key in /home/admin/.ssh/authorized_keys and uses sudo without a password.',
      ...documented('FAQ on remote connection: how Workbench logs on', '2026-11')
    },
    {
      rule: 'RSA signatures with SHA-1 are refused; the cloud’s older images accept them.',
      ...documented('guide, connecting to a Linux server; the refusal is ours', '2026-11')
    },
    { rule: 'You can log on to Running servers only.', ...assumed('as any server') }
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
      ...toSshFields(await findCoordinates(call.logons, instance, call.endpoint)),
      AuthorizedKeys: guest?.authorizedKeys ?? '',
      PasswordLogon: instance.passwordHash !== null && passwordLogonAllowed(guest?.sshdConfig ?? '')
    }
  }
})

function toSshFields(coordinates: Coordinates | undefined) {
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
