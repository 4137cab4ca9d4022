import type { Command, ExecResult } from 'just-bash'
import type { Machine } from '../types.ts'
import { now } from './clock.ts'
import { fail, original, program } from './program.ts'
import { readDate } from './read-date.ts'

const isoFormats: Readonly<Record<string, string>> = {
  '': '%F',
  date: '%F',
  hours: '%FT%H+00:00',
  minutes: '%FT%H:%M+00:00',
  seconds: '%FT%T+00:00',
  ns: '%FT%T,000000000+00:00'
}

/** just-bash's formats, with the service's time and the date strings that just-bash doesn't parse. */
export const datePrograms = (machine: Machine): Command[] => [
  program('date', {
    usage: `Usage: date [OPTION]... [+FORMAT]
Display date and time in the given FORMAT.

  -d, --date=STRING          display time described by STRING, not 'now'
  -I, --iso-8601[=FMT]       output date/time in ISO 8601 format
  -r, --reference=FILE       display the last modification time of FILE
  -R, --rfc-email            output date and time in RFC 5322 format
  -s, --set=STRING           set time described by STRING
  -u, --utc, --universal     print Coordinated Universal Time (UTC)`,
    options: 'd|date= r|reference= R|rfc-email s|set= u|utc|universal I|iso-8601? rfc-3339=',
    async run({ has, value, operands }, context): Promise<ExecResult> {
      const { fs, cwd } = context
      if (has('s')) return fail(1, 'date: cannot set date: Operation not permitted')
      const reference = value('r')
      const text = value('d')
      let seconds: number | undefined = Math.floor(now(machine) / 1000)
      if (reference !== undefined) {
        const path = fs.resolvePath(cwd, reference)
        if (!(await fs.exists(path))) return fail(1, `date: ${reference}: No such file or directory`)
        seconds = Math.floor((await fs.stat(path)).mtime.getTime() / 1000)
      } else if (text !== undefined) seconds = readDate(text, seconds)
      if (seconds === undefined) return fail(1, `date: invalid date '${text}'`)
      const iso = isoFormats[value('I') ?? '']
      if (iso === undefined) return fail(1, `date: invalid argument '${value('I')}' for '--iso-8601'`)
      const format = has('rfc-3339') ? ['+%F %T+00:00'] : has('I') ? [`+${iso}`] : operands
      return await original(context, [
        ...['R', 'u'].filter(has).map((flag) => `-${flag}`),
        '-d',
        `@${seconds}`,
        ...format
      ])
    }
  })
]
