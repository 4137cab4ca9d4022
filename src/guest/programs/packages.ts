/** Package managers: there is nothing to reach that they could install from. */
import type { Command } from 'just-bash'
import { findImage } from '../../catalog/images.ts'
import type { Machine } from '../types.ts'
import { fail, plain } from './program.ts'

const verbOf = (args: readonly string[]): string | undefined => args.find((arg) => !arg.startsWith('-'))
const namesOf = (args: readonly string[]): string[] => args.filter((arg) => !arg.startsWith('-')).slice(1)

const apt = (name: string, mirror: string) =>
  plain(name, (args) => {
    const verb = verbOf(args)
    if (verb === undefined || args.includes('--version')) return `${name.replace('-get', '')} 2.4.12 (amd64)\n`
    if (verb === 'update')
      return fail(
        100,
        `E: Failed to fetch http://${mirror}/dists/stable/InRelease  Temporary failure resolving '${mirror}'\nE: Some index files failed to download. They have been ignored, or old ones used instead.`
      )
    if (verb === 'install')
      return fail(
        100,
        namesOf(args)
          .map((wanted) => `E: Unable to locate package ${wanted}`)
          .join('\n')
      )
    if (['upgrade', 'dist-upgrade', 'full-upgrade', 'autoremove', 'clean', 'autoclean'].includes(verb))
      return 'Reading package lists...\nBuilding dependency tree...\n0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n'
    if (['remove', 'purge', 'search', 'list', 'show', 'policy'].includes(verb))
      return namesOf(args).length === 0 ? '' : fail(100, `E: No packages found`)
    return fail(100, `E: Invalid operation ${verb}`)
  })

const yum = (name: string) =>
  plain(name, (args) => {
    const verb = verbOf(args)
    if (verb === undefined) return fail(1, 'You need to give some command')
    if (verb === 'clean') return '0 files removed\n'
    if (
      [
        'install',
        'update',
        'upgrade',
        'makecache',
        'search',
        'info',
        'check-update',
        'groupinstall',
        'reinstall',
        'list'
      ].includes(verb)
    )
      return fail(
        1,
        `Errors during downloading metadata for repository 'base':\n  - Curl error (6): Couldn't resolve host name for http://mirrors.cloud.aliyuncs.com [Could not resolve host: mirrors.cloud.aliyuncs.com]\nError: Failed to download metadata for repo 'base': Cannot download repomd.xml: Cannot download repodata/repomd.xml: All mirrors were tried`
      )
    if (verb === 'remove' || verb === 'erase')
      return `No match for argument: ${namesOf(args).join(' ')}\nNo packages marked for removal.\n`
    return fail(1, `No such command: ${verb}. Please use /usr/bin/${name} --help`)
  })

/** Of the two families, the one that the image belongs to. */
export function packagePrograms({ imageId }: Machine): Command[] {
  const name = findImage(imageId)?.imageName ?? ''
  if (/^(Ubuntu|Debian)/.test(name))
    return [apt('apt', 'mirrors.cloud.aliyuncs.com'), apt('apt-get', 'mirrors.cloud.aliyuncs.com')]
  return name.startsWith('CentOS') ? [yum('yum')] : [yum('yum'), yum('dnf')]
}
