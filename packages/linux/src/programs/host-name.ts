import type { Command } from 'just-bash'
import type { Machine } from '../types.ts'
import { kernelOf } from './kernel.ts'
import { type Context, fail, plain, program } from './program.ts'

/** The value of a field of /etc/os-release. */
export async function osRelease({ fs }: Context, key: string): Promise<string> {
  const text = (await fs.exists('/etc/os-release')) ? await fs.readFile('/etc/os-release') : ''
  const [, value = ''] = new RegExp(`^${key}=["']?(.*?)["']?$`, 'm').exec(text) ?? []
  return value
}

export function hostNamePrograms({ hostname, innerIpAddress, instanceId, distribution }: Machine): Command[] {
  return [
    program('hostname', {
      usage: 'Usage: hostname [-s|-f|-d|-i|-I]    display host name, its domain or its addresses',
      options: 's|short f|fqdn A|all-fqdns d|domain y|yp|nis i|ip-address I|all-ip-addresses F|file= b|boot',
      run({ has, operands }) {
        if (operands.length > 0 || has('F') || has('b'))
          return fail(1, 'hostname: sethostname: Operation not permitted')
        if (has('d')) return '\n'
        if (has('I')) return `${innerIpAddress} \n`
        if (has('i')) return `${innerIpAddress}\n`
        if (has('y')) return fail(1, 'hostname: Local domain name not set')
        return `${has('s') ? hostname.replace(/\..*/, '') : hostname}\n`
      }
    }),
    plain('hostnamectl', async ([verb = 'status'], context) => {
      if (verb === 'hostname' || verb === '--static') return `${hostname}\n`
      if (verb !== 'status') return fail(1, 'Could not set static hostname: Operation not permitted')
      const machineId = instanceId
        .replaceAll(/[^0-9a-f]/g, '')
        .padEnd(32, '0')
        .slice(0, 32)
      return [
        ` Static hostname: ${hostname}`,
        '       Icon name: computer-vm',
        '         Chassis: vm',
        `      Machine ID: ${machineId}`,
        '  Virtualization: kvm',
        `Operating System: ${await osRelease(context, 'PRETTY_NAME')}`,
        `          Kernel: Linux ${kernelOf(distribution).release}`,
        '    Architecture: x86-64',
        ' Hardware Vendor: Alibaba Cloud',
        '  Hardware Model: Alibaba Cloud ECS',
        ''
      ].join('\n')
    }),
    program('lsb_release', {
      usage: 'Usage: lsb_release [options]',
      options: 'i|id d|description r|release c|codename a|all s|short v|version',
      async run({ has }, context) {
        const id = await osRelease(context, 'ID')
        const facts = [
          ['i', 'Distributor ID', id.charAt(0).toUpperCase() + id.slice(1)],
          ['d', 'Description', await osRelease(context, 'PRETTY_NAME')],
          ['r', 'Release', await osRelease(context, 'VERSION_ID')],
          ['c', 'Codename', (await osRelease(context, 'VERSION_CODENAME')) || 'n/a']
        ] as const
        const asked = facts.filter(([option]) => has('a') || has(option))
        const lines = has('s')
          ? asked.map(([, , value]) => value)
          : ['No LSB modules are available.', ...asked.map(([, label, value]) => `${label}:\t${value}`)].slice(
              has('a') ? 0 : 1
            )
        return `${lines.join('\n')}\n`
      }
    })
  ]
}
