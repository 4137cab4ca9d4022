import { deepStrictEqual } from 'node:assert'
import { Disk } from '@swas-local/linux/disk/disk.ts'
import fc from 'fast-check'
import { type IFileSystem, InMemoryFs } from 'just-bash'
import t from 'tap'
import { memoryStore } from './memory-store.ts'

// Few names, so that calls collide.
const name = fc.constantFrom('a', 'b', 'c')
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => `/${names.join('/')}`)
const text = fc.constantFrom('', 'x', 'é\n', 'longer text')
const target = fc.oneof(name, path)
const mode = fc.constantFrom(0o600, 0o755, 0o4711)
const flag = fc.boolean()

type Call = readonly [method: string, ...args: (string | number | Date | { recursive: boolean; force?: boolean })[]]

const call: fc.Arbitrary<Call> = fc.oneof(
  fc.tuple(fc.constantFrom('writeFile', 'appendFile'), path, text),
  fc.tuple(fc.constantFrom('readFile', 'stat', 'lstat', 'readdir', 'exists', 'readlink', 'realpath'), path),
  fc.tuple(fc.constant('mkdir'), path, fc.record({ recursive: flag })),
  fc.tuple(fc.constant('rm'), path, fc.record({ recursive: flag, force: flag })),
  fc.tuple(fc.constant('cp'), path, path, fc.record({ recursive: flag })),
  fc.tuple(fc.constantFrom('mv', 'link'), path, path),
  fc.tuple(fc.constant('symlink'), target, path),
  fc.tuple(fc.constant('chmod'), path, mode),
  fc.tuple(fc.constant('utimes'), path, fc.constant(new Date(0)), fc.constant(new Date(86_400_000))),
  fc.constant(['flush'] as const)
)

const parentOf = (path: string) => path.slice(0, path.lastIndexOf('/'))

/** Whether just-bash's own file system behaves as Linux: it supports links only in part, and makes missing folders. */
function isComparable(disk: Disk, [method, ...args]: Call): boolean {
  const kind = (path: string) => {
    try {
      return disk.entry(path)?.kind
    } catch {
      return undefined
    }
  }
  const isInFolder = (path: string): boolean =>
    parentOf(path) === '' || (kind(parentOf(path)) === 'directory' && isInFolder(parentOf(path)))
  const isOnlyFolders = (path: string): boolean =>
    isInFolder(path) || (kind(parentOf(path)) === undefined && isOnlyFolders(parentOf(path)))
  const isSimpleLink = (path: string, steps = 0): boolean => {
    if (!isInFolder(path) || steps > 3) return false
    if (kind(path) !== 'link') return true
    return isSimpleLink(disk.resolvePath(parentOf(path) || '/', links.get(path) ?? ''), steps + 1)
  }
  const [first = '', second = ''] = args.filter((arg) => typeof arg === 'string')
  switch (method) {
    case 'flush':
      return true
    case 'writeFile':
    case 'appendFile':
      // It forgets the mode of a file that is written.
      return (
        isInFolder(first) &&
        (kind(first) === undefined || (kind(first) === 'file' && disk.entry(first)?.mode === 0o644))
      )
    case 'readFile':
    case 'stat':
    case 'exists':
    case 'realpath':
    case 'utimes':
    case 'readdir':
      return isSimpleLink(first)
    case 'mkdir':
      return kind(first) !== 'link' && isOnlyFolders(first)
    case 'chmod':
      // It forgets the mode of a folder that is moved.
      return isInFolder(first) && kind(first) !== 'link' && kind(first) !== 'directory'
    case 'symlink':
      return isInFolder(second)
    case 'link':
      return isInFolder(first) && isInFolder(second)
    case 'cp':
      return isInFolder(first) && isInFolder(second) && kind(first) !== 'link' && kind(second) === undefined
    case 'mv':
      if (!isInFolder(first) || !isInFolder(second) || first === second) return false
      return kind(second) === undefined || (kind(second) !== 'directory' && kind(first) !== 'directory')
    default:
      return isInFolder(first)
  }
}

/** The targets of the links, by path. */
let links = new Map<string, string>()

async function outcome(fs: IFileSystem, [method, ...args]: Call): Promise<unknown> {
  try {
    const result = await (fs[method as keyof IFileSystem] as (...args: unknown[]) => Promise<unknown>).apply(fs, args)
    if (method !== 'stat' && method !== 'lstat') return result
    const { isFile, isDirectory, isSymbolicLink, mode, size } = result as Awaited<ReturnType<IFileSystem['stat']>>
    return { isFile, isDirectory, isSymbolicLink, mode, size: isDirectory ? 0 : size }
  } catch (error) {
    return /^E[A-Z]+/.exec((error as Error).message)?.[0] ?? error
  }
}

async function everything(fs: IFileSystem): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {}
  for (const path of fs.getAllPaths().sort()) {
    const about = await outcome(fs, ['lstat', path])
    const isFile = (about as { isFile?: boolean }).isFile === true
    const isLink = (about as { isSymbolicLink?: boolean }).isSymbolicLink === true
    found[path] = [about, isFile ? await fs.readFile(path) : isLink ? await fs.readlink(path) : undefined]
  }
  return found
}

t.test('calls do what they do in just-bash’s own file system, also for who opens the disk later', async (t) => {
  let compared = 0
  const property = fc.asyncProperty(fc.array(call, { maxLength: 80, size: 'max' }), async (calls) => {
    const store = memoryStore()
    const disk = await Disk.open([], store)
    const watcher = await Disk.open([], store)
    const model = new InMemoryFs()
    for (const one of [['mkdir', '/a/b', { recursive: true }] as const, ...calls]) {
      links = new Map()
      for (const path of disk.getAllPaths())
        if (disk.entry(path)?.kind === 'link') links.set(path, await disk.readlink(path))
      if (!isComparable(disk, one)) continue
      if (one[0] === 'flush') {
        await disk.flush()
        await watcher.sync()
        deepStrictEqual(await everything(watcher), await everything(disk), 'the other disk is the same')
        continue
      }
      compared++
      deepStrictEqual(await outcome(disk, one), await outcome(model, one), JSON.stringify(one))
    }
    const all = await everything(disk)
    deepStrictEqual(all, await everything(model), 'the files are the same')
    await disk.flush()
    deepStrictEqual(await everything(await Disk.open([], store)), all, 'they are the same when it is opened again')
    await watcher.sync()
    deepStrictEqual(await everything(watcher), all)
  })
  await fc.assert(property, { numRuns: 400 })
  t.ok(compared > 4000, `${compared} calls were compared`)
})
