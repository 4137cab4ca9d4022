/** There is no way out of a server: what would go to the network says so, as it does on a machine without one. */
import type { Command } from 'just-bash'
import type { Machine } from '../types.ts'
import { fail, plain } from './program.ts'

const hostOf = (url: string): string =>
  url
    .replace(/^\w+:\/\//, '')
    .replace(/^[^/@]*@/, '')
    .replace(/[/?#].*$/, '')
    .replace(/:\d+$/, '')

const isAddress = (host: string): boolean => /^[\d.]+$|:/.test(host)

/** The first argument that is no option nor, as far as `valued` says, an option's value. */
function target(args: readonly string[], valued: RegExp): string | undefined {
  return args.find((arg, at) => !arg.startsWith('-') && !valued.test(args[at - 1] ?? ''))
}

const curlValued =
  /^(-[XHdoumATbceFKPQrtwxyzCDEY]|--(request|header|data\S*|output|user|max-time|connect-timeout|retry\S*|user-agent|form|write-out|proxy|upload-file|cacert|cert|key))$/

export function networkPrograms({ innerIpAddress, publicIpAddress }: Machine): Command[] {
  const own = new Set(['localhost', '127.0.0.1', '::1', innerIpAddress, publicIpAddress])
  const mac = `00:16:3e:${innerIpAddress
    .split('.')
    .slice(1)
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join(':')}`
  return [
    plain('curl', (args) => {
      const url = target(args, curlValued)
      if (args[0] === '--version' || args[0] === '-V')
        return 'curl 7.81.0 (x86_64-pc-linux-gnu)\nProtocols: http https\n'
      if (url === undefined) return fail(2, "curl: try 'curl --help' or 'curl --manual' for more information")
      const host = hostOf(url)
      const isQuiet =
        args.some((arg) => arg === '--silent' || /^-[A-Za-z]*s/.test(arg)) &&
        !args.some((arg) => arg === '--show-error' || /^-[A-Za-z]*S/.test(arg))
      const refuse = (code: number, words: string) =>
        isQuiet ? { stdout: '', stderr: '', exitCode: code } : fail(code, `curl: (${code}) ${words}`)
      const port =
        /:(\d+)(?:[/?#]|$)/.exec(url.replace(/^\w+:\/\//, ''))?.[1] ?? (url.startsWith('https:') ? '443' : '80')
      if (own.has(host)) return refuse(7, `Failed to connect to ${host} port ${port} after 0 ms: Connection refused`)
      return isAddress(host)
        ? refuse(7, `Couldn't connect to server: ${host}: Network is unreachable`)
        : refuse(6, `Could not resolve host: ${host}`)
    }),
    plain('wget', (args) => {
      const url = target(args, /^-[OoPtTU]$/)
      if (url === undefined)
        return fail(1, "wget: missing URL\nUsage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.")
      const host = hostOf(url)
      const words = isAddress(host)
        ? `Connecting to ${host}... failed: Network is unreachable.`
        : `Resolving ${host} (${host})... failed: Temporary failure in name resolution.\nwget: unable to resolve host address '${host}'`
      return fail(4, words)
    }),
    plain('ping', (args) => {
      const host = target(args, /^-[cisWwtIM]$/)
      if (host === undefined) return fail(2, 'ping: usage error: Destination address required')
      if (!own.has(host))
        return fail(
          2,
          isAddress(host)
            ? 'ping: connect: Network is unreachable'
            : `ping: ${host}: Temporary failure in name resolution`
        )
      const asked = Number(args[args.indexOf('-c') + 1])
      const count = args.includes('-c') && asked > 0 ? Math.min(asked, 100) : 1
      const address = host === 'localhost' ? '127.0.0.1' : host
      const lines = Array.from(
        { length: count },
        (_, at) => `64 bytes from ${address}: icmp_seq=${at + 1} ttl=64 time=0.030 ms\n`
      )
      return `PING ${host} (${address}) 56(84) bytes of data.\n${lines.join('')}\n--- ${host} ping statistics ---\n${count} packets transmitted, ${count} received, 0% packet loss, time ${(count - 1) * 1000}ms\n`
    }),
    ...['ssh', 'scp', 'sftp', 'rsync', 'telnet', 'nc', 'git'].map((name) =>
      plain(name, (args) => {
        const given = target(args, /^-[pilFoJLRDPwcS]$/)
        if (given === undefined || given === '')
          return fail(name === 'ssh' ? 255 : 1, `usage: ${name} [options] destination`)
        const host = hostOf(given.replace(/:.*$/, ''))
        return fail(
          name === 'git' ? 128 : name === 'ssh' ? 255 : 1,
          isAddress(host)
            ? `${name}: connect to host ${host}: Network is unreachable`
            : `${name}: Could not resolve hostname ${host}: Temporary failure in name resolution`
        )
      })
    ),
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
