/** Programs that connect to another host: ssh, scp, sftp, nc, telnet. */
import type { Command, ExecResult } from 'just-bash'
import { type ParsedOptions, parseOptions, UsageError } from '../options.ts'
import { type Context, fail, plain, start } from '../program.ts'
import type { Reach } from './reach.ts'

interface Description {
  readonly options: string
  readonly usage: string
  /** Exit code for a wrong option. */
  readonly misuse: number
  run(parsed: ParsedOptions, context: Context): ExecResult | Promise<ExecResult> | string
}

const remote = (name: string, { options, usage, misuse, run }: Description): Command =>
  plain(name, async (args, context) => {
    try {
      return await run(parseOptions(options, args), context)
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      const words = error.message.replace(/^invalid option/, 'unknown option').replace(/'/g, '')
      return fail(misuse, `${words}\n${usage}`)
    }
  })

const sshUsage =
  'usage: ssh [-46AaCfGgKkMNnqsTtVvXxYy] [-B bind_interface] [-b bind_address]\n           [-c cipher_spec] [-D [bind_address:]port] [-E log_file]\n           [-e escape_char] [-F configfile] [-I pkcs11] [-i identity_file]\n           [-J destination] [-L address] [-l login_name] [-m mac_spec]\n           [-O ctl_cmd] [-o option] [-p port] [-Q query_option] [-R address]\n           [-S ctl_path] [-W host:port] [-w local_tun[:remote_tun]]\n           destination [command [argument ...]]'
const scpUsage =
  'usage: scp [-346ABCOpqRrsTv] [-c cipher] [-D sftp_server_path] [-F ssh_config]\n           [-i identity_file] [-J destination] [-l limit] [-o ssh_option]\n           [-P port] [-S program] [-X sftp_option] source ... target'
const sftpUsage =
  'usage: sftp [-46AaCfNpqrv] [-B buffer_size] [-b batchfile] [-c cipher]\n          [-D sftp_server_command] [-F ssh_config] [-i identity_file]\n          [-J destination] [-l limit] [-o ssh_option] [-P port]\n          [-R num_requests] [-S program] [-s subsystem | sftp_server]\n          [-X sftp_option] destination'
const ncUsage =
  'usage: nc [-46CDdFhklNnrStUuvZz] [-I length] [-i interval] [-M ttl]\n\t  [-m minttl] [-O length] [-P proxy_username] [-p source_port]\n\t  [-q seconds] [-s sourceaddr] [-T keyword] [-V rtable] [-W recvlimit]\n\t  [-w timeout] [-X proxy_protocol] [-x proxy_address[:port]]\n\t  [destination] [port]'

const sshOptions =
  '4 6 A a C f G g K k M N n q s T t V v X x Y y B= b= c= D= E= e= F= I= i= J= L= l= m= O= o= p= Q= R= S= W= w='

/** The host and port in `user@host` or in a URL. */
function destination(text: string): { host: string; port: string | undefined } {
  const url = /^(?:ssh|scp|sftp):\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^:/]*)(?::(\d+))?/.exec(text)
  if (url !== null) return { host: url[1] ?? '', port: url[2] }
  return { host: text.replace(/^.*@/s, ''), port: undefined }
}

const portIn = (parsed: ParsedOptions): string | undefined =>
  parsed.values('o').flatMap((option) => /^port\s*[= ]\s*(\d+)$/i.exec(option)?.[1] ?? [])[0]

/** ssh's error message; scp and sftp run ssh, so they print it too. */
function sshWords(reach: Reach, host: string, port = '22'): string {
  const failure = reach(host)
  return failure === 'Temporary failure in name resolution'
    ? `ssh: Could not resolve hostname ${host}: ${failure}`
    : `ssh: connect to host ${host} port ${port}: ${failure}`
}

/** The host of `[user@]host:path`; undefined for a local path. */
function remoteOf(operand: string): { host: string; port: string | undefined } | undefined {
  if (/^(scp|sftp):\/\//.test(operand)) return destination(operand)
  const [, target] = /^((?:[^@/:]*@)?(?:\[[^\]]*\]|[^/:]+)):/.exec(operand) ?? []
  return target === undefined ? undefined : destination(target.replace(/\[|\]/g, ''))
}

export const remotePrograms = (reach: Reach): Command[] => [ssh, scp, sftp, nc, telnet].map((make) => make(reach))

const ssh = (reach: Reach): Command =>
  remote('ssh', {
    options: `+${sshOptions}`,
    usage: sshUsage,
    misuse: 255,
    run(parsed) {
      if (parsed.has('V')) return { stdout: '', stderr: 'OpenSSH_9.2p1, OpenSSL 3.0\n', exitCode: 0 }
      const [target, ...rest] = parsed.operands
      if (target === undefined) return fail(255, sshUsage)
      // Options may also follow the destination; the rest is the command.
      const more = parseOptions(`+${sshOptions}`, rest)
      const { host, port } = destination(target)
      const chosen = parsed.value('p') ?? more.value('p') ?? port ?? portIn(parsed) ?? portIn(more)
      return fail(255, sshWords(reach, host, chosen))
    }
  })

const scp = (reach: Reach): Command =>
  remote('scp', {
    options: '3 4 6 A B C O p q R r s T v 1 2 c= D= F= i= J= l= o= P= S= X=',
    usage: scpUsage,
    misuse: 1,
    async run(parsed, context) {
      const { operands, has, value } = parsed
      if (operands.length < 2) return fail(1, scpUsage)
      const [there] = operands.flatMap((operand) => remoteOf(operand) ?? [])
      if (there === undefined)
        return await start(context, {
          line: 'cp',
          args: [...(has('r') ? ['-r'] : []), ...(has('p') ? ['-p'] : []), ...operands]
        })
      return fail(
        255,
        `${sshWords(reach, there.host, value('P') ?? there.port ?? portIn(parsed))}\nscp: Connection closed`
      )
    }
  })

const sftp = (reach: Reach): Command =>
  remote('sftp', {
    options: '4 6 A a C f N p q r v B= b= c= D= F= i= J= l= o= P= R= S= s= X=',
    usage: sftpUsage,
    misuse: 1,
    run(parsed) {
      const [target] = parsed.operands
      if (target === undefined) return fail(1, sftpUsage)
      const { host, port } = remoteOf(target) ?? destination(target)
      return fail(255, `${sshWords(reach, host, parsed.value('P') ?? port ?? portIn(parsed))}\nConnection closed`)
    }
  })

const nc = (reach: Reach): Command =>
  remote('nc', {
    options: '4 6 C D d F h k l N n r S t U u v Z z I= i= M= m= O= P= p= q= s= T= V= W= w= X= x=',
    usage: ncUsage,
    misuse: 1,
    run({ has, operands: [host, port] }) {
      if (has('h')) return fail(1, ncUsage)
      if (has('l')) return fail(1, 'nc: Operation not permitted')
      if (host === undefined) return fail(1, ncUsage)
      if (port === undefined) return fail(1, 'nc: missing port number')
      const failure = reach(host)
      if (failure === 'Temporary failure in name resolution')
        return fail(1, `nc: getaddrinfo for host "${host}" port ${port}: ${failure}`)
      const words = `nc: connect to ${host} port ${port} (${has('u') ? 'udp' : 'tcp'}) failed: ${failure}`
      return has('v') ? fail(1, words) : { stdout: '', stderr: '', exitCode: 1 }
    }
  })

const telnet = (reach: Reach): Command =>
  remote('telnet', {
    options: '4 6 8 E K L a c d r x b= e= l= n= S= X= k=',
    usage: 'Usage: telnet [-4] [-6] [-8] [-E] [-L] [-a] [-d] [-e char] [-l user] [-n tracefile] [host-name [port]]',
    misuse: 1,
    run({ operands: [host, port = 'telnet'] }) {
      if (host === undefined) return 'telnet> \n'
      const failure = reach(host)
      if (failure === 'Temporary failure in name resolution')
        return fail(1, `telnet: could not resolve ${host}/${port}: ${failure}`)
      return {
        ...fail(1, `telnet: Unable to connect to remote host: ${failure}`),
        stdout: `Trying ${host === 'localhost' ? '127.0.0.1' : host}...\n`
      }
    }
  })
