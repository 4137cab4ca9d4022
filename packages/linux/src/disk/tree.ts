import type { Entry } from './entry.ts'
import { errnoError, type FileErrorCode } from './errno.ts'
import { diskLimits } from './limits.ts'
import { bytesOf, type FolderNode, type Node, newFolder } from './node.ts'
import { below, joined, namesOf } from './path.ts'

/** What to do with a link at the end of a path; links on the way are always followed. */
export type LastLink = 'follow' | 'nofollow'

/** The result of a lookup: the node, or else the folder in which it would be. */
export interface TreePosition {
  readonly path: string
  readonly name: string
  /** undefined for the root. */
  readonly folder: FolderNode | undefined
  readonly node: Node | undefined
}

export type Found = TreePosition & { readonly node: Node }

const maxLinks = 40

/** The files of a server in memory: its image and the changes since. */
export class Tree {
  readonly root: FolderNode = { ...newFolder(0o755, 0), isOwn: false }
  readonly imagePaths: ReadonlySet<string>
  readonly now: () => number
  /** What the database has, by path. */
  readonly stored = new Set<string>()
  /** What must be written, by path. */
  readonly changed = new Set<string>()
  /** Changes in folders that aren't stored. */
  readonly passing = new Set<string>()
  #bytes = 0
  #entries = 0

  constructor(image: readonly Entry[], now: () => number) {
    this.imagePaths = new Set(image.map(({ path }) => path))
    this.now = now
  }

  /** Follows links on the way, and the last one unless `nofollow`. Throws ENOENT, ENOTDIR, ELOOP. */
  find(path: string, call: string, lastLink: LastLink = 'follow'): TreePosition {
    const todo = namesOf(path, call).reverse()
    const steps: { name: string; node: Node }[] = []
    let folder = this.root
    for (let links = 0; todo.length > 0; ) {
      const name = todo.pop() as string
      if (name === '..') {
        steps.pop()
        folder = (steps.at(-1)?.node as FolderNode | undefined) ?? this.root
        continue
      }
      const node = folder.children.get(name)
      const isLast = todo.length === 0
      if (node?.kind === 'link' && (lastLink === 'follow' || !isLast)) {
        if (++links > maxLinks) throw errnoError('ELOOP', call, path)
        if (node.target.startsWith('/')) {
          steps.length = 0
          folder = this.root
        }
        todo.push(
          ...node.target
            .split('/')
            .filter((part) => part !== '' && part !== '.')
            .reverse()
        )
      } else if (isLast) {
        return { path: joined([...steps.map((step) => step.name), name]), name, folder, node }
      } else {
        if (node === undefined) throw errnoError('ENOENT', call, path)
        if (node.kind !== 'directory') throw errnoError('ENOTDIR', call, path)
        steps.push({ name, node })
        folder = node
      }
    }
    const parent = steps.length > 1 ? (steps.at(-2)?.node as FolderNode) : this.root
    return {
      path: joined(steps.map(({ name }) => name)),
      name: steps.at(-1)?.name ?? '',
      folder: steps.length === 0 ? undefined : parent,
      node: folder
    }
  }

  /** As `find`, but throws ENOENT if there is nothing. */
  get(path: string, call: string, lastLink: LastLink = 'follow'): Found {
    const position = this.find(path, call, lastLink)
    if (position.node === undefined) throw errnoError('ENOENT', call, path)
    return position as Found
  }

  /** Throws if the disk has no room for so much more. */
  require(more: { bytes: number; entries: number }, call: string, path: string): void {
    if (more.bytes > 0 && this.#bytes + more.bytes > diskLimits.diskBytes) throw errnoError('ENOSPC', call, path)
    if (more.entries > 0 && this.#entries + more.entries > diskLimits.entries) throw errnoError('ENOSPC', call, path)
  }

  /** Call this before the node at `path` changes; a file grows by so many bytes. */
  claim({ path, node }: Found, call: string, moreBytes = 0): void {
    assertNotFixed(path, call)
    if (node.kind === 'file' && node.content.length + moreBytes > diskLimits.fileBytes)
      throw errnoError('EFBIG', call, path)
    const more = { bytes: moreBytes + (node.isOwn ? 0 : bytesOf(node)), entries: node.isOwn ? 0 : 1 }
    this.require(more, call, path)
    this.count(more)
    node.isOwn = true
    this.mark(path)
  }

  /** Adds a node where there is none. */
  add({ path, name, folder }: TreePosition, node: Node, call: string): void {
    assertNotFixed(path, call)
    if (folder === undefined) throw errnoError('EEXIST', call, path)
    if (bytesOf(node) > diskLimits.fileBytes) throw errnoError('EFBIG', call, path)
    const more = { bytes: bytesOf(node), entries: 1 }
    this.require(more, call, path)
    this.count(more)
    folder.children.set(name, node)
    this.mark(path)
  }

  /** Removes a node and all that is in it. */
  remove({ path, name, folder, node }: Found, call: string): void {
    assertNotFixed(path, call)
    if (folder === undefined) throw errnoError('EBUSY', call, path)
    folder.children.delete(name)
    for (const [gone, what] of everyNode(path, node)) {
      if (what.isOwn) this.count({ bytes: -bytesOf(what), entries: -1 })
      // A file that came and went between two writes needs no write.
      if (this.stored.has(gone) || this.imagePaths.has(gone)) this.mark(gone)
      else this.unmark(gone)
    }
  }

  count({ bytes, entries }: { bytes: number; entries: number }): void {
    this.#bytes += bytes
    this.#entries += entries
  }

  mark(path: string): void {
    ;(isPassing(path) ? this.passing : this.changed).add(path)
  }

  unmark(path: string): void {
    ;(isPassing(path) ? this.passing : this.changed).delete(path)
  }
}

/** The node and all that is in it; each folder before its entries. */
export function* everyNode(path: string, node: Node): Generator<[string, Node]> {
  yield [path, node]
  if (node.kind !== 'directory') return
  for (const [name, child] of node.children) yield* everyNode(below(path, name), child)
}

const isBelow = (folder: string, path: string) => path.startsWith(`${folder}/`)

/** As on any Linux, devices aren't stored on the disk. */
const isPassing = (path: string) => isBelow('/dev', path)

function assertNotFixed(path: string, call: string): void {
  const code: FileErrorCode = 'EPERM'
  if (['/proc', '/sys'].some((folder) => path === folder || isBelow(folder, path))) throw errnoError(code, call, path)
}
