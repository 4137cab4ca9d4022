import type { Command } from 'just-bash'
import { type ParsedOptions, parseOptions, UsageError } from '../options.ts'
import { type Context, fail, plain } from '../program.ts'
import { type Reach, targetOf } from './reach.ts'

// From `curl --help all` of 7.81. `valued` has the long options with a value; all other long options have none.
const short =
  '0 1 2 3 4 6 a B f g G i I j J k l L M n N O p q R s S v V Z : # ' +
  'A= b= c= C= d= D= e= E= F= h? H= K= m= o= P= Q= r= t= T= u= U= w= x= X= y= Y= z='
const long =
  'A|user-agent= b|cookie= c|cookie-jar= C|continue-at= d|data= D|dump-header= e|referer= E|cert= F|form= H|header= K|config= ' +
  'm|max-time= o|output= P|ftp-port= Q|quote= r|range= t|telnet-option= T|upload-file= u|user= U|proxy-user= w|write-out= ' +
  'x|proxy= X|request= y|speed-time= Y|speed-limit= z|time-cond= f|fail g|globoff G|get i|include I|head k|insecure ' +
  'L|location n|netrc N|no-buffer O|remote-name R|remote-time s|silent S|show-error v|verbose V|version Z|parallel'
const valued = (
  'abstract-unix-socket alt-svc aws-sigv4 cacert capath cert-type ciphers connect-timeout connect-to create-file-mode crlfile ' +
  'curves data-ascii data-binary data-raw data-urlencode delegation dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers ' +
  'doh-url egd-file engine etag-compare etag-save expect100-timeout form-string ftp-account ftp-alternative-to-user ftp-method ' +
  'happy-eyeballs-timeout-ms hostpubmd5 hostpubsha256 hsts interface json keepalive-time key key-type krb libcurl limit-rate ' +
  'local-port login-options mail-auth mail-from mail-rcpt max-filesize max-redirs netrc-file noproxy oauth2-bearer output-dir ' +
  'parallel-max pass pinnedpubkey preproxy proto proto-default proto-redir proxy-cacert proxy-capath proxy-cert proxy-ciphers ' +
  'proxy-header proxy-key proxy-pass proxy1.0 pubkey random-file rate request-target resolve retry retry-delay retry-max-time ' +
  'sasl-authzid service-name socks4 socks4a socks5 socks5-hostname stderr tls-max tls13-ciphers tlspassword tlsuser trace ' +
  'trace-ascii unix-socket url variable url-query'
).split(' ')

const known = [short, long, ...valued.map((name) => `${name}=`)].join(' ')
const hint = "curl: try 'curl --help' or 'curl --manual' for more information"
const schemes = ['dict', 'file', 'ftp', 'ftps', 'http', 'https', 'sftp', 'smtp', 'telnet', 'tftp']

const names = new Set(known.split(/[ |]/).map((name) => name.replace(/[=?]$/, '')))

/** A long option that isn't in `names` takes no value, so that the URL is still found. */
function read(args: readonly string[]): ParsedOptions {
  const others = args.flatMap((arg) => /^--([a-z][a-z0-9.-]+)$/.exec(arg)?.[1] ?? []).filter((name) => !names.has(name))
  return parseOptions([known, ...others].join(' '), args)
}

/** `--write-out` of a transfer that never began. */
const written = (format: string, exitCode: number, words: string): string =>
  format
    .replaceAll(/%\{(\w+)\}/g, (_all, name: string) => {
      if (name === 'http_code' || name === 'response_code' || name === 'http_connect') return '000'
      if (name === 'exitcode') return String(exitCode)
      if (name === 'errormsg') return words
      return /^(time_|size_|speed_|num_)/.test(name) ? '0' : ''
    })
    .replaceAll('\\n', '\n')
    .replaceAll('\\t', '\t')

async function transfer(
  url: string,
  reach: Reach,
  { fs }: Context
): Promise<{ code: number; words: string; body?: string }> {
  const { scheme, host, port } = targetOf(url)
  if (!schemes.includes(scheme)) return { code: 1, words: `Protocol "${scheme}" not supported or disabled in libcurl` }
  if (scheme === 'file') {
    const path = url.replace(/^file:\/\/[^/]*/i, '')
    if (await fs.exists(path)) return { code: 0, words: '', body: await fs.readFile(path, 'binary') }
    return { code: 37, words: `Couldn't open file ${path}` }
  }
  if (host === '') return { code: 3, words: 'URL using bad/illegal format or missing URL' }
  const failure = reach(host)
  if (failure === 'Temporary failure in name resolution') return { code: 6, words: `Could not resolve host: ${host}` }
  return failure === 'Connection refused'
    ? { code: 7, words: `Failed to connect to ${host} port ${port} after 0 ms: Connection refused` }
    : { code: 7, words: `Couldn't connect to server: ${host}: Network is unreachable` }
}

export const curl = (reach: Reach): Command =>
  plain('curl', async (args, context) => {
    let parsed: ParsedOptions
    try {
      parsed = read(args)
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      const [, option = ''] = /'(.*)'/.exec(error.message) ?? []
      const name = option.startsWith('-') ? option : `-${option}`
      const words = /requires an argument/.test(error.message) ? 'requires parameter' : 'is unknown'
      return fail(2, `curl: option ${name}: ${words}\n${hint}`)
    }
    const { has, value, values } = parsed
    if (has('V')) return 'curl 7.81.0 (x86_64-pc-linux-gnu)\nProtocols: http https\n'
    if (has('help') || has('h')) return 'Usage: curl [options...] <url>\n'
    const urls = [...values('url'), ...parsed.operands]
    if (urls.length === 0) return fail(2, hint)
    const isQuiet = has('s') && !has('S')
    let [stdout, stderr, exitCode] = ['', '', 0]
    for (const [at, url] of urls.entries()) {
      const { code, words, body = '' } = await transfer(url, reach, context)
      const output = values('o')[at]
      if (code === 0 && output !== undefined)
        await context.fs.writeFile(context.fs.resolvePath(context.cwd, output), body, 'binary')
      else stdout += body
      if (code !== 0 && !isQuiet) stderr += `curl: (${code}) ${words}\n`
      stdout += written(value('w') ?? '', code, words)
      exitCode = code
    }
    return { stdout, stderr, exitCode }
  })
