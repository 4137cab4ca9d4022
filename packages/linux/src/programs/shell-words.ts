/** Builtins of bash that just-bash lacks. */
import type { Command } from 'just-bash'
import { fail, plain } from './program.ts'

const symbolic = (mask: number): string =>
  ['u', 'g', 'o']
    .map((who, at) => {
      const allowed = ~(mask >> (6 - 3 * at)) & 7
      return `${who}=${['r', 'w', 'x'].filter((_letter, bit) => allowed & (4 >> bit)).join('')}`
    })
    .join(',')

/** The mask after `u=rwx,g=,o=` or `g-w`; undefined if it isn't a symbolic mode. */
function fromSymbols(text: string, current: number): number | undefined {
  let mask = current
  for (const clause of text.split(',')) {
    const [, whom = '', operator, letters = ''] = /^([ugoa]*)([=+-])([rwx]*)$/.exec(clause) ?? []
    if (operator === undefined) return undefined
    const bits = [...letters].reduce((sum, letter) => sum | { r: 4, w: 2, x: 1 }[letter as 'r' | 'w' | 'x'], 0)
    for (const [at, who] of ['u', 'g', 'o'].entries()) {
      if (whom !== '' && !whom.includes(who) && !whom.includes('a')) continue
      const shift = 6 - 3 * at
      const before = (mask >> shift) & 7
      const after = operator === '=' ? 7 & ~bits : operator === '+' ? before & ~bits : before | bits
      mask = (mask & ~(7 << shift)) | (after << shift)
    }
  }
  return mask
}

const limits: Readonly<Record<string, readonly [string, string]>> = {
  c: ['core file size              (blocks, -c)', '0'],
  d: ['data seg size               (kbytes, -d)', 'unlimited'],
  f: ['file size                   (blocks, -f)', 'unlimited'],
  l: ['max locked memory           (kbytes, -l)', '65536'],
  n: ['open files                          (-n)', '65535'],
  s: ['stack size                  (kbytes, -s)', '8192'],
  t: ['cpu time                   (seconds, -t)', 'unlimited'],
  u: ['max user processes                  (-u)', '7500'],
  v: ['virtual memory              (kbytes, -v)', 'unlimited']
}

export function shellWords(): Command[] {
  let mask = 0o022
  return [
    plain('umask', (args) => {
      const [mode] = args.filter((arg) => !/^-[pS]+$/.test(arg))
      if (mode === undefined) {
        const shown = args.some((arg) => arg.includes('S')) ? symbolic(mask) : mask.toString(8).padStart(4, '0')
        return `${args.some((arg) => arg.includes('p')) ? 'umask ' : ''}${shown}\n`
      }
      if (/^\d/.test(mode) && !/^[0-7]{1,4}$/.test(mode))
        return fail(1, `bash: umask: ${mode}: octal number out of range`)
      const next = /^\d/.test(mode) ? Number.parseInt(mode, 8) : fromSymbols(mode, mask)
      if (next === undefined) return fail(1, `bash: umask: \`${mode}': invalid symbolic mode operator`)
      mask = next & 0o777
      return ''
    }),
    plain('ulimit', (args) => {
      const letters = args
        .filter((arg) => arg.startsWith('-'))
        .join('')
        .replaceAll(/[-SH]/g, '')
      if (letters.includes('a'))
        return Object.values(limits)
          .map(([label, value]) => `${label} ${value}\n`)
          .join('')
      const wanted = limits[letters || 'f']
      if (wanted === undefined) return fail(2, `bash: ulimit: -${letters}: invalid option`)
      return args.some((arg) => !arg.startsWith('-')) ? '' : `${wanted[1]}\n`
    }),
    plain('jobs', () => ''),
    ...['fg', 'bg'].map((name) => plain(name, ([job = 'current']) => fail(1, `bash: ${name}: ${job}: no such job`))),
    plain('disown', () => '')
  ]
}
