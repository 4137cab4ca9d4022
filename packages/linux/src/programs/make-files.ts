/** Programs that make files: mktemp, install, truncate. */
import { randomInt } from 'node:crypto'
import type { Command } from 'just-bash'
import { bytesOf, maxFileBytes } from './byte-count.ts'
import { fail, program } from './program.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

const filled = (template: string): string => {
  const [run = ''] = /X+(?=[^X]*$)/.exec(template) ?? []
  const random = Array.from(run, () => letters.charAt(randomInt(letters.length))).join('')
  return template.replace(/X+(?=[^X]*$)/, random)
}

export const fileMakers: readonly Command[] = [
  program('mktemp', {
    usage: 'Usage: mktemp [OPTION]... [TEMPLATE]\nCreate a temporary file or directory, safely, and print its name.',
    options: 'd|directory u|dry-run q|quiet p|tmpdir? t suffix=',
    async run({ has, value, operands }, { fs, cwd, env }) {
      const inFolder = has('p') || has('t') || operands.length === 0
      // `-p DIR` takes a separate value, `--tmpdir` only an attached one: the option table can describe only one of
      // them.
      const [template = 'tmp.XXXXXXXXXX', folder] = has('p') && value('p') === '' ? [...operands].reverse() : operands
      if (!/XXX[^X]*$/.test(template)) return fail(1, `mktemp: too few X's in template '${template}'`)
      const base = value('p') || folder || env.get('TMPDIR') || '/tmp'
      const path = fs.resolvePath(inFolder ? base : cwd, filled(template) + (value('suffix') ?? ''))
      const parent = path.replace(/\/[^/]*$/, '') || '/'
      if (!(await fs.exists(parent)))
        return fail(
          1,
          `mktemp: failed to create ${has('d') ? 'directory' : 'file'} via template '${template}': No such file or directory`
        )
      if (!has('u')) {
        if (has('d')) await fs.mkdir(path)
        else await fs.writeFile(path, '')
        await fs.chmod(path, has('d') ? 0o700 : 0o600)
      }
      return `${inFolder || template.startsWith('/') ? path : path.slice(cwd.length + (cwd === '/' ? 0 : 1))}\n`
    }
  }),
  program('install', {
    usage:
      'Usage: install [OPTION]... [-T] SOURCE DEST\n  or:  install [OPTION]... SOURCE... DIRECTORY\n  or:  install [OPTION]... -d DIRECTORY...',
    options:
      'm|mode= o|owner= g|group= d|directory D t|target-directory= T|no-target-directory v|verbose b c p|preserve-timestamps s|strip C|compare',
    async run({ has, value, operands }, { fs, cwd }) {
      const mode = value('m') ?? (has('d') ? '755' : '755')
      if (!/^[0-7]{3,4}$/.test(mode)) return fail(1, `install: invalid mode '${mode}'`)
      for (const option of ['o', 'g'] as const)
        if (!['root', '0', undefined].includes(value(option)))
          return fail(1, `install: invalid ${option === 'o' ? 'user' : 'group'} '${value(option)}'`)
      const at = (path: string) => fs.resolvePath(cwd, path)
      const bits = Number.parseInt(mode, 8)
      if (has('d')) {
        for (const folder of operands) {
          await fs.mkdir(at(folder), { recursive: true })
          await fs.chmod(at(folder), bits)
        }
        return ''
      }
      const into = value('t')
      const sources = into === undefined ? operands.slice(0, -1) : operands
      const target = into ?? operands.at(-1)
      if (target === undefined || sources.length === 0)
        return fail(
          1,
          `install: missing ${operands.length === 0 ? 'file operand' : `destination file operand after '${operands[0]}'`}`
        )
      if (has('D'))
        await fs.mkdir(into === undefined ? at(target).replace(/\/[^/]*$/, '') || '/' : at(target), { recursive: true })
      const isFolder = (await fs.exists(at(target))) && (await fs.stat(at(target))).isDirectory
      for (const file of sources) {
        if (!(await fs.exists(at(file)))) return fail(1, `install: cannot stat '${file}': No such file or directory`)
        const path = isFolder ? `${at(target)}/${file.replace(/.*\//, '')}` : at(target)
        await fs.writeFile(path, await fs.readFileBuffer(at(file)))
        await fs.chmod(path, bits)
      }
      return ''
    }
  }),
  program('truncate', {
    usage: 'Usage: truncate OPTION... FILE...\nShrink or extend the size of each FILE to the specified size',
    options: 's|size= c|no-create r|reference= o|io-blocks',
    async run({ has, value, operands }, { fs, cwd }) {
      const [, sign = '', amount = ''] = /^([+-]?)(.*)$/.exec(value('s') ?? '') ?? []
      const size = bytesOf(amount)
      if (Number.isNaN(size))
        return fail(
          1,
          `truncate: ${has('s') ? `Invalid number: '${value('s')}'` : "you must specify either '--size' or '--reference'"}`
        )
      if (operands.length === 0) return fail(1, 'truncate: missing file operand')
      for (const file of operands) {
        const path = fs.resolvePath(cwd, file)
        const exists = await fs.exists(path)
        if (!exists && has('c')) continue
        const before = exists ? await fs.readFileBuffer(path) : new Uint8Array()
        const length = sign === '+' ? before.length + size : sign === '-' ? Math.max(0, before.length - size) : size
        if (length > maxFileBytes)
          return fail(1, `truncate: failed to truncate '${file}' at ${length} bytes: File too large`)
        const after = new Uint8Array(length)
        after.set(before.subarray(0, length))
        await fs.writeFile(path, after)
      }
      return ''
    }
  })
]
