/** `systemctl`, which knows one unit: the server's SSH service. */
import type { ExecResult } from 'just-bash'
import type { Host, Machine } from '../types.ts'
import { longDate, now, upInWords } from './clock.ts'
import { type ParsedOptions, parseOptions, UsageError } from './options.ts'
import { type Context, fail } from './program.ts'
import { checkConfig } from './sshd-config.ts'
import { currentUser } from './user.ts'

export const isSsh = (unit: string): boolean => /^sshd?(\.service)?$/.test(unit)
const fullName = (unit: string): string => (/\.\w+$/.test(unit) ? unit : `${unit}.service`)

function status(unit: string, machine: Machine): string {
  const since = `${longDate(machine.bootedAt)} UTC`
  const ago = upInWords(now(machine) - machine.bootedAt).slice(3)
  return `● ${fullName(unit)} - OpenBSD Secure Shell server
     Loaded: loaded (/lib/systemd/system/${fullName(unit)}; enabled; vendor preset: enabled)
     Active: active (running) since ${since}; ${ago} ago
       Docs: man:sshd(8)
             man:sshd_config(5)
   Main PID: 611 (sshd)
     CGroup: /system.slice/${fullName(unit)}
             └─611 "sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups"
`
}

async function change(verb: string, unit: string, context: Context) {
  const name = fullName(unit)
  if (!isSsh(unit)) return fail(5, `Failed to ${verb} ${name}: Unit ${name} not found.`)
  if (verb === 'stop' || verb === 'kill')
    return fail(1, `Failed to ${verb} ${name}: Operation refused, this server's SSH service can't be stopped.`)
  if (verb === 'start' || (await checkConfig(context)).length === 0) return ''
  return fail(
    1,
    `Job for ${name} failed because the control process exited with error code.\nSee "systemctl status ${name}" and "journalctl -xeu ${name}" for details.`
  )
}

const options =
  'a|all q|quiet l|full f|force r|recursive n|lines= o|output= p|property= P= t|type= s|signal= H|host= M|machine= i state= now system ' +
  'user global no-pager no-legend no-block no-reload no-ask-password no-wall plain value failed wait show-types runtime ' +
  'job-mode= kill-who= kill-whom= root= preset-mode= legend= dry-run after before'

/** getopt's message if it rejects the options. */
function readOptions(args: readonly string[]) {
  try {
    return parseOptions(options, args)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return error.message
  }
}

const powers = ['reboot', 'poweroff', 'halt']
const changes = ['start', 'stop', 'restart', 'reload', 'try-restart', 'reload-or-restart', 'force-reload', 'kill']

type Answer = string | ExecResult

export const createSystemctl =
  (machine: Machine, power: Host['power']) =>
  async (args: readonly string[], context: Context): Promise<Answer> => {
    const parsed = readOptions(args)
    if (typeof parsed === 'string') return fail(1, `systemctl: ${parsed}`)
    const [verb = 'list-units', ...units] = parsed.operands
    if ((powers.includes(verb) || changes.includes(verb)) && currentUser().uid !== 0)
      return fail(
        1,
        `Failed to ${verb}${units.map((name) => ` ${fullName(name)}`).join('')}: Interactive authentication required.`
      )
    if (powers.includes(verb)) {
      await power(verb === 'reboot' ? 'reboot' : 'poweroff')
      return ''
    }
    return (
      aboutSystem(verb, units) ??
      aboutUnits(verb, units, { machine, isQuiet: parsed.has('q') }) ??
      (await changeUnits(verb, units, parsed, context))
    )
  }

const unknownIn = (units: readonly string[]): string | undefined => units.find((name) => !isSsh(name))

/** Answers verbs that need no unit; undefined for another verb. */
function aboutSystem(verb: string, units: readonly string[]): Answer | undefined {
  if (verb === 'daemon-reload' || verb === 'daemon-reexec' || verb === 'reset-failed') return ''
  if (verb === 'is-system-running') return 'running\n'
  if (verb === 'get-default') return 'multi-user.target\n'
  if (verb === 'list-units' || verb === 'list-unit-files') {
    const row = verb === 'list-units' ? 'loaded active running OpenBSD Secure Shell server' : 'enabled enabled'
    return `ssh.service ${row}\n\n1 units listed.\n`
  }
  if (verb === 'show') {
    const facts = unknownIn(units) === undefined ? 'loaded active running enabled' : 'not-found inactive dead '
    const [load, active, sub, file] = facts.split(' ')
    return `Id=${fullName(units[0] ?? '')}\nLoadState=${load}\nActiveState=${active}\nSubState=${sub}\nUnitFileState=${file}\n`
  }
  return units.length === 0 ? fail(1, 'Too few arguments.') : undefined
}

interface Asked {
  readonly machine: Machine
  readonly isQuiet: boolean
}

/** Answers verbs that ask about units; undefined for another verb. */
function aboutUnits(verb: string, units: readonly string[], { machine, isQuiet }: Asked): Answer | undefined {
  const unknownUnit = unknownIn(units)
  if (verb === 'is-active' || verb === 'is-failed') {
    const words = units.map((name) => `${isSsh(name) ? 'active' : 'inactive'}\n`).join('')
    const isFine = (verb === 'is-active') === (unknownUnit === undefined)
    return { stdout: isQuiet ? '' : words, stderr: '', exitCode: isFine ? 0 : verb === 'is-active' ? 3 : 1 }
  }
  if (verb === 'status')
    return unknownUnit === undefined
      ? units.map((name) => status(name, machine)).join('\n')
      : fail(4, `Unit ${fullName(unknownUnit)} could not be found.`)
  if (verb !== 'is-enabled') return undefined
  if (unknownUnit === undefined) return isQuiet ? '' : units.map(() => 'enabled\n').join('')
  return fail(1, `Failed to get unit file state for ${fullName(unknownUnit)}: No such file or directory`)
}

async function changeUnits(
  verb: string,
  units: readonly string[],
  parsed: ParsedOptions,
  context: Context
): Promise<Answer> {
  const [unit = ''] = units
  const unknownUnit = unknownIn(units)
  if (['enable', 'disable', 'mask', 'unmask', 'cat'].includes(verb)) {
    if (unknownUnit !== undefined)
      return fail(1, `Failed to ${verb} unit: Unit file ${fullName(unknownUnit)} does not exist.`)
    if (verb === 'enable' || verb === 'unmask') return parsed.has('now') ? await change('start', unit, context) : ''
    return fail(1, `Failed to ${verb} unit: Operation refused, this server's SSH service can't be turned off.`)
  }
  if (!changes.includes(verb)) return fail(1, `Unknown command verb ${verb}.`)
  for (const name of units) {
    const answer = await change(verb, name, context)
    if (typeof answer !== 'string') return answer
  }
  return ''
}
