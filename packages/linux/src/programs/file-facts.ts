/** A file as ls and stat show it. */
import type { Context } from './program.ts'

export interface FileFacts {
  readonly name: string
  readonly kind: 'file' | 'directory' | 'link'
  readonly mode: number
  readonly size: number
  readonly modifiedAt: number
  readonly inode: number
  /** The target of a link. */
  readonly target: string
}

/** An inode number: the disk has none, so the path decides it. */
const numberOf = (path: string): number =>
  [...path].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 131_072)

/** undefined if there is no such file. */
export async function lookUp(name: string, { fs, cwd }: Context, follow = false): Promise<FileFacts | undefined> {
  const path = fs.resolvePath(cwd, name)
  try {
    const { isDirectory, isSymbolicLink, mode, size, mtime, ino } = await (follow ? fs.stat(path) : fs.lstat(path))
    return {
      name,
      kind: isSymbolicLink ? 'link' : isDirectory ? 'directory' : 'file',
      mode: isSymbolicLink ? 0o777 : mode & 0o7777,
      size: isDirectory ? 4096 : size,
      modifiedAt: mtime.getTime(),
      inode: Number(ino ?? numberOf(path)),
      target: isSymbolicLink ? await fs.readlink(path) : ''
    }
  } catch {
    return undefined
  }
}

/** `-rw-r--r--`. */
export function modeLetters({ kind, mode }: Pick<FileFacts, 'kind' | 'mode'>): string {
  const letters = [...'rwxrwxrwx'].map((letter, at) => (mode & (0o400 >> at) ? letter : '-'))
  const special = [
    [0o4000, 2, 's'],
    [0o2000, 5, 's'],
    [0o1000, 8, 't']
  ] as const
  for (const [bit, at, letter] of special) {
    if (mode & bit) letters[at] = letters[at] === 'x' ? letter : letter.toUpperCase()
  }
  return { file: '-', directory: 'd', link: 'l' }[kind] + letters.join('')
}

/** Blocks of 1 KiB, as the disk allocates them. */
export const allotted = ({ kind, size }: FileFacts): number => (kind === 'link' ? 0 : Math.ceil(size / 4096) * 4)
