import type { IFileSystem } from 'just-bash'
import { bytesOf, type Node } from './node.ts'

export type FsStat = Awaited<ReturnType<IFileSystem['stat']>>

/** The attributes that SFTP and `ls` show. */
export interface Attributes {
  readonly kind: Node['kind']
  readonly mode: number
  readonly size: number
  /** Milliseconds since 1970. */
  readonly modifiedAt: number
}

const folderSize = 4096
const identities = new WeakMap<Node, number>()
let lastIdentity = 0

export const typeOf = ({ kind }: Node) => ({
  isFile: kind === 'file',
  isDirectory: kind === 'directory',
  isSymbolicLink: kind === 'link'
})

export const attributesOf = (node: Node): Attributes => ({
  kind: node.kind,
  mode: node.mode,
  size: node.kind === 'directory' ? folderSize : bytesOf(node),
  modifiedAt: node.modifiedAt
})

export function statOf(node: Node): FsStat {
  if (!identities.has(node)) identities.set(node, ++lastIdentity)
  const { mode, size, modifiedAt } = attributesOf(node)
  return { ...typeOf(node), mode, size, mtime: new Date(modifiedAt), identity: `disk:${identities.get(node)}` }
}
