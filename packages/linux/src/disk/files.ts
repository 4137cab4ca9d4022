import type { IFileSystem } from 'just-bash'
import { type Attributes, attributesOf, type FsStat, statOf, typeOf } from './attributes.ts'
import { appended, overwritten, resized, toBytes, toText } from './content.ts'
import { errnoError } from './errno.ts'
import { diskLimits } from './limits.ts'
import { type Node, newFile, newLink } from './node.ts'
import { resolvePath } from './path.ts'
import { everyNode, type Tree } from './tree.ts'
import { copy, makeFolder, move, remove, write } from './tree-calls.ts'

type ReadOptions = Parameters<IFileSystem['readFile']>[1]
type WriteOptions = Parameters<IFileSystem['writeFile']>[2]
/**
 * The files of a server as programs see them. Errors have Node.js's words. Two things differ from Linux: a hard link is
 * a copy, and a folder's time doesn't change with its entries.
 */
export abstract class Files implements IFileSystem {
  protected tree: Tree

  protected constructor(tree: Tree) {
    this.tree = tree
  }

  /** Follows a link only if `follow` says so; undefined if there is nothing. */
  entry(path: string, follow = false): Attributes | undefined {
    const { node } = this.tree.find(path, 'stat', follow ? 'follow' : 'nofollow')
    return node && attributesOf(node)
  }

  /** The entries of a folder, by name. */
  list(path: string): ({ readonly name: string } & Attributes)[] {
    return this.#children(path).map(([name, node]) => ({ name, ...attributesOf(node) }))
  }

  #children(path: string): [string, Node][] {
    const { node } = this.tree.get(path, 'scandir')
    if (node.kind !== 'directory') throw errnoError('ENOTDIR', 'scandir', path)
    return [...node.children].sort(([one], [other]) => (one < other ? -1 : 1))
  }

  /** The bytes as they are now. Don't change them. */
  content(path: string): Uint8Array {
    const { node } = this.tree.get(path, 'open')
    if (node.kind !== 'file') throw errnoError('EISDIR', 'read', path)
    return node.content
  }

  /** Makes the file if there is none. */
  create(path: string, mode: number): void {
    write(this.tree, path, (before) => before, { mode })
  }

  /** Overwrites the file from `offset` on. */
  writeAt(path: string, offset: number, bytes: Uint8Array): void {
    if (offset + bytes.length > diskLimits.fileBytes) throw errnoError('EFBIG', 'write', path)
    write(this.tree, path, (before) => overwritten(before, offset, bytes), { call: 'write' })
  }

  truncate(path: string, length: number): void {
    if (length > diskLimits.fileBytes) throw errnoError('EFBIG', 'truncate', path)
    write(this.tree, path, (before) => resized(before, length), { call: 'truncate' })
  }

  async readFile(path: string, options?: ReadOptions): Promise<string> {
    return toText(this.content(path), options)
  }

  async readFileBuffer(path: string): Promise<Uint8Array> {
    return this.content(path)
  }

  async writeFile(path: string, content: string | Uint8Array, options?: WriteOptions): Promise<void> {
    write(this.tree, path, () => toBytes(content, options))
  }

  async appendFile(path: string, content: string | Uint8Array, options?: WriteOptions): Promise<void> {
    write(this.tree, path, (before) => appended(before, toBytes(content, options)))
  }

  async exists(path: string): Promise<boolean> {
    try {
      return this.tree.find(path, 'stat').node !== undefined
    } catch {
      return false
    }
  }

  async stat(path: string): Promise<FsStat> {
    return statOf(this.tree.get(path, 'stat').node)
  }

  async lstat(path: string): Promise<FsStat> {
    return statOf(this.tree.get(path, 'lstat', 'nofollow').node)
  }

  async mkdir(path: string, { recursive = false }: { recursive?: boolean } = {}): Promise<void> {
    makeFolder(this.tree, path, recursive)
  }

  async readdir(path: string): Promise<string[]> {
    return this.#children(path).map(([name]) => name)
  }

  async readdirWithFileTypes(path: string) {
    return this.#children(path).map(([name, node]) => ({ name, ...typeOf(node) }))
  }

  async rm(path: string, options: { recursive?: boolean; force?: boolean } = {}): Promise<void> {
    remove(this.tree, path, options)
  }

  async cp(from: string, to: string, { recursive = false }: { recursive?: boolean } = {}): Promise<void> {
    copy(this.tree, from, to, recursive)
  }

  async mv(from: string, to: string): Promise<void> {
    move(this.tree, from, to)
  }

  resolvePath(base: string, path: string): string {
    return resolvePath(base, path)
  }

  getAllPaths(): string[] {
    return [...everyNode('/', this.tree.root)].map(([path]) => path)
  }

  async chmod(path: string, mode: number): Promise<void> {
    this.#claim(path, 'chmod').mode = mode & 0o7777
  }

  async utimes(path: string, _accessed: Date, modified: Date): Promise<void> {
    const time = modified.getTime()
    if (Number.isNaN(time)) throw errnoError('EINVAL', 'utimes', path)
    this.#claim(path, 'utimes').modifiedAt = time
  }

  #claim(path: string, call: string): Node {
    const found = this.tree.get(path, call)
    this.tree.claim(found, call)
    return found.node
  }

  async symlink(target: string, path: string): Promise<void> {
    this.#addAt(path, 'symlink', newLink(target, this.tree.now()))
  }

  async link(from: string, to: string): Promise<void> {
    const { node } = this.tree.get(from, 'link', 'nofollow')
    if (node.kind !== 'file') throw errnoError('EPERM', 'link', from)
    this.#addAt(to, 'link', newFile(node.content, node.mode, node.modifiedAt))
  }

  #addAt(path: string, call: string, node: Node): void {
    const position = this.tree.find(path, call, 'nofollow')
    if (position.node !== undefined) throw errnoError('EEXIST', call, path)
    this.tree.add(position, node, call)
  }

  async readlink(path: string): Promise<string> {
    const { node } = this.tree.get(path, 'readlink', 'nofollow')
    if (node.kind !== 'link') throw errnoError('EINVAL', 'readlink', path)
    return node.target
  }

  async realpath(path: string): Promise<string> {
    return this.tree.get(path, 'realpath').path
  }
}
