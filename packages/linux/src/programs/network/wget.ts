import type { Command } from 'just-bash'
import type { Machine } from '../../types.ts'
import { longDate, now } from '../clock.ts'
import { type ParsedOptions, parseOptions, UsageError } from '../options.ts'
import { fail, plain } from '../program.ts'
import { isAddress, type Reach, targetOf } from './reach.ts'

// From `wget --help` of 1.21. `-n` takes a letter: -nv, -nc, -nd, -nH, -np.
const options =
  'V|version h b|background e|execute= o|output-file= a|append-output= d|debug q|quiet v|verbose n= no-verbose report-speed= ' +
  'i|input-file= F|force-html B|base= config= no-config rejected-log= t|tries= retry-connrefused retry-on-http-error= ' +
  'O|output-document= no-clobber no-netrc c|continue start-pos= progress= show-progress N|timestamping no-if-modified-since ' +
  'no-use-server-timestamps S|server-response spider T|timeout= dns-timeout= connect-timeout= read-timeout= w|wait= waitretry= ' +
  'random-wait no-proxy Q|quota= bind-address= limit-rate= no-dns-cache restrict-file-names= ignore-case 4|inet4-only ' +
  '6|inet6-only prefer-family= user= password= ask-password use-askpass= no-iri local-encoding= remote-encoding= unlink ' +
  'x|force-directories no-directories no-host-directories protocol-directories P|directory-prefix= cut-dirs= http-user= ' +
  'http-password= no-cache default-page= E|adjust-extension ignore-length header= compression= max-redirect= proxy-user= ' +
  'proxy-password= referer= save-headers U|user-agent= no-http-keep-alive no-cookies load-cookies= save-cookies= ' +
  'keep-session-cookies post-data= post-file= method= body-data= body-file= content-disposition content-on-error ' +
  'trust-server-names auth-no-challenge secure-protocol= https-only no-check-certificate certificate= certificate-type= ' +
  'private-key= private-key-type= ca-certificate= ca-directory= crl-file= pinnedpubkey= ciphers= no-hsts hsts-file= ' +
  'ftp-user= ftp-password= r|recursive l|level= delete-after k|convert-links K|backup-converted m|mirror p|page-requisites ' +
  'A|accept= R|reject= accept-regex= reject-regex= D|domains= exclude-domains= follow-tags= ignore-tags= H|span-hosts ' +
  'L|relative I|include-directories= X|exclude-directories= no-parent'

const usage = 'Usage: wget [OPTION]... [URL]...'

export const wget = (machine: Machine, reach: Reach): Command =>
  plain('wget', async (args, { fs, cwd }) => {
    let parsed: ParsedOptions
    try {
      parsed = parseOptions(options, args)
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      return fail(2, `wget: ${error.message}\n${usage}\n\nTry \`wget --help' for more options.`)
    }
    const { has, value, values, operands } = parsed
    if (has('V')) return 'GNU Wget 1.21.3 built on linux-gnu.\n'
    if (has('help') || has('h')) return `${usage}\n`
    if (operands.length === 0) return fail(1, `wget: missing URL\n${usage}\n\nTry \`wget --help' for more options.`)
    const document = value('O')
    if (document !== undefined && document !== '-') await fs.writeFile(fs.resolvePath(cwd, document), '')
    const isTerse = has('no-verbose') || values('n').includes('v')
    let stderr = ''
    for (const url of operands) {
      const { scheme, host, port } = targetOf(url)
      const failure = reach(host)
      const shown = /^\w+:\/\//.test(url) ? url : `${scheme}://${url}`
      const start = `--${longDate(now(machine))}--  ${/^\w+:\/\/[^/]+$/.test(shown) ? `${shown}/` : shown}\n`
      if (failure === 'Temporary failure in name resolution')
        stderr += `${isTerse ? '' : `${start}Resolving ${host} (${host})... failed: ${failure}.\n`}wget: unable to resolve host address ‘${host}’\n`
      else if (!isTerse)
        stderr += `${start}Connecting to ${isAddress(host) ? host : `${host} (${host})|127.0.0.1|`}:${port}... failed: ${failure}.\n`
    }
    return { stdout: '', stderr: has('q') ? '' : stderr, exitCode: 4 }
  })
