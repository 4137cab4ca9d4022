/** ip and ifconfig: the loopback interface, and one to the cloud's network. */
import type { Command } from 'just-bash'
import type { Machine } from '../../types.ts'
import { fail, plain } from '../program.ts'

export function interfacePrograms({ innerIpAddress }: Machine): Command[] {
  const mac = `00:16:3e:${innerIpAddress
    .split('.')
    .slice(1)
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join(':')}`
  return [
    plain('ip', (args) => {
      const [what = ''] = args.filter((arg) => !arg.startsWith('-'))
      if (/^r(o|ou|out|oute)?$/.test(what))
        return `${innerIpAddress.replace(/\.\d+$/, '.0')}/24 dev eth0 proto kernel scope link src ${innerIpAddress}\n`
      if (/^l(i|in|ink)?$/.test(what))
        return `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000\n    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq_codel state UP mode DEFAULT group default qlen 1000\n    link/ether ${mac} brd ff:ff:ff:ff:ff:ff\n`
      if (!/^a(d|dd|ddr|ddress)?$/.test(what)) return fail(255, `Object "${what}" is unknown, try "ip help".`)
      if (args.includes('-br') || args.includes('-brief'))
        return `lo               UNKNOWN        127.0.0.1/8 \neth0             UP             ${innerIpAddress}/24 \n`
      return `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
       valid_lft forever preferred_lft forever
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq_codel state UP group default qlen 1000
    link/ether ${mac} brd ff:ff:ff:ff:ff:ff
    inet ${innerIpAddress}/24 brd ${innerIpAddress.replace(/\.\d+$/, '.255')} scope global eth0
       valid_lft forever preferred_lft forever
`
    }),
    plain(
      'ifconfig',
      () => `eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500
        inet ${innerIpAddress}  netmask 255.255.255.0  broadcast ${innerIpAddress.replace(/\.\d+$/, '.255')}
        ether ${mac}  txqueuelen 1000  (Ethernet)

lo: flags=73<UP,LOOPBACK,RUNNING>  mtu 65536
        inet 127.0.0.1  netmask 255.0.0.0
        loop  txqueuelen 1000  (Local Loopback)
`
    )
  ]
}
