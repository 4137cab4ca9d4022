import type { Generated, Selectable } from 'kysely'

export interface KeyPairsTable {
  account: string
  regionId: string
  name: string
  /** One OpenSSH line: type, base64, optional comment. */
  publicKey: string
  origin: 'Created' | 'Imported'
  /** CreateInstanceKeyPair or UploadInstanceKeyPair made it, so DeleteInstanceKeyPair deletes it. */
  madeForInstance: Generated<boolean>
  createdAt: Date
}

/** The columns that the API reads. */
export const keyPairColumns = ['name', 'publicKey', 'origin', 'createdAt'] as const satisfies (keyof KeyPairsTable)[]

export type KeyPair = Readonly<Pick<Selectable<KeyPairsTable>, (typeof keyPairColumns)[number]>>
