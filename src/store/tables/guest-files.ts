import type { Entry } from '@swas-local/linux/disk/entry.ts'
import type { Generated, Selectable } from 'kysely'

/** The files, folders and links of a server's disk that differ from its image. */
export interface GuestFilesTable {
  instanceId: string
  path: string
  kind: Generated<Entry['kind']>
  /** Permission bits. */
  mode: Generated<number>
  /** The bytes of a file or the target of a link. */
  content: Buffer
  modifiedAt: Date
  /** The revision of the disk that wrote it. */
  revision: Generated<string>
}

/** The columns that make up an Entry. */
export const entryColumns = [
  'path',
  'kind',
  'mode',
  'content',
  'modifiedAt'
] as const satisfies (keyof GuestFilesTable)[]

export type EntryRow = Pick<Selectable<GuestFilesTable>, (typeof entryColumns)[number]>
