/**
 * env and printenv. just-bash's own list variables that aren't exported, and its env doesn't set variables for the
 * programs that it runs.
 */
import type { Command } from 'just-bash'
import { isCommandNotFound } from '../shell/just-bash-internals.ts'
import { fail, plain, start } from './program.ts'

const misuse = (words: string) => fail(125, `env: ${words}\nTry 'env --help' for more information.`)

const listed = (environment: Readonly<Record<string, string>>, end: string): string =>
  Object.entries(environment)
    .map(([name, value]) => `${name}=${value}${end}`)
    .join('')

export const environmentPrograms: readonly Command[] = [
  plain('printenv', (args, { exportedEnv = {} }) => {
    const end = args[0] === '-0' || args[0] === '--null' ? '\0' : '\n'
    const names = args.filter((arg) => !arg.startsWith('-'))
    if (names.length === 0) return listed(exportedEnv, end)
    const found = names.flatMap((name) => exportedEnv[name] ?? [])
    const stdout = found.map((value) => value + end).join('')
    return { stdout, stderr: '', exitCode: found.length < names.length ? 1 : 0 }
  }),
  plain('env', async (args, context) => {
    const rest = [...args]
    let environment: Record<string, string> = { ...context.exportedEnv }
    let location = {}
    let end = '\n'
    for (let arg = rest[0]; arg !== undefined && /^-/.test(arg); arg = rest[0]) {
      rest.shift()
      const [, option, attached] = /^(-[uC]|--(?:unset|chdir)(?==|$))=?(.*)$/s.exec(arg) ?? []
      const value = option === undefined ? '' : attached || rest.shift()
      if (value === undefined) return misuse(`option requires an argument -- '${arg.replace(/^-+/, '')}'`)
      if (arg === '--') break
      if (arg === '-i' || arg === '-' || arg === '--ignore-environment') environment = {}
      else if (arg === '-0' || arg === '--null') end = '\0'
      else if (option === '-u' || option === '--unset') delete environment[value]
      else if (option !== undefined) location = { workingDirectory: context.fs.resolvePath(context.cwd, value) }
      else
        return misuse(
          `${arg.startsWith('--') ? `unrecognized option '${arg}'` : `invalid option -- '${arg.charAt(1)}'`}`
        )
    }
    for (let arg = rest[0]; arg?.includes('='); arg = rest[0]) {
      const at = arg.indexOf('=')
      environment[arg.slice(0, at)] = arg.slice(at + 1)
      rest.shift()
    }
    const [name, ...more] = rest
    if (name === undefined) return listed(environment, end)
    const answer = await start(context, { line: name, args: more, environment, ...location })
    const isMissing = isCommandNotFound(answer, name)
    return isMissing ? fail(127, `env: '${name}': No such file or directory`) : answer
  })
]
