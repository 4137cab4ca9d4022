/** How an editor reads and writes a file. */
import type { Context } from '../program.ts'

export interface Opened {
  readonly content: string
  readonly isNew: boolean
  readonly bytes: number
  /** A text that isn't UTF-8 is kept byte for byte. */
  readonly encoding: 'utf8' | 'latin1'
  readonly hasLineEnd: boolean
}

const empty: Opened = { content: '', isNew: true, bytes: 0, encoding: 'utf8', hasLineEnd: true }

/** undefined for a directory. */
export async function openFile(name: string, { fs, cwd }: Context): Promise<Opened | undefined> {
  const path = fs.resolvePath(cwd, name)
  if (!(await fs.exists(path))) return empty
  if ((await fs.stat(path)).isDirectory) return undefined
  const bytes = Buffer.from(await fs.readFileBuffer(path))
  const encoding = Buffer.from(bytes.toString('utf8')).equals(bytes) ? 'utf8' : 'latin1'
  const content = bytes.toString(encoding)
  return { content, isNew: false, bytes: bytes.length, encoding, hasLineEnd: content === '' || content.endsWith('\n') }
}

/** Returns the number of bytes written. Follows links, and keeps the mode of an existing file. */
export async function saveFile(
  name: string,
  content: string,
  encoding: Opened['encoding'],
  { fs, cwd }: Context
): Promise<number> {
  const bytes = Buffer.from(content, encoding)
  const path = fs.resolvePath(cwd, name)
  const isThere = await fs.exists(path)
  const target = isThere ? await fs.realpath(path) : path
  const mode = isThere ? (await fs.stat(target)).mode : undefined
  await fs.writeFile(target, bytes)
  if (mode !== undefined) await fs.chmod(target, mode)
  return bytes.length
}
