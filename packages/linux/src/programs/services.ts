/** `systemctl`, `service` and `sshd`. A server has one service, SSH, and it can't be stopped. */
import type { Command } from 'just-bash'
import type { Host, Machine } from '../types.ts'
import { fail, plain, print } from './program.ts'
import { checkConfig, configPath } from './sshd-config.ts'
import { createSystemctl, isSsh } from './systemctl.ts'

export function servicePrograms(machine: Machine, { power }: Host): Command[] {
  const systemctl = createSystemctl(machine, power)
  return [
    plain('systemctl', systemctl),
    plain('service', async ([unit, verb], context) => {
      if (unit === undefined || verb === undefined)
        return fail(1, 'Usage: service < option > | --status-all | [ service_name [ command | --full-restart ] ]')
      return isSsh(unit) ? await systemctl([verb, unit], context) : fail(1, `${unit}: unrecognized service`)
    }),
    sshd
  ]
}

const sshd = plain('sshd', async (args, context) => {
  const at = args.indexOf('-f')
  if (!args.some((arg) => /^-[a-zA-Z]*[tT]/.test(arg)))
    return fail(255, 'sshd: the SSH service of this server is running')
  const path = at === -1 ? undefined : context.fs.resolvePath(context.cwd, args[at + 1] ?? '')
  const faults = await checkConfig(context, path)
  if (faults.length > 0) return fail(255, faults.join('\n'))
  if (!args.some((arg) => /^-[a-zA-Z]*T/.test(arg))) return ''
  const lines = (await context.fs.readFile(path ?? configPath)).split('\n')
  const set = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))
  return print(set.map((line) => `${line.replace(/^\S+/, (word) => word.toLowerCase())}\n`).join(''))
})
