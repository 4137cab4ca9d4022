import type { Disk } from '@swas-local/linux/disk/disk.ts'
import type { User } from '@swas-local/linux/disk/users.ts'
import type { Times } from '../disk-files.ts'
import { Errno } from '../errno.ts'
import { type Content, Room } from './content.ts'
import type { Fields } from './fields.ts'
import { mostHandles } from './limits.ts'
import type { Named, Reply } from './reply.ts'

export interface OpenFile {
  path: string
  readonly mayRead: boolean
  readonly mayWrite: boolean
  /** How much of the file was there before what is appended; undefined where it isn't opened for that. */
  appendedFrom: number | undefined
  readonly content: Content
  /** What it gets when it is closed. */
  mode: number | undefined
  times: Times | undefined
  isWritten: boolean
  /** Why something of it couldn't be written: it is incomplete, and isn't kept. */
  fault: unknown
  /** Made when it was opened, and nothing of its content is kept yet. */
  isNew: boolean
}

export interface OpenFolder {
  /** What the client hasn't read yet of what was there when it was opened. */
  readonly left: Named[]
}

export type Handler = (session: Session, fields: Fields) => Reply | Promise<Reply>

/** One client of SFTP: a disk, and what it has open. */
export class Session {
  readonly disk: Disk
  readonly user: User
  readonly room = new Room()
  readonly #open = new Map<string, OpenFile | OpenFolder>()
  #next = 0

  constructor(disk: Disk, user: User) {
    this.disk = disk
    this.user = user
  }

  get files(): OpenFile[] {
    return [...this.#open.values()].filter((opened) => 'content' in opened)
  }

  /** The handle's name. */
  keep(opened: OpenFile | OpenFolder): string {
    const name = String(this.#next++)
    this.#open.set(name, opened)
    return name
  }

  /** An open file goes where its name goes. */
  moved(from: string, to: string): void {
    for (const file of this.files)
      if (file.path === from || file.path.startsWith(`${from}/`)) file.path = to + file.path.slice(from.length)
  }

  /** To be called before anything is opened that would have to be undone. */
  expectOneMore(): void {
    if (this.#open.size >= mostHandles) throw new Errno('EMFILE')
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
