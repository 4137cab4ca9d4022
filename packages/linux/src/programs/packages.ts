/** Package managers. They reach no repository, so they can install nothing. */
import type { Command } from 'just-bash'
import type { Machine } from '../types.ts'
import { type ParsedOptions, parseOptions, UsageError } from './options.ts'
import { type Context, fail, plain, print } from './program.ts'

const aptOptions =
  'y|yes assume-yes assume-no q|quiet? s|simulate dry-run d|download-only f|fix-broken m|ignore-missing no-download u|show-upgraded ' +
  'V|verbose-versions v|version o|option= c|config-file= t|target-release|default-release= a|host-architecture= b|build ' +
  'no-install-recommends install-recommends install-suggests reinstall only-upgrade no-upgrade allow-downgrades ' +
  'allow-change-held-packages allow-remove-essential allow-unauthenticated force-yes fix-missing purge autoremove auto-remove ' +
  'allow-insecure-repositories allow-releaseinfo-change no-remove trivial-only print-uris installed upgradable all-versions ' +
  'with-new-pkgs'

const reading = 'Reading package lists...\nBuilding dependency tree...\nReading state information...\n'
const unchanged = '0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n'

const updated = (mirror: string) => ({
  stdout: `Err:1 http://${mirror} stable InRelease\n  Temporary failure resolving '${mirror}'\nReading package lists...\n`,
  stderr: `W: Failed to fetch http://${mirror}/dists/stable/InRelease  Temporary failure resolving '${mirror}'\nW: Some index files failed to download. They have been ignored, or old ones used instead.\n`,
  exitCode: 0 // apt treats a name that can't be resolved as a temporary failure
})

/** Each program on the server counts as an installed package of the same name. */
async function install(wanted: readonly string[], { fs }: Context) {
  const isThere = await Promise.all(wanted.map((name) => fs.exists(`/usr/bin/${name}`)))
  const absent = wanted.filter((_name, at) => !isThere[at])
  const there = wanted.filter((_name, at) => isThere[at])
  const stdout = reading + there.map((name) => `${name} is already the newest version.\n`).join('')
  if (absent.length === 0) return print(stdout + unchanged)
  return { ...fail(100, absent.map((name) => `E: Unable to locate package ${name}`).join('\n')), stdout }
}

const apt = (name: string, mirror: string) =>
  plain(name, async (args, context) => {
    let parsed: ParsedOptions
    try {
      parsed = parseOptions(aptOptions, args)
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      const [, option = ''] = /'(.*)'/.exec(error.message) ?? []
      return fail(100, `E: Command line option ${option.startsWith('-') ? option : `'${option}'`} is not understood`)
    }
    const [verb, ...wanted] = parsed.operands
    if (verb === undefined || parsed.has('v')) return `${name.replace('-get', '')} 2.4.12 (amd64)\n`
    if (verb === 'update') return updated(mirror)
    if (verb === 'install') return await install(wanted, context)
    if (['clean', 'autoclean'].includes(verb)) return ''
    if (['upgrade', 'dist-upgrade', 'full-upgrade', 'autoremove'].includes(verb)) return reading + unchanged
    if (['remove', 'purge'].includes(verb))
      return wanted.length === 0
        ? reading + unchanged
        : { ...fail(100, wanted.map((one) => `E: Unable to locate package ${one}`).join('\n')), stdout: reading }
    if (['search', 'list', 'show', 'policy'].includes(verb))
      return wanted.length === 0 ? '' : fail(100, 'E: No packages found')
    return fail(100, `E: Invalid operation ${verb}`)
  })

const yumOptions =
  'y|assumeyes assumeno q|quiet v|verbose C|cacheonly t|tolerant b|best nobest c|config= d|debuglevel= e|errorlevel= R|randomwait= ' +
  'x|exclude= enablerepo= disablerepo= repo= repoid= installroot= disableexcludes= releasever= setopt= disableplugin= ' +
  'enableplugin= nogpgcheck noplugins skip-broken allowerasing version downloadonly downloaddir= security bugfix refresh ' +
  'comment= advisory= installed available all showduplicates'

const networked = (
  'install localinstall update upgrade makecache search info check-update groupinstall reinstall list repolist provides ' +
  'distro-sync module'
).split(' ')

const yum = (name: string) =>
  plain(name, (args) => {
    let parsed: ParsedOptions
    try {
      parsed = parseOptions(yumOptions, args)
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      return fail(1, `Command line error: ${error.message}`)
    }
    const [verb, ...wanted] = parsed.operands
    if (parsed.has('version')) return '4.7.0\n'
    if (verb === undefined) return fail(1, 'You need to give some command')
    if (verb === 'clean') return '0 files removed\n'
    if (networked.includes(verb))
      return fail(
        1,
        `Errors during downloading metadata for repository 'base':\n  - Curl error (6): Couldn't resolve host name for http://mirrors.cloud.aliyuncs.com [Could not resolve host: mirrors.cloud.aliyuncs.com]\nError: Failed to download metadata for repo 'base': Cannot download repomd.xml: Cannot download repodata/repomd.xml: All mirrors were tried`
      )
    if (verb === 'remove' || verb === 'erase')
      return `No match for argument: ${wanted.join(' ')}\nNo packages marked for removal.\n`
    return fail(1, `No such command: ${verb}. Please use /usr/bin/${name} --help`)
  })

/** The package managers of the distribution's family. */
export function packagePrograms({ distribution }: Machine): Command[] {
  if (/^(Ubuntu|Debian)/.test(distribution))
    return [apt('apt', 'mirrors.cloud.aliyuncs.com'), apt('apt-get', 'mirrors.cloud.aliyuncs.com')]
  return distribution.startsWith('CentOS') ? [yum('yum')] : [yum('yum'), yum('dnf')]
}
