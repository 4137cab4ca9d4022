/** Converts between trees and the entries that are stored. */
import { compact } from './content.ts'
import type { Entry } from './entry.ts'
import { bytesOf, emptyContent, type FolderNode, type Node, newFile, newFolder, newLink } from './node.ts'
import { Tree } from './tree.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** The image with the entries that differ from it. */
export function grow(image: readonly Entry[], entries: readonly Entry[], now: () => number): Tree {
  const tree = new Tree(image, now)
  for (const entry of sorted(image)) insertEntry(tree, entry, { isOwn: false })
  apply(tree, entries)
  return tree
}

/**
 * Applies entries to a tree, without those at the paths in `except`. A folder with something in it exists whatever its
 * entry says, so that the order of concurrent changes doesn't matter.
 */
export function apply(tree: Tree, entries: readonly Entry[], except: ReadonlySet<string> = new Set()): void {
  const told = sorted(entries).filter(({ path }) => !except.has(path))
  for (const { path } of told.filter(isAway).reverse()) {
    const { folder, name, node } = lookUp(tree, path)
    if (node === undefined || (node.kind === 'directory' && node.children.size > 0)) continue
    if (node.isOwn) tree.count({ bytes: -bytesOf(node), entries: -1 })
    folder?.children.delete(name)
  }
  for (const entry of told) {
    if (isAway(entry)) tree.stored.delete(entry.path)
    else insertEntry(tree, entry, { isOwn: true })
  }
}

/** The entries of these paths. */
export function entriesAt(tree: Tree, paths: Iterable<string>): Entry[] {
  return [...paths].map((path) => {
    const { node } = lookUp(tree, path)
    if (node !== undefined) return toEntry(path, node)
    const kind = tree.imagePaths.has(path) ? 'gone' : 'deleted'
    return { path, kind, mode: 0, content: emptyContent, modifiedAt: tree.now() }
  })
}

/** The entries of all changes, which count as written from now on. */
export function takeChanges(tree: Tree): Entry[] {
  const entries = entriesAt(tree, tree.changed)
  for (const entry of entries) {
    if (isAway(entry)) tree.stored.delete(entry.path)
    else tree.stored.add(entry.path)
  }
  tree.changed.clear()
  return entries
}

export function toEntry(path: string, node: Node): Entry {
  const { kind, mode, modifiedAt } = node
  if (kind === 'link') return { path, kind, mode, modifiedAt, content: encoder.encode(node.target) }
  return { path, kind, mode, modifiedAt, content: kind === 'file' ? compact(node.content) : emptyContent }
}

const isAway = ({ kind }: Entry) => kind === 'gone' || kind === 'deleted'

const sorted = (entries: readonly Entry[]) =>
  [...entries].sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0))

/** Doesn't follow links. */
function lookUp(tree: Tree, path: string): { folder: FolderNode | undefined; name: string; node: Node | undefined } {
  let folder: FolderNode | undefined
  let node: Node | undefined = tree.root
  let name = ''
  for (name of path.split('/').filter(Boolean)) {
    folder = node?.kind === 'directory' ? node : undefined
    node = folder?.children.get(name)
  }
  return { folder, name, node }
}

function insertEntry(tree: Tree, entry: Entry, { isOwn }: { isOwn: boolean }): void {
  if (isOwn) tree.stored.add(entry.path)
  const names = entry.path.split('/').filter(Boolean)
  const last = names.pop()
  if (last === undefined) {
    change(tree, tree.root, entry, isOwn)
    return
  }
  let folder = tree.root
  for (const name of names) {
    const child = folder.children.get(name)
    const next = child?.kind === 'directory' ? child : { ...newFolder(0o755, entry.modifiedAt), isOwn: false }
    if (next !== child) replace(tree, folder, name, next)
    folder = next
  }
  const old = folder.children.get(last)
  if (old?.kind !== 'directory') replace(tree, folder, last, toNode(entry, isOwn))
  else if (entry.kind === 'directory') change(tree, old, entry, isOwn)
  else if (old.children.size === 0) replace(tree, folder, last, toNode(entry, isOwn))
}

function change(tree: Tree, folder: FolderNode, { mode, modifiedAt }: Entry, isOwn: boolean): void {
  tree.count({ bytes: 0, entries: Number(isOwn) - Number(folder.isOwn) })
  Object.assign(folder, { mode, modifiedAt, isOwn })
}

function replace(tree: Tree, folder: FolderNode, name: string, node: Node): void {
  const old = folder.children.get(name)
  if (old?.isOwn) tree.count({ bytes: -bytesOf(old), entries: -1 })
  if (node.isOwn) tree.count({ bytes: bytesOf(node), entries: 1 })
  folder.children.set(name, node)
}

function toNode({ kind, mode, content, modifiedAt }: Entry, isOwn: boolean): Node {
  if (kind === 'directory') return { ...newFolder(mode, modifiedAt), isOwn }
  if (kind === 'link') return { ...newLink(decoder.decode(content), modifiedAt), mode, isOwn }
  return { ...newFile(content, mode, modifiedAt), isOwn }
}
