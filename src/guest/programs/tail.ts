import type { Command } from 'just-bash'
import { original, plain } from './program.ts'

/** The old way to say how much, `-1c` or `+2`, which ssh-copy-id still uses; just-bash's tail knows the new one. */
export const tail: Command = plain('tail', async ([first = '', ...rest], context) => {
  const [, sign, count, unit] = /^([-+])(\d+)([cl]?)$/.exec(first) ?? []
  if (sign === undefined) return await original(context, first === '' ? rest : [first, ...rest])
  return await original(context, [unit === 'c' ? '-c' : '-n', `${sign === '+' ? '+' : ''}${count}`, ...rest])
})
