/** just-bash's tar, which lacks `--compare`. Ansible's unarchive asks by it whether anything would change. */
import type { Command } from 'just-bash'
import { lookUp } from './file-facts.ts'
import { type Context, fail, original, plain, print } from './program.ts'

/** Extracts the archive to a temporary folder, and compares that with the files. */
async function compare(args: readonly string[], context: Context) {
  const { fs, cwd } = context
  const at = args.findIndex((arg) => arg === '-C' || arg === '--directory')
  const folder = fs.resolvePath(cwd, at === -1 ? '.' : (args[at + 1] ?? '.'))
  const own = at === -1 ? [...args] : args.filter((_arg, index) => index !== at && index !== at + 1)
  const extracting = own.map((arg) => (/^--(diff|compare)$/.test(arg) ? '-x' : arg.replace(/^(-?[A-Za-z]*)d/, '$1x')))
  const aside = `/tmp/.tar-${Date.now()}`
  await fs.mkdir(aside, { recursive: true })
  try {
    const taken = await original(context, [...extracting, '-C', aside])
    if (taken.exitCode !== 0) return taken
    const lines: string[] = []
    const walk = async (relative: string): Promise<void> => {
      for (const name of await fs.readdir(`${aside}/${relative}`)) {
        const path = relative === '' ? name : `${relative}/${name}`
        const [wanted, there] = [await lookUp(`${aside}/${path}`, context), await lookUp(`${folder}/${path}`, context)]
        if (wanted === undefined) continue
        if (there === undefined) lines.push(`tar: ${path}: Warning: Cannot stat: No such file or directory`)
        else if (there.kind !== wanted.kind) lines.push(`${path}: File type differs`)
        else if (there.mode !== wanted.mode) lines.push(`${path}: Mode differs`)
        if (wanted.kind === 'directory') await walk(path)
        else if (wanted.kind === 'file' && there?.kind === 'file') {
          const [a, b] = [await fs.readFileBuffer(`${aside}/${path}`), await fs.readFileBuffer(`${folder}/${path}`)]
          if (Buffer.compare(a, b) !== 0)
            lines.push(`${path}: ${a.length === b.length ? 'Contents differ' : 'Size differs'}`)
        }
      }
    }
    await walk('')
    return { ...print(lines.map((line) => `${line}\n`).join('')), exitCode: lines.length > 0 ? 1 : 0 }
  } finally {
    await fs.rm(aside, { recursive: true, force: true })
  }
}

export const tar: Command = plain('tar', async (args, context) => {
  if (args[0] === '--version') return 'tar (GNU tar) 1.34\n'
  if (args.length === 0)
    return fail(2, "tar: You must specify one of the '-Acdtrux', '--delete' or '--test-label' options")
  const isComparing = args.some(
    (arg, at) =>
      /^--(diff|compare)$/.test(arg) || /^-[A-Za-z]*d/.test(arg) || (at === 0 && /^[A-Za-z]*d[A-Za-z]*$/.test(arg))
  )
  return isComparing ? await compare(args, context) : await original(context, args)
})
