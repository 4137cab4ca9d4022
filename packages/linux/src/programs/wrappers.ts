/** Programs that run another program unchanged. */
import type { Command } from 'just-bash'
import { fail, plain, start } from './program.ts'

/** For each, the options that take a value. */
const valued: Readonly<Record<string, RegExp>> = {
  nohup: /^$/,
  nice: /^-n$|^--adjustment$/,
  ionice: /^-[cnp]$/,
  setsid: /^$/,
  stdbuf: /^-[ioe]$/
}

export const wrappers: readonly Command[] = Object.entries(valued).map(([name, withValue]) =>
  plain(name, async (args, context) => {
    const rest = [...args]
    while (rest[0]?.startsWith('-')) if (withValue.test(rest.shift() ?? '')) rest.shift()
    const [program, ...more] = rest
    if (program === undefined)
      return name === 'nice' ? '0\n' : fail(125, `${name}: missing operand\nTry '${name} --help' for more information.`)
    return await start(context, { line: program, args: more })
  })
)
