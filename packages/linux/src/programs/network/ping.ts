import type { Command } from 'just-bash'
import { fail, program } from '../program.ts'
import type { Reach } from './reach.ts'

const maxPings = 100

export const ping = (reach: Reach): Command =>
  program('ping', {
    usage: 'Usage\n  ping [options] <destination>',
    options: 'a A b B c= C d D e= f F= h H i= I= l= L m= M= n N= O p= q Q= r R s= S= t= T= U v V w= W= 4 6',
    misuse: 2,
    run({ has, value, operands }) {
      if (has('V')) return 'ping from iputils 20211215\n'
      const host = operands.at(-1)
      if (host === undefined) return fail(2, 'ping: usage error: Destination address required')
      const failure = reach(host)
      if (failure !== 'Connection refused')
        return fail(2, failure === 'Network is unreachable' ? `ping: connect: ${failure}` : `ping: ${host}: ${failure}`)
      const asked = value('c')
      if (asked !== undefined && !/^[1-9]\d*$/.test(asked)) return fail(1, `ping: invalid argument: '${asked}'`)
      // Without -c, ping would run until it is interrupted; here it answers once.
      const count = Math.min(Number(asked ?? 1), maxPings)
      const address = host === 'localhost' ? '127.0.0.1' : host
      const line = (at: number) => `64 bytes from ${address}: icmp_seq=${at + 1} ttl=64 time=0.030 ms\n`
      const lines = has('q') ? '' : Array.from({ length: count }, (_, at) => line(at)).join('')
      return `PING ${host} (${address}) 56(84) bytes of data.\n${lines}\n--- ${host} ping statistics ---\n${count} packets transmitted, ${count} received, 0% packet loss, time ${(count - 1) * 1000}ms\nrtt min/avg/max/mdev = 0.030/0.030/0.030/0.000 ms\n`
    }
  })
