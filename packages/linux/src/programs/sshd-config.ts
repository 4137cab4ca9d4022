/** `sshd -t`: what is wrong with a configuration. */
import type { Context } from './program.ts'

export const configPath = '/etc/ssh/sshd_config'

const switches = `allowagentforwarding allowstreamlocalforwarding allowtcpforwarding disableforwarding exposeauthinfo
  gatewayports gssapiauthentication gssapicleanupcredentials gssapikeyexchange gssapistorecredentialsonrekey
  gssapistrictacceptorcheck hostbasedauthentication hostbasedusesnamefrompacketonly ignorerhosts ignoreuserknownhosts
  kbdinteractiveauthentication challengeresponseauthentication kerberosauthentication kerberosgetafstoken
  kerberosorlocalpasswd kerberosticketcleanup passwordauthentication permitemptypasswords permitrootlogin permittty
  permituserrc permittunnel printlastlog printmotd pubkeyauthentication streamlocalbindunlink strictmodes tcpkeepalive
  usedns usepam x11forwarding x11uselocalhost debianbanner compression`.split(/\s+/)

const others = `acceptenv addressfamily allowgroups allowusers authenticationmethods authorizedkeyscommand
  authorizedkeyscommanduser authorizedkeysfile authorizedprincipalscommand authorizedprincipalscommanduser
  authorizedprincipalsfile banner casignaturealgorithms channeltimeout chrootdirectory ciphers clientalivecountmax
  clientaliveinterval denygroups denyusers fingerprinthash forcecommand hostbasedacceptedalgorithms hostcertificate
  hostkey hostkeyagent hostkeyalgorithms include ipqos kexalgorithms listenaddress logingracetime loglevel logverbose
  macs match maxauthtries maxsessions maxstartups modulifile permitlisten permitopen permituserenvironment
  persourcemaxstartups persourcenetblocksize pidfile port pubkeyacceptedalgorithms pubkeyacceptedkeytypes
  pubkeyauthoptions rdomain rekeylimit requiredrsasize revokedkeys securitykeyprovider setenv streamlocalbindmask
  subsystem syslogfacility trustedusercakeys unusedconnectiontimeout versionaddendum x11displayoffset xauthlocation
  gssapikexalgorithms`.split(/\s+/)

/** Values of a switch other than yes and no. */
const moreValues: Readonly<Record<string, readonly string[]>> = {
  permitrootlogin: ['prohibit-password', 'without-password', 'forced-commands-only'],
  allowtcpforwarding: ['all', 'local', 'remote'],
  allowstreamlocalforwarding: ['all', 'local', 'remote'],
  gatewayports: ['clientspecified'],
  ignorerhosts: ['shosts-only'],
  compression: ['delayed'],
  permittunnel: ['point-to-point', 'ethernet']
}

/** Retired keywords: sshd only warns. */
const retired = `protocol serverkeybits keyregenerationinterval rsaauthentication rhostsrsaauthentication uselogin
  useprivilegeseparation`.split(/\s+/)

function complaint(keyword: string, value: string | undefined, isSwitch: boolean): string | undefined {
  if (value === undefined) return `missing argument.`
  if (keyword === 'port' && !/^([1-9]\d{0,4})$/.test(value)) return 'Badly formatted port number.'
  const allowed = ['yes', 'no', ...(moreValues[keyword] ?? [])]
  return isSwitch && !allowed.includes(value.toLowerCase()) ? `unsupported option "${value}".` : undefined
}

/** sshd's complaints about the file, one a line; none if sshd would start with it. */
export async function checkConfig({ fs }: Context, path = configPath): Promise<string[]> {
  if (!(await fs.exists(path))) return [`${path}: No such file or directory`]
  return errorsOf(await fs.readFile(path), path)
}

function errorsOf(config: string, path: string): string[] {
  const unknown: string[] = []
  for (const [at, line] of config.split('\n').entries()) {
    const [, word, value] = /^\s*"?([^\s="#]+)"?(?:\s*=\s*|\s+)?("[^"]*"|[^\s#]+)?/.exec(line) ?? []
    if (word === undefined) continue
    const keyword = word.toLowerCase()
    if (retired.includes(keyword)) continue
    const isSwitch = switches.includes(keyword)
    if (!isSwitch && !others.includes(keyword)) {
      unknown.push(`${path}: line ${at + 1}: Bad configuration option: ${word}`)
      continue
    }
    const wrong = complaint(keyword, value?.replaceAll('"', ''), isSwitch)
    if (wrong !== undefined) return [...unknown, `${path} line ${at + 1}: ${wrong}`]
  }
  return unknown.length === 0 ? [] : [...unknown, `${path}: terminating, ${unknown.length} bad configuration options`]
}
