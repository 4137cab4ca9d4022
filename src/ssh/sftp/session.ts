import type { Disk } from '@swas-local/linux/disk/disk.ts'
import type { User } from '@swas-local/linux/disk/users.ts'
import type { Times } from '../disk-files.ts'
import { Errno } from '../errno.ts'
import { type Content, MemoryBudget } from './content.ts'
import type { Fields } from './fields.ts'
import { maxHandles } from './limits.ts'
import type { Named, Reply } from './reply.ts'

export interface OpenFile {
  path: string
  readonly mayRead: boolean
  readonly mayWrite: boolean
  /** The size of the file before the first append; undefined if it isn't open for appending. */
  appendedFrom: number | undefined
  readonly content: Content
  /** Attributes to set when the file is closed. */
  mode: number | undefined
  times: Times | undefined
  isWritten: boolean
  /** The error of a failed write: the content is incomplete and isn't stored. */
  fault: unknown
  /** Whether OPEN created the file, and no content is stored yet. */
  isNew: boolean
}

export interface OpenFolder {
  /** The names that the client hasn't read yet, as they were when the folder was opened. */
  readonly left: Named[]
}

export type Handler = (session: Session, fields: Fields) => Reply | Promise<Reply>

/** An SFTP client: its disk, and its open files and folders. */
export class Session {
  readonly disk: Disk
  readonly user: User
  readonly budget = new MemoryBudget()
  readonly #open = new Map<string, OpenFile | OpenFolder>()
  #next = 0

  constructor(disk: Disk, user: User) {
    this.disk = disk
    this.user = user
  }

  get files(): OpenFile[] {
    return [...this.#open.values()].filter((opened) => 'content' in opened)
  }

  /** Gives the handle's name. */
  keep(opened: OpenFile | OpenFolder): string {
    const name = String(this.#next++)
    this.#open.set(name, opened)
    return name
  }

  /** Open files follow a rename. */
  moved(from: string, to: string): void {
    for (const file of this.files)
      if (file.path === from || file.path.startsWith(`${from}/`)) file.path = to + file.path.slice(from.length)
  }

  /** Throws EMFILE. Call it before opening has effects that would have to be undone. */
  expectOneMore(): void {
    if (this.#open.size >= maxHandles) throw new Errno('EMFILE')
  }

  forget(name: string): OpenFile | OpenFolder {
    const opened = this.#open.get(name)
    if (!opened) throw new Errno('EBADF')
    this.#open.delete(name)
    return opened
  }

  file(name: string): OpenFile {
    const opened = this.#open.get(name)
    if (!opened || !('content' in opened)) throw new Errno('EBADF')
    return opened
  }

  folder(name: string): OpenFolder {
    const opened = this.#open.get(name)
    if (!opened || !('left' in opened)) throw new Errno('EBADF')
    return opened
  }
}
