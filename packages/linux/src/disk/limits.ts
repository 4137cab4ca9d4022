/** What a server's disk may hold in addition to its image. */
export const diskLimits = {
  /** Bytes of one file, and of all together. */
  fileBytes: 32 * 2 ** 20,
  diskBytes: 64 * 2 ** 20,
  /** Files, folders and links. */
  entries: 10_000
} as const
