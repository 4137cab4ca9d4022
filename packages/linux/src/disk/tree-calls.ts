/** File operations of more than one step. Each does all of it, or throws before anything is changed. */
import { errnoError, isFileError } from './errno.ts'
import { bytesOf, emptyContent, type FileNode, type Node, newFile, newFolder, newLink } from './node.ts'
import { below, joined, namesOf } from './path.ts'
import { everyNode, type Found, type Tree, type TreePosition } from './tree.ts'

/** Devices that accept everything and keep nothing. */
const sinks = new Set(['/dev/null', '/dev/zero'])

/** Makes the file if there is none. Follows links. */
export function write(
  tree: Tree,
  path: string,
  contentAfter: (before: Uint8Array) => Uint8Array,
  { call = 'open', mode = 0o644 } = {}
): void {
  const position = tree.find(path, call)
  const { node } = position
  if (node?.kind === 'directory') throw errnoError('EISDIR', call, path)
  if (sinks.has(position.path)) return
  if (node === undefined) {
    tree.add(position, newFile(contentAfter(emptyContent), mode, tree.now()), call)
    return
  }
  const file = node as FileNode
  const content = contentAfter(file.content)
  tree.claim(position as Found, call, content.length - file.content.length)
  file.content = content
  file.modifiedAt = tree.now()
}

export function makeFolder(tree: Tree, path: string, isRecursive: boolean, mode = 0o755): void {
  if (!isRecursive) {
    const position = tree.find(path, 'mkdir', 'nofollow')
    if (position.node !== undefined) throw errnoError('EEXIST', 'mkdir', path)
    tree.add(position, newFolder(mode, tree.now()), 'mkdir')
    return
  }
  const names = namesOf(path, 'mkdir')
  for (let length = 1; length <= names.length; length++) {
    const there = joined(names.slice(0, length))
    const position = tree.find(there, 'mkdir', 'nofollow')
    if (position.node === undefined) tree.add(position, newFolder(mode, tree.now()), 'mkdir')
    else if (tree.find(there, 'mkdir').node?.kind !== 'directory')
      throw errnoError(length === names.length || position.node.kind === 'link' ? 'EEXIST' : 'ENOTDIR', 'mkdir', path)
  }
}

export function remove(tree: Tree, path: string, { recursive = false, force = false }): void {
  let position: TreePosition
  try {
    position = tree.get(path, 'rm', 'nofollow')
  } catch (error) {
    if (force && isFileError(error) && ['ENOENT', 'ENOTDIR'].includes(error.code)) return
    throw error
  }
  const { node } = position as Found
  if (node.kind === 'directory' && node.children.size > 0 && !recursive) throw errnoError('ENOTEMPTY', 'rm', path)
  tree.remove(position as Found, 'rm')
}

/** As `cp`: copies a link itself only if it copies folders. */
export function copy(tree: Tree, from: string, to: string, isRecursive: boolean): void {
  const source = tree.get(from, 'cp', isRecursive ? 'nofollow' : 'follow')
  if (source.node.kind !== 'directory') {
    copyOne(tree, source.node, to)
    return
  }
  if (!isRecursive) throw errnoError('EISDIR', 'cp', from)
  const target = tree.find(to, 'cp')
  if (target.path === source.path || target.path.startsWith(below(source.path, '')))
    throw errnoError('EINVAL', 'cp', from)
  for (const [path, node] of [...everyNode(source.path, source.node)]) {
    const there = target.path + path.slice(source.path.length)
    if (node.kind === 'directory') copyFolder(tree, node, there)
    else copyOne(tree, node, there)
  }
}

function copyFolder(tree: Tree, { mode }: Node, path: string): void {
  const position = tree.find(path, 'cp')
  if (position.node === undefined) tree.add(position, newFolder(mode, tree.now()), 'cp')
  else if (position.node.kind !== 'directory') throw errnoError('ENOTDIR', 'cp', path)
}

function copyOne(tree: Tree, node: Node, path: string): void {
  if (node.kind === 'file') write(tree, path, () => node.content, { call: 'cp', mode: node.mode })
  if (node.kind !== 'link') return
  const position = tree.find(path, 'cp', 'nofollow')
  if (position.node?.kind === 'directory') throw errnoError('EISDIR', 'cp', path)
  if (position.node !== undefined) tree.remove(position as Found, 'cp')
  tree.add(position, newLink(node.target, tree.now()), 'cp')
}

/** As rename(2): replaces what is at `to`, unless that is a folder with entries. */
export function move(tree: Tree, from: string, to: string): void {
  const source = tree.get(from, 'mv', 'nofollow')
  const target = tree.find(to, 'mv', 'nofollow')
  if (source.path === target.path) return
  if (source.folder === undefined || target.folder === undefined) throw errnoError('EBUSY', 'mv', from)
  const isFolder = source.node.kind === 'directory'
  if (isFolder && target.path.startsWith(`${source.path}/`)) throw errnoError('EINVAL', 'mv', from)
  if (target.node?.kind === 'directory') {
    if (!isFolder) throw errnoError('EISDIR', 'mv', to)
    if (target.node.children.size > 0) throw errnoError('ENOTEMPTY', 'mv', to)
  } else if (target.node !== undefined && isFolder) throw errnoError('ENOTDIR', 'mv', to)

  const moved = [...everyNode(source.path, source.node)]
  const foreign = moved.filter(([, node]) => !node.isOwn)
  const bytes = foreign.reduce((sum, [, node]) => sum + bytesOf(node), 0)
  tree.require({ bytes, entries: foreign.length }, 'mv', to)
  if (target.node !== undefined) tree.remove(target as Found, 'mv')
  tree.remove(source, 'mv')
  for (const [path, node] of moved) {
    node.isOwn = true
    tree.count({ bytes: bytesOf(node), entries: 1 })
    tree.mark(target.path + path.slice(source.path.length))
  }
  target.folder.children.set(target.name, source.node)
}
