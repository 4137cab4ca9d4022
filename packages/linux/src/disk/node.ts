/** The nodes of a file tree. */
interface Attributes {
  mode: number
  /** Milliseconds since 1970. */
  modifiedAt: number
  /** Whether it differs from the image, and so counts towards the limits. */
  isOwn: boolean
}

export interface FileNode extends Attributes {
  readonly kind: 'file'
  /** Replaced as a whole and never changed, because others may still be reading it. */
  content: Uint8Array
}

export interface LinkNode extends Attributes {
  readonly kind: 'link'
  readonly target: string
}

export interface FolderNode extends Attributes {
  readonly kind: 'directory'
  readonly children: Map<string, Node>
}

export type Node = FileNode | LinkNode | FolderNode

export const emptyContent = new Uint8Array()

/** How many of the disk's bytes the node takes. */
export const bytesOf = (node: Node): number =>
  node.kind === 'file' ? node.content.length : node.kind === 'link' ? node.target.length : 0

export const newFile = (content: Uint8Array, mode: number, modifiedAt: number): FileNode => ({
  kind: 'file',
  content,
  mode,
  modifiedAt,
  isOwn: true
})

export const newFolder = (mode: number, modifiedAt: number): FolderNode => ({
  kind: 'directory',
  children: new Map(),
  mode,
  modifiedAt,
  isOwn: true
})

export const newLink = (target: string, modifiedAt: number): LinkNode => ({
  kind: 'link',
  target,
  mode: 0o777,
  modifiedAt,
  isOwn: true
})
